"""Pinning a post, and taking away an older pin where a channel has no room for another."""

import asyncio
import logging
from collections.abc import Awaitable, Collection
from enum import StrEnum

import discord

from bot.client import StudyBot
from bot.core.posts import Delivery
from bot.outside.network_errors import BROKEN
from cogs.deliveries import refusals

_log = logging.getLogger(__name__)

PIN_WITHIN = 15
"""Seconds for one change of the pins, with what has to be read for it."""
TOO_MANY_PINS = 30003


class Pinning(StrEnum):
    """What became of a change of the pins."""

    DONE = "done"
    FULL = "full"
    """The channel has as many pins as Discord allows, or (of making room) none that may be taken away."""
    REFUSED = "refused"
    LATER = "later"
    """No answer that settles it: worth another try, which changes nothing that has been done."""


async def pin(bot: StudyBot, delivery: Delivery, message_id: int) -> Pinning:
    """Pin the post; *done* as well when it has been deleted and there is nothing left to pin."""
    return await _settled(bot, delivery, channel_of(bot, delivery).get_partial_message(message_id).pin())


async def make_room(bot: StudyBot, delivery: Delivery, ours: Collection[int]) -> Pinning:
    """Take away the oldest pin in the post's channel that is on one of these messages; *full* when none is."""
    await bot.send_rate.wait()  # for the list of them: one turn a request
    return await _settled(bot, delivery, _unpin_oldest(channel_of(bot, delivery), ours))


async def _unpin_oldest(channel: discord.PartialMessageable, ours: Collection[int]) -> Pinning:
    oldest = None
    async for pinned in channel.pins(limit=None):  # the newest pin first
        oldest = pinned.id if pinned.id in ours else oldest
    if oldest is None:
        return Pinning.FULL
    await channel.get_partial_message(oldest).unpin()
    return Pinning.DONE


async def _settled(bot: StudyBot, delivery: Delivery, change: Awaitable[Pinning | None]) -> Pinning:
    """What a change has come to, once it had its turn: many others may be before it."""
    await bot.send_rate.wait()
    try:
        async with asyncio.timeout(PIN_WITHIN):
            return await change or Pinning.DONE
    except discord.Forbidden as refused:
        return Pinning.REFUSED if refusals.is_about_the_place(refused) else Pinning.LATER
    except discord.NotFound:
        return Pinning.DONE
    except (discord.HTTPException, *BROKEN) as broken:
        if isinstance(broken, discord.HTTPException) and broken.code == TOO_MANY_PINS:
            return Pinning.FULL
        _log.info("Delivery %d: not pinned yet (%s)", delivery.id, type(broken).__name__)
        return Pinning.LATER


def channel_of(bot: StudyBot, delivery: Delivery) -> discord.PartialMessageable:
    """The post's channel, asked of Discord and not of the cache."""
    return bot.get_partial_messageable(delivery.channel_id, guild_id=delivery.guild_id, type=discord.ChannelType.text)
