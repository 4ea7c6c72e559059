"""A draft before it is imported: what was found in the file, and what can be done with it."""

from collections.abc import Mapping
from functools import cache, partial

from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers.drafts.edits import with_head
from bot.core.limits import PASSAGES
from bot.core.text.markup import Markup
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, panel
from bot.services.library import essay_drafts, shelving
from bot.services.library.corrections import typed_line
from bot.services.library.essay_drafts import Draft, Waiting
from cogs.library import draft_summary
from cogs.library.chapters_page import ChaptersButton
from cogs.library.draft_cuts import CutsButton
from cogs.library.drafts import change_draft, turn_to_draft, waiting_draft
from cogs.library.imported import show_shelved
from cogs.library.left_out_page import LeftOutButton
from cogs.library.text_forms import AddTextButton, BringButton
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.forms import ShownForm, field
from cogs.ui.hosts import HostButton, HostForm, HostSelect, numbered_options
from cogs.ui.id_fields import Count, Id
from cogs.ui.passage_parts import post_container
from cogs.ui.replies import turn

_SIZES = (
    *((draft_summary.FIRST, most, draft_summary.MOST_LINES) for most in (3000, 1500, 900, 600, 350, 150)),
    *((shown, 150, draft_summary.MOST_LINES) for shown in (2, 1, 0)),
    (0, 0, 0),
)
"""Days shown, characters of each passage and lines that were left out, tried until the whole message fits."""


def draft_layout(say: Say, waiting: Waiting) -> Layout:
    """The draft with all a host has to know to say yes: the facts, what can be done, then the first days."""
    facts = cache(partial(draft_summary.facts, say, waiting))  # which counts every letter of a book
    return first_that_fits(_draft_layout(say, waiting, facts(lines), shown, most) for shown, most, lines in _SIZES)


class ShelveButton(HostButton, kind="shelve", style="success"):
    """*Import*: puts the draft on the shelf as an essay of its own, as the host has seen it."""

    draft_id: Id
    revision: Count

    async def pressed(self, interaction: Pressed) -> None:
        """Import it, which may take a few seconds for a book, and say what comes next."""
        await _shelve(interaction, self.draft_id, self.revision, None)


class UpdateButton(HostButton, kind="update", style="success"):
    """*Update*: brings an essay on the shelf to what the draft says, as the host has seen it."""

    draft_id: Id
    revision: Count
    essay_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Update it, and say what comes next."""
        await _shelve(interaction, self.draft_id, self.revision, self.essay_id)


async def _shelve(interaction: Pressed, draft_id: int, revision: int, onto: int | None) -> None:
    bot = interaction.client
    await put_off(interaction)
    done = await shelving.shelve(bot.database, bot.asker(interaction), draft_id, revision, onto)
    await show_shelved(interaction, done)


class DraftSelect(HostSelect, kind="drafts"):
    """The guild's other drafts."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Show the draft in the place of the message."""
        await turn_to_draft(interaction, await waiting_draft(interaction, int(value)))


class CancelButton(HostButton, kind="draftcancel", style="danger"):
    """*Cancel*: deletes the draft."""

    draft_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Delete the draft, and say so."""
        bot = interaction.client
        await essay_drafts.cancel(bot.database, bot.asker(interaction), self.draft_id)
        await turn(interaction, bot.say(interaction)("draft.cancelled"))


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
        title, author = typed_line(typed["title"], TITLE), typed_line(typed["author"], AUTHOR)
        waiting = await change_draft(
            interaction, self.draft_id, None, lambda essay: with_head(essay, title, author or None)
        )
        await turn_to_draft(interaction, waiting)


def draft_form(say: Say, draft: Draft) -> ShownForm:
    """The form for a draft's title and author."""
    title = field("title", say("field.title"), TITLE, draft.essay.title)
    author = field("author", say("field.author"), AUTHOR, draft.essay.author or "", needed=False)
    return DraftForm(draft.id).with_fields(say("button.edit_head"), title, author)


def _draft_layout(say: Say, waiting: Waiting, facts: Markup, shown: int, most: int) -> Layout:
    layout = Layout(panel(display(facts)), row(*_endings(say, waiting)), row(*_changes(say, waiting.draft)))
    if shown:
        layout.add_item(display(say("draft.first", n=min(shown, len(waiting.draft.essay.passages)))))
    for content in draft_summary.first_days(waiting.draft.essay, shown, most):
        layout.add_item(post_container(say, content))
    if waiting.others:
        layout.add_item(row(DraftSelect(options=numbered_options(waiting.others), placeholder=say("draft.others"))))
    layout.add_item(row(BringButton(label=say("button.bring"))))
    return layout


def _endings(say: Say, waiting: Waiting) -> list[HostButton]:
    """The ways to be done with a draft; a book that is too long has to be made shorter first."""
    draft, update = waiting.draft, waiting.update
    cancel = CancelButton(draft.id, label=say("button.cancel"))
    if len(draft.essay.passages) > PASSAGES.most:
        return [ChaptersButton(draft.id, 1, label=say("button.chapters")), cancel]
    own = ShelveButton(draft.id, draft.revision, label=say("button.import_another" if update else "button.import"))
    if update is None:
        return [own, cancel]
    return [UpdateButton(draft.id, draft.revision, update.essay.id, label=say("button.update")), own, cancel]


def _changes(say: Say, draft: Draft) -> list[HostButton]:
    """The ways to change it."""
    essay = draft.essay
    buttons: list[HostButton] = []
    if essay.typed:
        buttons.append(AddTextButton(draft.id, label=say("button.add_text")))
    if essay.left_out:
        buttons.append(LeftOutButton(draft.id, label=say("button.left_out")))
    buttons.append(DraftHeadButton(draft.id, label=say("button.edit_head")))
    buttons.append(CutsButton(draft.id, 1, label=say("button.cut")))
    if len(essay.sections) > 1 and len(essay.passages) <= PASSAGES.most:
        buttons.append(ChaptersButton(draft.id, 1, label=say("button.chapters")))
    return buttons
