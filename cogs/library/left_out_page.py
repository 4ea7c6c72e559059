"""The page of what was left out of a draft, from which parts are put back."""

from collections.abc import Collection

from bot.core.importers.drafts.left_out import put_back
from bot.core.importers.inline_styles import bare
from bot.core.text.lines import one_line
from bot.core.text.markup import NOTHING, mark, plain
from bot.core.text.normalization import count_words, shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, panel, reply, text_file
from bot.services.library.essay_drafts import Waiting
from cogs.library.drafts import DraftButton, change_draft, turn_to_draft, waiting_draft
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.hosts import MOST_CHOICES, HostButton, HostSelect, numbered_options
from cogs.ui.id_fields import Count, Id
from cogs.ui.passage_parts import below
from cogs.ui.replies import turn

_LINES = (90, 60, 40, 20)
"""Characters of each part in the list that are tried until the message fits."""


class LeftOutButton(HostButton, kind="leftout"):
    """*What was left out*: shows it."""

    draft_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Show it in the place of the draft."""
        waiting = await waiting_draft(interaction, self.draft_id)
        await turn(interaction, left_out_layout(interaction.client.say(interaction), waiting))


class PutBackSelect(HostSelect, kind="putback"):
    """The longest parts that were left out, of which any are put back."""

    draft_id: Id
    revision: Count

    async def pressed(self, interaction: Pressed) -> None:
        """Put all that were chosen back, and show the draft."""
        await _put_back(interaction, self.draft_id, self.revision, [int(value) for value in self.item.values])


class PutBackAllButton(HostButton, kind="putbackall"):
    """*Put all of it back*."""

    draft_id: Id
    revision: Count

    async def pressed(self, interaction: Pressed) -> None:
        """Put it back, and show the draft."""
        await _put_back(interaction, self.draft_id, self.revision, None)


class LeftOutFileButton(HostButton, kind="leftoutfile"):
    """*All of it as a file*: what was left out, word for word."""

    draft_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Send the file."""
        waiting = await waiting_draft(interaction, self.draft_id)
        text = "\n\n".join(waiting.draft.essay.left_out)
        said = interaction.client.say(interaction)("draft.left_out_file")
        await reply(interaction, said, files=[text_file("left-out.txt", text)])


def left_out_layout(say: Say, waiting: Waiting) -> Layout:
    """The longest parts that were left out, in order, to choose from."""
    return first_that_fits(_left_out_layout(say, waiting, most) for most in _LINES)


def _left_out_layout(say: Say, waiting: Waiting, most: int) -> Layout:
    draft, around = waiting.draft, waiting.draft.essay.around
    longest = sorted(range(len(around)), key=lambda number: -count_words(around[number].text))[:MOST_CHOICES]
    shown = [
        (number, one_line(bare(around[number].text)), count_words(around[number].text)) for number in sorted(longest)
    ]
    lines = [
        say("cut.line", number=at, start=plain(text, most), n=words)
        for at, (_, text, words) in enumerate(shown, start=1)
    ]
    more = len(around) - len(shown)
    title = mark("### {}", say("left_out.title", title=plain(draft.essay.title, 100)))
    how = say("left_out.how") if around else say("left_out.nothing")
    rest = say("left_out.more", n=more) if more else NOTHING
    layout = Layout(panel(display(below(title, how, *lines, rest))))
    buttons: list[HostButton] = []
    if shown:
        options = [(shorten(f"{at}. {text}", 90), number) for at, (number, text, _) in enumerate(shown, start=1)]
        put = PutBackSelect(
            draft.id,
            draft.revision,
            options=numbered_options(options),
            most=len(options),
            placeholder=say("left_out.choose"),
        )
        layout.add_item(row(put))
        buttons.append(PutBackAllButton(draft.id, draft.revision, label=say("button.put_back_all")))
    buttons.append(LeftOutFileButton(draft.id, label=say("button.as_file")))
    layout.add_item(row(*buttons, DraftButton(draft.id, label=say("button.to_draft"))))
    return layout


async def _put_back(interaction: Pressed, draft_id: int, revision: int, chosen: Collection[int] | None) -> None:
    """Put these parts back (from 0), or all of them."""
    await put_off(interaction)
    banks = interaction.client.texts.banks()
    waiting = await change_draft(
        interaction,
        draft_id,
        revision,
        lambda essay: put_back(essay, range(len(essay.around)) if chosen is None else chosen, banks),
    )
    await turn_to_draft(interaction, waiting)
