"""`/library`: bringing essays in, and keeping them in order."""

import asyncio
import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.core.essays.sizes import PASSAGES
from bot.core.lookup import autocomplete
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.library import essay_drafts
from bot.services.lookup import passage_lookup
from cogs.library.bringing import bring_file
from cogs.library.drafts import show_draft
from cogs.library.essay_list import shelf_layout
from cogs.library.essay_page import ask_to_remove, essay_layout, export, held_essay, open_head, open_text
from cogs.library.text_forms import bring_form, bring_layout
from cogs.ui.deferral import in_time, put_off
from cogs.ui.forms import SentFile
from cogs.ui.hosts import must_be_host
from cogs.ui.replies import fill, guild_of

_log = logging.getLogger(__name__)

Asked = discord.Interaction[StudyBot]

SWEEP = 3600
"""Seconds between two searches for drafts that are too old."""


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
class Library(commands.GroupCog, name="library", description=described("command.library")):
    """The commands with which hosts keep the library."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self._sweeping: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Start the task that deletes old drafts."""
        self._sweeping = asyncio.create_task(self._sweep(), name="forget old drafts")

    async def cog_unload(self) -> None:
        """Stop the task that deletes old drafts."""
        if self._sweeping:
            self._sweeping.cancel()

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether the person is a host."""
        must_be_host(interaction)
        return True

    @app_commands.command(name="list", description=described("command.library.list"))
    async def shelf(self, interaction: Asked) -> None:
        """Show all essays this server can read."""
        readable = await passage_lookup.shelf(self._bot.database, guild_of(interaction))
        await reply(interaction, shelf_layout(self._bot.say(interaction), readable))

    @app_commands.command(name="import", description=described("command.library.import"))
    @app_commands.describe(file=described("option.file"))
    async def bring(self, interaction: Asked, file: discord.Attachment | None = None) -> None:
        """Show what would be imported; without a file, the draft that waits, or a form for a file or a text."""
        if file is not None:
            await put_off(interaction)
            await bring_file(interaction, SentFile(file.filename, file.size, file.url))
            return
        say = self._bot.say(interaction)
        waiting = await in_time(interaction, essay_drafts.newest(self._bot.database, self._bot.asker(interaction)))
        if waiting is not None:
            await put_off(interaction)
            await show_draft(interaction, waiting, fill)
        elif interaction.response.is_done():  # no form can be opened any more
            await reply(interaction, bring_layout(say))
        else:
            await interaction.response.send_modal(bring_form(say))

    @app_commands.command(name="show", description=described("command.library.show"))
    @app_commands.describe(essay=described("option.own_essay"))
    async def show(self, interaction: Asked, essay: str) -> None:
        """Show an essay, and what can be done with it."""
        await put_off(interaction)
        on_shelf = await held_essay(interaction, await self._meant(interaction, essay))
        await reply(interaction, essay_layout(self._bot.say(interaction), on_shelf))

    @app_commands.command(name="edit", description=described("command.library.edit"))
    @app_commands.describe(essay=described("option.own_essay"), passage=described("option.passage_number"))
    async def edit(
        self, interaction: Asked, essay: str, passage: app_commands.Range[int, 1, PASSAGES] | None = None
    ) -> None:
        """Open the form for an essay's title and author, or for the text of one of its passages."""
        essay_id = await self._meant(interaction, essay)
        if passage is None:
            await open_head(interaction, essay_id)
        else:
            await open_text(interaction, essay_id, passage)

    @app_commands.command(name="remove", description=described("command.library.remove"))
    @app_commands.describe(essay=described("option.own_essay"))
    async def remove(self, interaction: Asked, essay: str) -> None:
        """Ask whether an essay shall really go."""
        await ask_to_remove(interaction, await self._meant(interaction, essay))

    @app_commands.command(name="export", description=described("command.library.export"))
    @app_commands.describe(essay=described("option.own_essay"))
    async def export(self, interaction: Asked, essay: str) -> None:
        """Send an essay as a study pack."""
        await export(interaction, await self._meant(interaction, essay))

    @show.autocomplete("essay")
    @export.autocomplete("essay")
    async def essays(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The essays that fit what has been typed."""
        readable = await passage_lookup.shelf(self._bot.database, interaction.guild_id)
        return [
            app_commands.Choice(name=essay.name, value=essay.value) for essay in autocomplete.essays(readable, typed)
        ]

    @edit.autocomplete("essay")
    @remove.autocomplete("essay")
    async def own_essays(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """Those of them that are the server's own: the others cannot be changed."""
        readable = await passage_lookup.shelf(self._bot.database, interaction.guild_id)
        own = [essay for essay in readable if essay.guild_id is not None]
        return [app_commands.Choice(name=essay.name, value=essay.value) for essay in autocomplete.essays(own, typed)]

    async def _meant(self, interaction: Asked, typed: str) -> int:
        essay_id = await passage_lookup.essay_id(self._bot.database, guild_of(interaction), typed)
        if essay_id is None:
            raise StudyError("lookup.no_such_essay", typed="")
        return essay_id

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)  # of real time: what is too old is not shown any more in any case
            try:
                await essay_drafts.forget_old(self._bot.database, self._bot.safe_now())
            except Exception:  # noqa: BLE001 # a task of its own: nobody else would log it, and the next look must come
                _log.exception("Old drafts could not be forgotten; the next look tries again")
