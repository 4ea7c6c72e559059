"""The next posts as they will look, one a page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bot.core.essays.sizes import QUESTION
from bot.core.posts import PostContent
from bot.core.text.markup import NOTHING, mark, plain
from bot.i18n import Say
from bot.interactions.answers import Layout, display, panel
from bot.services.questions import host_questions, post_questions
from bot.services.questions.host_questions import Exchange
from bot.services.studies import left_out_days, preview, reading_position
from bot.services.studies.left_out_days import NextLeftOut
from bot.services.studies.preview import Coming
from cogs.study.undo import undo_buttons, with_undo
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.deferral import put_off
from cogs.ui.hosts import HostButton, HostForm, HostSelect, StudyHostButton, numbered_options
from cogs.ui.id_fields import Day, Flag, Id
from cogs.ui.passage_parts import Room, below, headed, post_container, roomy, small, title_line
from cogs.ui.question_fields import question_fields, typed_rung
from cogs.ui.replies import guild_of, stamp, turn

DRAFTS = 5
"""Drafted questions that are shown at once: a model drafts four about a passage."""


class Done(NamedTuple):
    """What a host has just done on a page: a change of the study to undo, or an exchange of its questions."""

    undo: int | None = None
    asked: Exchange | None = None


_NOTHING = Done()


def preview_layout(say: Say, coming: list[Coming], day: date | None, done: Done = _NOTHING) -> Layout:
    """The page of that day (the first one with a post, for None), with the way to its neighbours and *Undo*."""
    return roomy(lambda room: _preview_layout(say, coming, day, done, room))


def _preview_layout(say: Say, coming: list[Coming], day: date | None, done: Done, room: Room) -> Layout:
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
    layout.add_item(row(*buttons, *undo_buttons(say, shown.study_id, done.undo)))
    if shown.content is not None:
        layout.add_item(row(*_question_buttons(say, shown, shown.content, done.asked)))
    return layout


def _question_buttons(say: Say, shown: Coming, content: PostContent, asked: Exchange | None) -> Sequence[StudyButton]:
    """What can be done with the question of a post, and *Undo* for what has just been done with it.

    What a host writes is asked on the whole server: that is for its hosts.
    """
    at = shown.study_id, shown.slot.date
    drafts = [DraftsButton(*at, label=say("button.drafts", n=len(shown.drafts)))] if shown.drafts else []
    if content.question_id is None:
        return [WriteButton(*at, content.passage_id, 0, label=say("button.add_question")), *drafts]
    buttons: list[StudyButton] = [
        WriteButton(*at, content.asked_about, content.question_id, label=say("button.edit_question")),
        AnotherButton(*at, content.asked_about, content.question_id, label=say("button.another_for_post")),
        *drafts,
    ]
    if asked is not None and asked.back is not None:
        buttons.append(TakeBackButton(*at, asked.back, asked.gone or 0, label=say("button.undo")))
    return buttons


def drafts_layout(say: Say, shown: Coming, content: PostContent) -> Layout:
    """The questions about a post's passage that a model has drafted, to approve one for it, and the way back."""
    drafts = shown.drafts[:DRAFTS]
    where = mark("**{}**", say("passage.number", number=content.number, length=content.length))
    head = below(title_line(content.title), headed(where, content.heading), small(say("question.drafted")))
    lines = [
        below(mark("**{}. {}**", at, say(f"rung.{draft.rung}")), plain(draft.text, QUESTION))
        for at, draft in enumerate(drafts, start=1)
    ]
    options = numbered_options([(f"{at}. {draft.text}", draft.id) for at, draft in enumerate(drafts, start=1)])
    at = shown.study_id, shown.slot.date
    approve = ApproveSelect(*at, options=options, placeholder=say.plain("question.approve"))
    back = _page(shown, say("button.to_preview"))
    return Layout(panel(display(head), display(below(*lines))), row(approve), row(back))


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
        await _show(interaction, self.study_id, self.day, Done(changed.undo))


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
        await _show(interaction, self.study_id, self.day, Done(undo))


class AnotherButton(StudyHostButton, kind="askanother"):
    """*Another one*: the post asks the next of the questions about its passage."""

    day: Day
    passage_id: Id
    shown: Id
    """The question that it asks now."""

    async def pressed(self, interaction: Pressed) -> None:
        """Choose the next question, and show the page as it is then."""
        bot = interaction.client
        undo = await post_questions.choose_another(
            bot.database, bot.asker(interaction), self.study_id, self.passage_id, self.shown
        )
        await _show(interaction, self.study_id, self.day, Done(undo))


class WriteButton(HostButton, kind="writequestion"):
    """*Edit question* and *Add a question*: opens the form."""

    study_id: Id
    day: Day
    passage_id: Id
    question_id: Id
    """0 for one that is not there yet."""

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, filled in."""
        bot, say, rung, text = interaction.client, interaction.client.say(interaction), None, ""
        if self.question_id:
            _, question = await host_questions.one(bot.database, guild_of(interaction), self.question_id)
            rung, text = question.rung, question.text
        form = WriteForm(self.study_id, self.day, self.passage_id, self.question_id)
        title = say.plain("button.edit_question" if self.question_id else "button.add_question")
        await interaction.response.send_modal(form.with_fields(title, *question_fields(say, rung, text)))


class WriteForm(HostForm, kind="writequestion"):
    """The question of a post."""

    study_id: Id
    day: Day
    passage_id: Id
    question_id: Id

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Have the post ask this, and show the page as it is then."""
        await put_off(interaction)
        bot, rung = interaction.client, typed_rung(typed)
        done = await post_questions.write(
            bot.database,
            bot.asker(interaction),
            self.study_id,
            self.passage_id,
            self.question_id or None,
            rung,
            typed.get("text", ""),
        )
        await _show(interaction, self.study_id, self.day, Done(asked=done))


class TakeBackButton(HostButton, kind="takebackquestion"):
    """*Undo*: the question that was asked before is asked again."""

    study_id: Id
    day: Day
    gone: Id
    back: Id
    """0 for none."""

    async def pressed(self, interaction: Pressed) -> None:
        """Exchange the two, and show the page as it is then."""
        bot = interaction.client
        await host_questions.exchange(bot.database, guild_of(interaction), self.gone, self.back or None)
        await _show(interaction, self.study_id, self.day)


class DraftsButton(HostButton, kind="postdrafts"):
    """*4 drafted questions*: shows what a model has drafted for a post."""

    study_id: Id
    day: Day

    async def pressed(self, interaction: Pressed) -> None:
        """Show the drafts in the place of the page, or the page as it is now when none waits any more."""
        bot, say = interaction.client, interaction.client.say(interaction)
        coming = await preview.preview(bot.database, bot.asker(interaction), self.study_id)
        shown = next((each for each in coming if each.slot.date == self.day), None)
        if shown is None or shown.content is None or not shown.drafts:
            await turn(interaction, preview_layout(say, coming, self.day))
        else:
            await turn(interaction, drafts_layout(say, shown, shown.content))


class ApproveSelect(HostSelect, kind="approvedraft"):
    """The questions that a model has drafted for a post, to approve one."""

    study_id: Id
    day: Day

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Have the post ask it, and show the page as it is then."""
        bot = interaction.client
        await post_questions.approve(bot.database, bot.asker(interaction), self.study_id, int(value))
        await _show(interaction, self.study_id, self.day)


async def _show(interaction: Pressed, study_id: int, day: date, done: Done = _NOTHING) -> None:
    bot = interaction.client
    coming = await preview.preview(bot.database, bot.asker(interaction), study_id)
    await turn(interaction, preview_layout(bot.say(interaction), coming, day, done))


def _page(coming: Coming, label: str) -> PageButton:
    return PageButton(coming.study_id, coming.slot.date, label=label)
