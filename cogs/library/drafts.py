"""A draft that waits: finding and changing it, and the way back to its page from those that belong to it."""

from collections.abc import Awaitable, Callable

from bot.core.essays.draft import DraftEssay
from bot.i18n import Say
from bot.interactions.answers import Layout
from bot.services.library import essay_drafts, shelving
from bot.services.library.essay_drafts import Waiting
from cogs.ui.buttons import Pressed
from cogs.ui.deferral import put_off
from cogs.ui.hosts import HostButton
from cogs.ui.id_fields import Id
from cogs.ui.replies import turn

LayoutOf = Callable[[Say, Waiting], Layout]
Puts = Callable[[Pressed, Layout], Awaitable[None]]
_page: list[LayoutOf] = []


def set_page(layout: LayoutOf) -> None:
    """Say what makes the page of a draft: those that lead back to it cannot import what leads to them."""
    _page[:] = [layout]


async def show_draft(interaction: Pressed, waiting: Waiting, put: Puts) -> None:
    """Put the page of a draft somewhere, with what it would update; with a book that may take a few seconds."""
    waiting = await shelving.compared(interaction.client.database, waiting)
    await put(interaction, _page[0](interaction.client.say(interaction), waiting))


async def waiting_draft(interaction: Pressed, draft_id: int) -> Waiting:
    """The draft a button belongs to. Raises `StudyError` when it is there no more."""
    bot = interaction.client
    return await essay_drafts.by_id(bot.database, bot.asker(interaction), draft_id)


async def change_draft(
    interaction: Pressed, draft_id: int, revision: int | None, edit: Callable[[DraftEssay], DraftEssay]
) -> Waiting:
    """The draft as it is after an edit. Raises what `essay_drafts.change` does."""
    bot = interaction.client
    return await essay_drafts.change(bot.database, bot.asker(interaction), draft_id, revision, edit)


async def turn_to_draft(interaction: Pressed, waiting: Waiting) -> None:
    """Show the draft in the place of the message."""
    await put_off(interaction)
    await show_draft(interaction, waiting, turn)


class DraftButton(HostButton, kind="draft"):
    """Shows a draft."""

    draft_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Show it in the place of the message."""
        await turn_to_draft(interaction, await waiting_draft(interaction, self.draft_id))
