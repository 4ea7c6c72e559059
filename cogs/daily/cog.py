"""The clockwork: every few seconds, claim what has come due and see to what is unfinished."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.models import Post
from bot.i18n import described
from bot.services import daily, guilds, lookup
from cogs._shared.replies import guild_of, place_of, reply, stamp
from cogs.daily.deliveries import Deliveries
from cogs.daily.layouts import today_layout

_log = logging.getLogger(__name__)

TICK = 15
"""Seconds between two looks at what is due. Never a sleep to a deadline: a machine that was suspended oversleeps it."""
MOST_SKEW = timedelta(seconds=120)
"""How far this machine's clock may be from Discord's before nothing is claimed any more."""
FORGET_EVERY = timedelta(days=1)
"""How often what there is about guilds is deleted that the bot left long ago."""
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
        self._warned = False
        self._forgot_at = datetime.min.replace(tzinfo=UTC)

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
        """See to a post that a host has just claimed by hand: nothing is sent yet, or it was looked for in vain."""
        self._deliveries.take(post, untried=True)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Take the echo of our own post as proof that it is there."""
        if message.author.id == self._bot.app_id and message.nonce is not None:
            self._deliveries.echo(str(message.nonce), message.id)

    @app_commands.command(name="today", description=described("command.today"))
    @app_commands.guild_only()
    async def today(self, interaction: discord.Interaction[StudyBot]) -> None:
        """Show today's passage, its question and where the group talks about it."""
        say, member = self._bot.say(interaction), interaction.user.id
        found = await lookup.today(self._bot.database, guild_of(interaction), place_of(interaction), member)
        new = found.new and not interaction.permissions.manage_guild  # hosts know their study
        coming = say("today.next", at=stamp(found.next_slot.due_at, "F")) if found.next_slot else say("today.no_next")
        if found.post is None or found.post.content is None:
            await reply(interaction, say("today.none") + "\n" + coming)
        else:
            await reply(interaction, today_layout(say, found.post, found.post.content, coming, new=new))

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
        for post in await daily.unfinished(self._bot.database, self._bot.now()):
            self._deliveries.take(post, untried=False)
        if await self._clocks_disagree():
            return
        claimed = await daily.claim_due(self._bot.database, self._bot.app_id, self._bot.now())
        for post in claimed:
            self._deliveries.take(post, untried=True)
        if claimed:
            self._bot.dispatch("study_claimed")
        await self._forget_gone()

    async def _forget_gone(self) -> None:
        """Once a day, forget the guilds that were left a month ago: a session may last longer than that."""
        now = self._bot.now()
        if now - self._forgot_at < FORGET_EVERY:
            return
        present = {guild.id for guild in self._bot.guilds}
        if gone := await guilds.forget_gone(self._bot.database, present, now):
            _log.info("Deleted all there was about %d guilds that were left over a month ago", gone)
        self._forgot_at = now

    async def _clocks_disagree(self) -> bool:
        """Whether our clock and Discord's are too far apart to trust either; the log says so once."""
        if abs(self._bot.skew) > MOST_SKEW:
            await self._bot.application_info()  # any answer brings Discord's time anew: a clock may have been set since
        disagree = abs(self._bot.skew) > MOST_SKEW
        if disagree and not self._warned:
            _log.warning("This clock and Discord's differ by %s: nothing is posted until they agree", self._bot.skew)
        self._warned = disagree
        return disagree
