"""Looking whether a delivery is there already: a search for its message among our own.

*Absent* needs proof. Without Read Message History Discord answers an empty list, not an error; an archive that cannot
be read proves nothing either.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple, TypeAlias

import discord

from bot.client import StudyBot
from bot.connection.send_rate import SendRate
from bot.core.deliveries import delivery as protocol
from bot.core.deliveries.delivery import Sighting
from bot.core.posts import Delivery
from bot.outside.network_errors import BROKEN
from cogs.deliveries.carried import Carried
from cogs.deliveries.permissions import surely_lacks
from cogs.deliveries.refusals import is_about_the_place

_log = logging.getLogger(__name__)

LOOK_WITHIN = 30
"""Seconds a look may take in all, but for what its requests wait for their turns."""
PAGE = 100
"""Messages or threads that discord.py asks for with one request."""
MOST_READ = 500
"""Messages or threads that a look reads at most from one place on; a channel busier than that proves nothing."""


Turn: TypeAlias = Callable[[], Awaitable[None]]
"""What waits for the turn of one request: a thousand looks are three thousand, and Discord takes 50 a second."""


class Seen(NamedTuple):
    """What a look found, and the message's id if it was there."""

    sighting: Sighting
    message_id: int | None = None


async def look(bot: StudyBot, carried: Carried) -> Seen:
    """Search for its message; *not looked* when Discord could not be asked, and it is worth another try."""
    claim = carried.delivery
    if surely_lacks(bot, claim.guild_id, claim.channel_id, "view_channel"):
        return Seen(Sighting.UNCLEAR)
    try:
        async with asyncio.timeout(LOOK_WITHIN) as limit:
            turn = partial(_turn, bot.send_rate, limit)
            return await (_in_forum if claim.forum else _in_channel)(bot, carried, turn)
    except (discord.HTTPException, *BROKEN) as broken:
        if isinstance(broken, discord.HTTPException) and is_about_the_place(broken):
            _log.info("Delivery %d: the channel cannot be read (code %d)", claim.id, broken.code)
            return Seen(Sighting.UNCLEAR)
        _log.info("Delivery %d: the look failed (%s)", claim.id, type(broken).__name__)
        return Seen(Sighting.NOT_LOOKED)


async def _turn(rate: SendRate, limit: asyncio.Timeout) -> None:
    """Wait for the turn of one request, with the clock of the limit stopped."""
    loop, until = asyncio.get_running_loop(), limit.when()
    began = loop.time()
    limit.reschedule(None)
    await rate.wait()
    limit.reschedule(until and until + loop.time() - began)


async def _in_channel(bot: StudyBot, carried: Carried, turn: Turn) -> Seen:
    """Read the channel from where it can be first to its end, or what a busy channel lets us read of that."""
    claim = carried.delivery
    channel = bot.get_partial_messageable(claim.channel_id, guild_id=claim.guild_id)
    for begin in _beginnings(claim):
        read = 0
        await turn()
        async for message in channel.history(limit=MOST_READ, after=begin, oldest_first=True):
            read += 1
            if message.author.id == bot.app_id and carried.is_in(message):
                return Seen(Sighting.FOUND, message.id)
            if read % PAGE == 0:
                await turn()
        if read < MOST_READ:
            whole = begin <= protocol.look_since(claim)
            return Seen(
                Sighting.ABSENT if whole and (read or await _is_readable(bot, claim, turn)) else Sighting.UNCLEAR
            )
    return Seen(Sighting.UNCLEAR)


def _beginnings(claim: Delivery) -> Iterator[datetime]:
    """Where to begin to read: at the slot's date, and if that is too much, at its time, and at last at its claim."""
    yield protocol.search_since(claim)
    yield protocol.look_since(claim)
    yield claim.claimed_at - protocol.LOOK_BACK


async def _is_readable(bot: StudyBot, claim: Delivery, turn: Turn) -> bool:
    """Whether an empty page was the truth: older messages can be read, or there are none."""
    channel = bot.get_partial_messageable(claim.channel_id, guild_id=claim.guild_id)
    await turn()
    async for _ in channel.history(limit=1):
        return True
    await turn()
    fetched = await bot.fetch_channel(claim.channel_id)
    if not isinstance(fetched, (discord.TextChannel, discord.Thread)) or not _may_read(fetched):
        return False
    last = fetched.last_message_id
    return last is None or discord.utils.snowflake_time(last) < protocol.look_since(claim)


async def _in_forum(bot: StudyBot, carried: Carried, turn: Turn) -> Seen:
    """Go through the forum's active threads, and its archive back past the date of the slot.

    A thread is archived after it was made: one that was archived before then is none of those that are sought.
    """
    claim = carried.delivery
    await turn()
    forum = await bot.fetch_channel(claim.channel_id)
    if not isinstance(forum, discord.ForumChannel) or not _may_read(forum):
        return Seen(Sighting.UNCLEAR)
    await turn()
    for thread in await forum.guild.active_threads():
        if thread.parent_id == forum.id and await _is_its_thread(bot, thread, carried, turn):
            return Seen(Sighting.FOUND, thread.id)
    read, reached = 0, False
    await turn()
    async for thread in forum.archived_threads(limit=MOST_READ):
        read, reached = read + 1, thread.archive_timestamp < protocol.look_since(claim)
        if thread.archive_timestamp < protocol.search_since(claim):
            break
        if await _is_its_thread(bot, thread, carried, turn):
            return Seen(Sighting.FOUND, thread.id)
        if read % PAGE == 0:
            await turn()
    return Seen(Sighting.ABSENT if reached or read < MOST_READ else Sighting.UNCLEAR)


async def _is_its_thread(bot: StudyBot, thread: discord.Thread, carried: Carried, turn: Turn) -> bool:
    """Whether a forum thread begins with its message: ours, and young enough."""
    if thread.owner_id != bot.app_id or discord.utils.snowflake_time(thread.id) < protocol.search_since(
        carried.delivery
    ):
        return False
    await turn()
    try:
        return carried.is_in(await thread.fetch_message(thread.id))
    except discord.NotFound:
        return False  # its first message has been deleted


def made_at(message_id: int) -> datetime:
    """When a message was made, by Discord's clock: its id says so."""
    return discord.utils.snowflake_time(message_id)


def _may_read(channel: discord.TextChannel | discord.ForumChannel | discord.Thread) -> bool:
    """Whether the bot surely may; of a guild that Discord has not told of (in an outage, say) nothing is known."""
    me: discord.Member | None = channel.guild.me
    return me is not None and channel.permissions_for(me).read_message_history
