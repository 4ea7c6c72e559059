"""A draft before it is imported: its page, and the pages on which its passages are joined and split."""

from collections.abc import Mapping

from bot.core.errors import StudyError
from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers.draft_edits import breaks, heading_of, joined, kept_apart, split, with_head
from bot.core.text.markup import Markup, mark, plain
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, panel, reply, text_file
from bot.services.library import essay_drafts
from bot.services.library.corrections import one_line
from bot.services.library.essay_drafts import Draft, Waiting
from cogs.library import draft_summary
from cogs.library.imported import show_shelved
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.forms import ShownForm, field
from cogs.ui.hosts import MOST_CHOICES, HostButton, HostForm, HostSelect, numbered_options
from cogs.ui.id_fields import Count, Id, Number
from cogs.ui.passage_parts import Room, below, headed, post_container, roomy, small
from cogs.ui.replies import turn

_SIZES = (
    *((draft_summary.FIRST, most, draft_summary.MOST_LINES) for most in (3000, 1500, 900, 600, 350, 150)),
    *((shown, 150, draft_summary.MOST_LINES) for shown in (2, 1, 0)),
    (0, 0, 0),
)
"""Days shown, characters of each passage and lines that were left out, tried until the whole message fits."""


def draft_layout(say: Say, waiting: Waiting) -> Layout:
    """The draft with all a host has to know to say yes."""
    return first_that_fits(_draft_layout(say, waiting, *size) for size in _SIZES)


class ShelveButton(HostButton, kind="shelve", style="success"):
    """*Import*: puts the draft on the shelf, as the host has seen it."""

    draft_id: Id
    revision: Count

    async def pressed(self, interaction: Pressed) -> None:
        """Import it, which may take a few seconds for a book, and say what comes next."""
        bot = interaction.client
        await put_off(interaction)
        done = await essay_drafts.shelve(bot.database, bot.asker(interaction), self.draft_id, self.revision)
        await show_shelved(interaction, done)


class DraftButton(HostButton, kind="draft"):
    """Shows a draft."""

    draft_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Show it in the place of the message."""
        await _turn_to(interaction, await waiting_draft(interaction, self.draft_id))


class DraftSelect(HostSelect, kind="drafts"):
    """The guild's other drafts."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Show the draft in the place of the message."""
        await _turn_to(interaction, await waiting_draft(interaction, int(value)))


class CancelButton(HostButton, kind="draftcancel", style="danger"):
    """*Cancel*: deletes the draft."""

    draft_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Delete the draft, and say so."""
        bot = interaction.client
        await essay_drafts.cancel(bot.database, bot.asker(interaction), self.draft_id)
        await turn(interaction, bot.say(interaction)("draft.cancelled"))


class LeftOutButton(HostButton, kind="leftout"):
    """*What was left out*: all of it, word for word, as a file."""

    draft_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Send the file."""
        waiting = await waiting_draft(interaction, self.draft_id)
        dropped = "\n".join(waiting.draft.essay.dropped)
        text = interaction.client.say(interaction)("draft.left_out_file")
        await reply(interaction, text, file=text_file("left-out.txt", dropped))


class DraftHeadButton(HostButton, kind="drafthead"):
    """*Edit title and author*: opens the form."""

    draft_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, filled in."""
        waiting = await waiting_draft(interaction, self.draft_id)
        await interaction.response.send_modal(draft_form(interaction.client.say(interaction), waiting.draft))


class DraftForm(HostForm, kind="drafthead"):
    """Title and author of a draft."""

    draft_id: Id

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Change the draft, and show it as it is then."""
        await put_off(interaction)
        title, author = one_line(typed["title"], TITLE), one_line(typed["author"], AUTHOR)
        waiting = await essay_drafts.change(
            interaction.client.database,
            interaction.client.asker(interaction),
            self.draft_id,
            None,
            lambda essay: with_head(essay, title, author or None),
        )
        await _turn_to(interaction, waiting)


def draft_form(say: Say, draft: Draft) -> ShownForm:
    """The form for a draft's title and author."""
    title = field("title", say("field.title"), TITLE, draft.essay.title)
    author = field("author", say("field.author"), AUTHOR, draft.essay.author or "", needed=False)
    return DraftForm(draft.id).with_fields(say("button.edit_head"), title, author)


def _draft_layout(say: Say, waiting: Waiting, shown: int, most: int, lines: int) -> Layout:
    draft, essay = waiting.draft, waiting.draft.essay
    facts = draft_summary.facts(say, waiting, shown, lines)
    layout = Layout(panel(display(facts)))
    for content in draft_summary.first_days(essay, shown, most):
        layout.add_item(post_container(say, content))
    key = "button.update" if waiting.update else "button.import"
    buttons: list[HostButton] = [
        ShelveButton(draft.id, draft.revision, label=say(key)),
        DraftHeadButton(draft.id, label=say("button.edit_head")),
        CutsButton(draft.id, 1, label=say("button.cut")),
    ]
    if draft_summary.has_more_left_out(essay):
        buttons.append(LeftOutButton(draft.id, label=say("button.left_out")))
    layout.add_item(row(*buttons, CancelButton(draft.id, label=say("button.cancel"))))
    if waiting.others:
        layout.add_item(row(DraftSelect(options=numbered_options(waiting.others), placeholder=say("draft.others"))))
    return layout


async def _turn_to(interaction: Pressed, waiting: Waiting) -> None:
    """Show the draft in the place of the message; finding out what a book would update may take a few seconds."""
    await put_off(interaction)
    waiting = await essay_drafts.compared(interaction.client.database, waiting)
    await turn(interaction, draft_layout(interaction.client.say(interaction), waiting))


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
    options = [(shorten(text[at:].replace("*", ""), 90), at) for at in breaks(text, essay.language)[:MOST_CHOICES]]
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
    buttons: list[HostButton] = []
    if first > 1:
        buttons.append(CutsButton(draft_id, max(1, first - MOST_CHOICES), label=say("button.earlier")))
    if first + MOST_CHOICES <= len(essay.passages):
        buttons.append(CutsButton(draft_id, first + MOST_CHOICES, label=say("button.later")))
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


class JoinButton(HostButton, kind="join"):
    """Joins a passage of a draft to the one after it."""

    draft_id: Id
    revision: Count
    number: Number

    async def pressed(self, interaction: Pressed) -> None:
        """Join them, and show what they are together."""
        await put_off(interaction)
        say = interaction.client.say(interaction)
        waiting = await essay_drafts.change(
            interaction.client.database,
            interaction.client.asker(interaction),
            self.draft_id,
            self.revision,
            lambda essay: joined(essay, self.number, interaction.client.texts.templates()),
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
        waiting = await essay_drafts.change(
            interaction.client.database,
            interaction.client.asker(interaction),
            self.draft_id,
            self.revision,
            lambda essay: split(essay, self.number, int(value), interaction.client.texts.templates()),
        )
        await turn(interaction, cut_layout(say, waiting, self.number))


def _why(say: Say, refusal: StudyError, *, after: bool) -> Markup:
    """Why a passage cannot be joined to the one after it, or before it, and what to do."""
    if refusal.key == "library.section_ends":
        return say("cut.heading_after" if after else "cut.heading_before")
    return say("cut.too_long_after" if after else "cut.too_long_before", **refusal.values)


async def waiting_draft(interaction: Pressed, draft_id: int) -> Waiting:
    """The draft a button belongs to. Raises `StudyError` when it is there no more."""
    bot = interaction.client
    return await essay_drafts.by_id(bot.database, bot.asker(interaction), draft_id)
