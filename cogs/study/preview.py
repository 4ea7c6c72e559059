"""The next posts as they will look, one a page."""

from datetime import date

from bot.core.text.markup import NOTHING
from bot.i18n import Say
from bot.interactions.answers import Layout, display, panel
from bot.services.studies import left_out_days, preview, reading_position
from bot.services.studies.left_out_days import NextLeftOut
from bot.services.studies.preview import Coming
from cogs.study.undo import undo_buttons, with_undo
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.hosts import StudyHostButton
from cogs.ui.id_fields import Day, Flag, Id
from cogs.ui.passage_parts import Room, below, post_container, roomy, small
from cogs.ui.replies import stamp, turn


def preview_layout(say: Say, coming: list[Coming], day: date | None, undo: int | None = None) -> Layout:
    """The page of that day (the first one with a post, for None), with the way to its neighbours and *Undo*."""
    return roomy(lambda room: _preview_layout(say, coming, day, undo, room))


def _preview_layout(say: Say, coming: list[Coming], day: date | None, undo: int | None, room: Room) -> Layout:
    first = next(index for index, coming_slot in enumerate(coming) if coming_slot.content)
    at = next((index for index, coming_slot in enumerate(coming) if coming_slot.slot.date == day), first)
    shown = coming[at]
    when = say("preview.when", at=stamp(shown.slot.due_at, "F"), page=at + 1, pages=len(coming))
    paused = small(say("study.if_resumed")) if shown.is_paused else NOTHING
    layout = Layout(display(below(small(when), paused)))
    if shown.content is None:
        left_out = panel(display(say("preview.left_out")))
        layout.add_item(left_out)
    else:
        layout.add_item(post_container(say, shown.content, room))
    buttons: list[StudyButton] = []
    if at > 0:
        buttons.append(_page(coming[at - 1], say("button.previous_page")))
    if at + 1 < len(coming):
        buttons.append(_page(coming[at + 1], say("button.next_page")))
    key = "button.skip" if shown.content else "button.unskip"
    buttons.append(LeaveOutButton(shown.study_id, shown.slot.date, shown.content is not None, label=say(key)))
    if shown.content is not None and shown.swap is not None:
        buttons.append(
            SwapButton(shown.study_id, shown.slot.date, shown.content.passage_id, shown.swap, label=say("button.swap"))
        )
    layout.add_item(row(*buttons, *undo_buttons(say, shown.study_id, undo)))
    return layout


def skipped_layout(say: Say, left_out: NextLeftOut) -> Layout:
    """That nothing is posted at the time of a slot, when its passage comes instead, and the way back."""
    text = say("skip.done", at=stamp(left_out.slot.due_at, "F"), then=stamp(left_out.instead.due_at, "F"))
    paused = say("study.if_resumed") if left_out.is_paused else NOTHING
    return with_undo(say, display(below(text, paused)), left_out.study_id, left_out.undo)


class PageButton(StudyHostButton, kind="preview"):
    """Shows another day of the preview."""

    day: Day

    async def pressed(self, interaction: Pressed) -> None:
        """Show that day in the place of this one."""
        await _show(interaction, self.study_id, self.day)


class LeaveOutButton(StudyHostButton, kind="leaveout"):
    """*Skip* leaves a day out, and its passage comes on the one after; *Post on this day after all* undoes it."""

    day: Day
    out: Flag
    """Whether the day is left out; else it is taken in again."""

    async def pressed(self, interaction: Pressed) -> None:
        """Leave the day out, or no longer, and show the page as it is then."""
        bot, change = interaction.client, left_out_days.leave_out if self.out else left_out_days.take_in
        changed = await change(bot.database, bot.asker(interaction), self.study_id, [self.day])
        await _show(interaction, self.study_id, self.day, changed.undo)


class SwapButton(StudyHostButton, kind="swap"):
    """*Swap with the next day*: this day's passage and the next one's change places."""

    day: Day
    passage_id: Id
    other_id: Id
    """The passage that comes after it."""

    async def pressed(self, interaction: Pressed) -> None:
        """Exchange the two passages, and show the page as it is then."""
        bot = interaction.client
        undo = await reading_position.swap(
            bot.database, bot.asker(interaction), self.study_id, self.passage_id, self.other_id
        )
        await _show(interaction, self.study_id, self.day, undo)


async def _show(interaction: Pressed, study_id: int, day: date, undo: int | None = None) -> None:
    bot = interaction.client
    coming = await preview.preview(bot.database, bot.asker(interaction), study_id)
    await turn(interaction, preview_layout(bot.say(interaction), coming, day, undo))


def _page(coming: Coming, label: str) -> PageButton:
    return PageButton(coming.study_id, coming.slot.date, label=label)
