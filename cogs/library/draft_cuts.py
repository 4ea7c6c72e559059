"""The pages of a draft on which its passages are joined and split."""

from bot.core.errors import StudyError
from bot.core.importers.drafts.edits import Per, breaks, brought_passages, heading_of, joined, kept_apart, recut, split
from bot.core.importers.inline_styles import bare
from bot.core.text.lines import one_line
from bot.core.text.markup import Markup, mark, plain
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, panel
from bot.services.library.essay_drafts import Waiting
from cogs.library import draft_summary
from cogs.library.drafts import DraftButton, change_draft, waiting_draft
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.hosts import MOST_CHOICES, HostButton, HostSelect, numbered_options
from cogs.ui.id_fields import Count, Id, Number
from cogs.ui.passage_parts import Room, below, headed, roomy, small
from cogs.ui.replies import turn

_LINES = (60, 40, 20)
"""Characters of each heading and passage in the list that are tried until the message fits."""


def cuts_layout(say: Say, waiting: Waiting, first: int) -> Layout:
    """Twenty-five passages of a draft from one number on, a line each, to choose from."""
    return first_that_fits(_cuts_layout(say, waiting, first, most) for most in _LINES)


def cut_layout(say: Say, waiting: Waiting, number: int) -> Layout:
    """One passage of a draft, with the ways to join it to its neighbours and to part it."""
    return roomy(lambda room: _cut_layout(say, waiting, number, room))


def _cut_layout(say: Say, waiting: Waiting, number: int, room: Room) -> Layout:
    draft, essay = waiting.draft, waiting.draft.essay
    number = max(1, min(number, len(essay.passages)))
    text = essay.passages[number - 1].text
    where = mark("**{}**", say("passage.number", number=number, length=len(essay.passages)))
    apart = {at: kept_apart(essay, at) for at in (number - 1, number) if 1 <= at < len(essay.passages)}
    why = below(*(small(_why(say, refusal, after=at == number)) for at, refusal in apart.items() if refusal))
    container = panel()
    for shown in (headed(where, heading_of(essay, number), room.heading), room.text(text), why):
        if shown:
            container.add_item(display(shown))
    layout = Layout(container)
    options = [(shorten(one_line(bare(text[at:])), 90), at) for at in breaks(text, essay.language)[:MOST_CHOICES]]
    if options:
        part = SplitSelect(
            draft.id, draft.revision, number, options=numbered_options(options), placeholder=say("cut.part")
        )
        layout.add_item(row(part))
    buttons: list[HostButton] = []
    for at, refusal in apart.items():
        if refusal is None:
            label = say("button.join_after" if at == number else "button.join_before")
            buttons.append(JoinButton(draft.id, draft.revision, at, label=label))
    buttons.append(CutsButton(draft.id, number - (number - 1) % MOST_CHOICES, label=say("button.all_passages")))
    layout.add_item(row(*buttons, DraftButton(draft.id, label=say("button.to_draft"))))
    return layout


def _cuts_layout(say: Say, waiting: Waiting, first: int, most: int) -> Layout:
    essay, draft_id = waiting.draft.essay, waiting.draft.id
    first = max(1, min(first, len(essay.passages)))
    shown = list(enumerate(essay.passages, start=1))[first - 1 : first - 1 + MOST_CHOICES]
    container = panel()
    title = say("cut.title", title=plain(essay.title, 100))
    container.add_item(display(mark("### {}\n{}", title, say("cut.how"))))
    container.add_item(display(draft_summary.listed(say, essay, first, first + MOST_CHOICES - 1, most)))
    options = [(draft_summary.passage_line(say, number, passage), number) for number, passage in shown]
    layout = Layout(
        container, row(CutSelect(draft_id, options=numbered_options(options), placeholder=say("cut.choose")))
    )
    if not brought_passages(essay):
        ways = [(say.plain(f"cut.per.{per}"), number) for number, per in enumerate(Per)]
        layout.add_item(
            row(PerSelect(draft_id, waiting.draft.revision, options=numbered_options(ways), placeholder=say("cut.per")))
        )
    buttons: list[HostButton] = []
    if first > 1:
        buttons.append(CutsButton(draft_id, max(1, first - MOST_CHOICES), label=say("button.previous_page")))
    if first + MOST_CHOICES <= len(essay.passages):
        buttons.append(CutsButton(draft_id, first + MOST_CHOICES, label=say("button.next_page")))
    layout.add_item(row(*buttons, DraftButton(draft_id, label=say("button.to_draft"))))
    return layout


class CutsButton(HostButton, kind="cuts"):
    """*Merge or split passages*: shows the list of them."""

    draft_id: Id
    first: Number
    """The number of the first passage in the list."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show the list in the place of the message."""
        waiting = await waiting_draft(interaction, self.draft_id)
        await turn(interaction, cuts_layout(interaction.client.say(interaction), waiting, self.first))


class CutSelect(HostSelect, kind="cut"):
    """A draft's passages, to choose one from."""

    draft_id: Id

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Show the passage."""
        waiting = await waiting_draft(interaction, self.draft_id)
        await turn(interaction, cut_layout(interaction.client.say(interaction), waiting, int(value)))


class PerSelect(HostSelect, kind="per"):
    """What makes a passage: all of the draft is cut anew."""

    draft_id: Id
    revision: Count

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Cut it, and show the list again."""
        await put_off(interaction)
        say, banks = interaction.client.say(interaction), interaction.client.texts.banks()
        per = list(Per)[int(value)]
        waiting = await change_draft(interaction, self.draft_id, self.revision, lambda essay: recut(essay, per, banks))
        await turn(interaction, cuts_layout(say, waiting, 1))


class JoinButton(HostButton, kind="join"):
    """Joins a passage of a draft to the one after it."""

    draft_id: Id
    revision: Count
    number: Number

    async def pressed(self, interaction: Pressed) -> None:
        """Join them, and show what they are together."""
        await put_off(interaction)
        say = interaction.client.say(interaction)
        waiting = await change_draft(
            interaction,
            self.draft_id,
            self.revision,
            lambda essay: joined(essay, self.number, interaction.client.texts.banks()),
        )
        await turn(interaction, cut_layout(say, waiting, self.number))


class SplitSelect(HostSelect, kind="split"):
    """The places at which a passage of a draft can be parted."""

    draft_id: Id
    revision: Count
    number: Number

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Part the passage, and show its first part."""
        await put_off(interaction)
        say = interaction.client.say(interaction)
        waiting = await change_draft(
            interaction,
            self.draft_id,
            self.revision,
            lambda essay: split(essay, self.number, int(value), interaction.client.texts.banks()),
        )
        await turn(interaction, cut_layout(say, waiting, self.number))


def _why(say: Say, refusal: StudyError, *, after: bool) -> Markup:
    """Why a passage cannot be joined to the one after it, or before it, and what to do."""
    if refusal.key == "library.section_ends":
        return say("cut.heading_after" if after else "cut.heading_before")
    return say("cut.too_long_after" if after else "cut.too_long_before", **refusal.values)
