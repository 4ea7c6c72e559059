"""`/library`: bringing essays in, and keeping them in order."""

import asyncio
import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.core.essays.sizes import FILE_BYTES
from bot.core.limits import Act
from bot.core.lookup import autocomplete
from bot.i18n import described
from bot.interactions.answers import reply
from bot.outside.downloads import download
from bot.outside.fair_queue import FairQueue
from bot.services.library import essay_drafts
from bot.services.library.catalogue import EssayFile
from bot.services.library.essay_drafts import Waiting
from bot.services.lookup import passage_lookup
from cogs.library.draft_page import draft_layout
from cogs.library.essay_list import shelf_layout
from cogs.library.essay_page import ask_to_remove, essay_layout, export, held_essay, open_head, open_text
from cogs.ui.deferral import put_off
from cogs.ui.hosts import must_be_host
from cogs.ui.replies import guild_of

_log = logging.getLogger(__name__)

Asked = discord.Interaction[StudyBot]

SWEEP = 3600
"""Seconds between two searches for drafts that are too old."""
AT_ONCE = 2
"""Files that are fetched and read at once: as many as the sandbox reads."""
PATIENCE = 600
"""Seconds that a file waits for its turn; Discord takes answers for 15 minutes (Interaction tokens)."""
MANY_AHEAD = 4
"""Files before one's own, of which a host is told: these may be most of a minute."""


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
class Library(commands.GroupCog, name="library", description=described("command.library")):
    """The commands with which hosts keep the library."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self._sweeping: asyncio.Task[None] | None = None
        self._imports = FairQueue(AT_ONCE, PATIENCE)

    async def cog_load(self) -> None:
        """Start the task that deletes old drafts."""
        self._sweeping = asyncio.create_task(self._sweep(), name="forget old drafts")

    async def cog_unload(self) -> None:
        """Stop the task that deletes old drafts."""
        if self._sweeping:
            self._sweeping.cancel()

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
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
        """Show what would be imported; without a file, the draft that waits."""
        say = self._bot.say(interaction)
        await put_off(interaction)
        if file is None:
            waiting = await essay_drafts.newest(self._bot.database, self._bot.asker(interaction))
            if waiting is None:
                raise StudyError("library.no_draft")
        else:
            waiting = await self._read(interaction, file)
        await reply(interaction, draft_layout(say, await essay_drafts.compared(self._bot.database, waiting)))

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
        self, interaction: Asked, essay: str, passage: app_commands.Range[int, 1, 1000] | None = None
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

    async def _read(self, interaction: Asked, file: discord.Attachment) -> Waiting:
        """The draft of a file, which is fetched and read when it is its turn."""
        if file.size > FILE_BYTES:
            raise StudyError("import.too_large", megabytes=FILE_BYTES // 1_000_000)
        bot, guild_id, say = self._bot, guild_of(interaction), self._bot.say(interaction)
        if (ahead := self._imports.ahead) >= MANY_AHEAD:
            await reply(interaction, say("import.waits", n=ahead))
        async with self._imports.turn(guild_id, interaction.user.id):
            bot.rate_limits.take(Act.IMPORT, interaction)
            data = await download(file.url, hosts=bot.file_hosts, most=FILE_BYTES)
            return await essay_drafts.begin(
                bot.database, bot.asker(interaction), EssayFile(file.filename, data), bot.texts.templates()
            )

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
