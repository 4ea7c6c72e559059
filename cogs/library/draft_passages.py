"""Joining and parting the passages of a draft: the list of them, the page of one, and their buttons."""

from discord.ui import Container

from bot.core.errors import StudyError
from bot.core.importers.draft_edits import breaks, heading_of, joined, kept_apart, split
from bot.core.text.markup import Markup, mark, plain
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits
from bot.services.library import essay_drafts
from bot.services.library.essay_drafts import Waiting
from cogs.library import draft_page, draft_summary  # drafts: its page and those here lead to each other
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.hosts import MOST_CHOICES, HostButton, HostSelect, numbered_options
from cogs.ui.passage_parts import ACCENT, Room, below, headed, roomy, small
from cogs.ui.replies import guild_of, turn

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
    container: Container[Layout] = Container(accent_colour=ACCENT)
    for shown in (headed(where, heading_of(essay, number), room.heading), room.text(text), why):
        if shown:
            container.add_item(display(shown))
    layout = Layout(container)
    options = [(shorten(text[at:].replace("*", ""), 90), at) for at in breaks(text, essay.language)[:MOST_CHOICES]]
    if options:
        part = SplitSelect(draft.id, draft.revision, number, options, placeholder=say("cut.part"))
        layout.add_item(row(part))
    buttons: list[HostButton] = []
    for at, refusal in apart.items():
        if refusal is None:
            label = say("button.join_after" if at == number else "button.join_before")
            buttons.append(JoinButton(draft.id, draft.revision, at, label=label))
    buttons.append(CutsButton(draft.id, number - (number - 1) % MOST_CHOICES, label=say("button.all_passages")))
    layout.add_item(row(*buttons, draft_page.DraftButton(draft.id, label=say("button.to_draft"))))
    return layout


def _cuts_layout(say: Say, waiting: Waiting, first: int, most: int) -> Layout:
    essay, draft_id = waiting.draft.essay, waiting.draft.id
    first = max(1, min(first, len(essay.passages)))
    shown = list(enumerate(essay.passages, start=1))[first - 1 : first - 1 + MOST_CHOICES]
    container: Container[Layout] = Container(accent_colour=ACCENT)
    title = say("cut.title", title=plain(essay.title, 100))
    container.add_item(display(mark("### {}\n{}", title, say("cut.how"))))
    container.add_item(display(draft_summary.listed(say, essay, first, first + MOST_CHOICES - 1, most)))
    options = [(draft_summary.passage_line(say, number, passage), number) for number, passage in shown]
    layout = Layout(container, row(CutSelect(draft_id, options, placeholder=say("cut.choose"))))
    buttons: list[HostButton] = []
    if first > 1:
        buttons.append(CutsButton(draft_id, max(1, first - MOST_CHOICES), label=say("button.earlier")))
    if first + MOST_CHOICES <= len(essay.passages):
        buttons.append(CutsButton(draft_id, first + MOST_CHOICES, label=say("button.later")))
    layout.add_item(row(*buttons, draft_page.DraftButton(draft_id, label=say("button.to_draft"))))
    return layout


class CutsButton(HostButton, template=r"cuts:(\d{1,18}):(\d{1,4})"):
    """*Merge or split passages*: shows the list of them."""

    def __init__(self, draft_id: int, first: int, *, label: str) -> None:
        """Make the button that shows a draft's passages from this number on."""
        super().__init__(f"cuts:{draft_id}:{first}", label)
        self._draft_id, self._first = draft_id, first

    async def host_pressed(self, interaction: Pressed) -> None:
        """Show the list in the place of the message."""
        waiting = await waiting_draft(interaction, self._draft_id)
        await turn(interaction, cuts_layout(interaction.client.say(interaction), waiting, self._first))


class CutSelect(HostSelect, template=r"cut:(\d{1,18})"):
    """A draft's passages, to choose one from."""

    def __init__(self, draft_id: int, passages: list[tuple[str, int]] | None = None, *, placeholder: str = "…") -> None:
        """Make the list of passages by their numbers."""
        super().__init__(f"cut:{draft_id}", numbered_options(passages or []), placeholder)
        self._draft_id = draft_id

    async def host_chose(self, interaction: Pressed, value: str) -> None:
        """Show the passage."""
        waiting = await waiting_draft(interaction, self._draft_id)
        await turn(interaction, cut_layout(interaction.client.say(interaction), waiting, int(value)))


class JoinButton(HostButton, template=r"join:(\d{1,18}):(\d{1,9}):(\d{1,4})"):
    """Joins a passage of a draft to the one after it."""

    def __init__(self, draft_id: int, revision: int, number: int, *, label: str) -> None:
        """Make the button for a draft as it stands, and the number of the first of the two."""
        super().__init__(f"join:{draft_id}:{revision}:{number}", label)
        self._draft_id, self._revision, self._number = draft_id, revision, number

    async def host_pressed(self, interaction: Pressed) -> None:
        """Join them, and show what they are together."""
        await put_off(interaction)
        say = interaction.client.say(interaction)
        waiting = await essay_drafts.change(
            interaction.client.database,
            guild_of(interaction),
            self._draft_id,
            self._revision,
            lambda essay: joined(essay, self._number, say.templates()),
            interaction.client.now(),
        )
        await turn(interaction, cut_layout(say, waiting, self._number))


class SplitSelect(HostSelect, template=r"split:(\d{1,18}):(\d{1,9}):(\d{1,4})"):
    """The places at which a passage of a draft can be parted."""

    def __init__(
        self,
        draft_id: int,
        revision: int,
        number: int,
        places: list[tuple[str, int]] | None = None,
        *,
        placeholder: str = "…",
    ) -> None:
        """Make the list of how the second part would begin, by the character it begins at."""
        custom_id = f"split:{draft_id}:{revision}:{number}"
        super().__init__(custom_id, numbered_options(places or []), placeholder)
        self._draft_id, self._revision, self._number = draft_id, revision, number

    async def host_chose(self, interaction: Pressed, value: str) -> None:
        """Part the passage, and show its first part."""
        await put_off(interaction)
        say = interaction.client.say(interaction)
        waiting = await essay_drafts.change(
            interaction.client.database,
            guild_of(interaction),
            self._draft_id,
            self._revision,
            lambda essay: split(essay, self._number, int(value), say.templates()),
            interaction.client.now(),
        )
        await turn(interaction, cut_layout(say, waiting, self._number))


def _why(say: Say, refusal: StudyError, *, after: bool) -> Markup:
    """Why a passage cannot be joined to the one after it, or before it, and what to do."""
    if refusal.key == "library.section_ends":
        return say("cut.heading_after" if after else "cut.heading_before")
    return say("cut.too_long_after" if after else "cut.too_long_before", **refusal.values)


async def waiting_draft(interaction: Pressed, draft_id: int) -> Waiting:
    """The draft a button belongs to. Raises `StudyError` when it is there no more."""
    bot = interaction.client
    return await essay_drafts.by_id(bot.database, guild_of(interaction), draft_id, bot.now())
