"""The clockwork: every few seconds, claim what has come due and see to what is unfinished."""

import asyncio
import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.models import Post
from bot.i18n import described
from bot.services import daily, lookup
from cogs._shared.replies import guild_of, place_of, reply, stamp
from cogs.daily.deliveries import Deliveries
from cogs.daily.layouts import today_layout

_log = logging.getLogger(__name__)

TICK = 15
"""Seconds between two looks at what is due. Never a sleep to a deadline: a machine that was suspended oversleeps it."""
STOP_WITHIN = 8
"""Seconds that steps in hand get at the end; container hosts kill after ten."""


class Daily(commands.Cog):
    """Posts the passage of the day."""

    def __init__(self, bot: StudyBot) -> None:
        """Prepare the clockwork; it starts with the cog."""
        self._bot = bot
        self._deliveries = Deliveries(bot)
        self._clockwork: asyncio.Task[None] | None = None
        self._ticking = asyncio.Lock()

    async def cog_load(self) -> None:
        """Start the clockwork."""
        self._clockwork = asyncio.create_task(self._run(), name="daily clockwork")

    async def cog_unload(self) -> None:
        """Stop claiming, and let what is in hand end."""
        async with self._ticking:  # a tick that has begun ends: a claim half made helps nobody
            if self._clockwork:
                self._clockwork.cancel()
        await self._deliveries.stop(STOP_WITHIN)

    @commands.Cog.listener()
    async def on_study_claim(self, post: Post) -> None:
        """See to a post that a host has just claimed by hand."""
        self._deliveries.take(post, claimed_here=True)

    @app_commands.command(name="today", description=described("command.today"))
    @app_commands.guild_only()
    async def today(self, interaction: discord.Interaction[StudyBot]) -> None:
        """Show today's passage, its question and where the group talks about it."""
        say = self._bot.say(interaction)
        found = await lookup.today(self._bot.database, guild_of(interaction), place_of(interaction))
        coming = say("today.next", at=stamp(found.next_slot.due_at, "F")) if found.next_slot else say("today.no_next")
        if found.post is None or found.post.content is None:
            await reply(interaction, say("today.none") + "\n" + coming)
        else:
            await reply(interaction, today_layout(say, found.post, found.post.content, coming))

    async def _run(self) -> None:
        await self._bot.wait_until_ready()
        while True:
            async with self._ticking:
                try:
                    await self._tick()
                except Exception:  # noqa: BLE001 # the tick: whatever went wrong, the next one must come
                    _log.exception("A tick failed; the next one tries again")
            await self._bot.clock.sleep(TICK)

    async def _tick(self) -> None:
        now = self._bot.clock.now()
        for post in await daily.unfinished(self._bot.database, now):
            self._deliveries.take(post, claimed_here=False)
        for post in await daily.claim_due(self._bot.database, self._bot.app_id, now):
            self._deliveries.take(post, claimed_here=True)
