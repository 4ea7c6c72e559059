"""From a file or a text that a host hands in to its draft, in one message that says meanwhile what is being done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial

import discord
from discord.ui import LayoutView

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.core.essays.draft import TypedText
from bot.core.essays.sizes import FILE_BYTES
from bot.core.limits import Act
from bot.core.text.markup import Markup, plain
from bot.outside.downloads import download
from bot.services.library import essay_drafts
from bot.services.library.catalogue import EssayFile
from bot.services.library.essay_drafts import Waiting
from cogs.library.drafts import show_draft
from cogs.ui.forms import SentFile
from cogs.ui.replies import fill, guild_of

Asked = discord.Interaction[StudyBot]
Shows = Callable[[LayoutView | Markup], Awaitable[None]]

AFTER = 2.0
"""Seconds of reading after which a host is told that it takes its time."""
MANY_AHEAD = 4
"""Files before one's own, of which a host is told: these may be most of a minute."""


async def bring_file(interaction: Asked, file: SentFile) -> None:
    """Answer an interaction that has been put off with the draft of a file, read when it is its turn."""
    if file.size > FILE_BYTES:
        raise StudyError("import.too_large", megabytes=FILE_BYTES // 1_000_000)
    bot = interaction.client

    async def read() -> Waiting:
        data = await download(file.url, hosts=bot.file_hosts, most=FILE_BYTES)
        given = EssayFile(file.filename, data)
        return await essay_drafts.begin(bot.database, bot.asker(interaction), given, bot.texts.banks())

    await _bring(interaction, file.filename, read)


async def bring_text(interaction: Asked, typed: TypedText) -> None:
    """Answer an interaction that has been put off with the draft of a text."""
    bot = interaction.client
    begun = essay_drafts.begin_typed
    read = partial(begun, bot.database, bot.asker(interaction), typed, bot.texts.banks())
    await _bring(interaction, typed.title or "…", read)


async def _bring(interaction: Asked, name: str, read: Callable[[], Awaitable[Waiting]]) -> None:
    bot, say = interaction.client, interaction.client.say(interaction)
    async with _one_message(interaction) as show:
        if (ahead := bot.import_queue.ahead) >= MANY_AHEAD:
            await show(say("import.waits", n=ahead))
        async with bot.import_queue.turn(guild_of(interaction), interaction.user.id):
            bot.rate_limits.take(Act.IMPORT, interaction)
            reading = asyncio.ensure_future(read())
            try:
                done, _ = await asyncio.wait([reading], timeout=AFTER)
                if not done:
                    await show(say("import.reading", name=plain(name, 100)))
                waiting = await reading
            finally:
                reading.cancel()
        await show_draft(interaction, waiting, fill)


@asynccontextmanager
async def _one_message(interaction: Asked) -> AsyncIterator[Shows]:
    """What shows one thing after the other in the answer's message; it is gone when an error is answered instead."""
    shown = False

    async def show(what: LayoutView | Markup) -> None:
        nonlocal shown
        await fill(interaction, what)
        shown = True

    try:
        yield show
    except Exception:
        if shown:
            with suppress(discord.HTTPException):
                await interaction.delete_original_response()
        raise
