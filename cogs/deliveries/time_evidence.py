"""Proof of the time: before anything is claimed, Discord has just said it, and this machine's clock agrees."""

import asyncio
import logging
from datetime import datetime, timedelta

import discord

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.core.models import Reason
from bot.outside.network_errors import BROKEN

_log = logging.getLogger(__name__)

FRESH = 30.0
"""Seconds for which an answer of Discord proves the time, by the monotonic clock."""
MOST_SKEW = timedelta(seconds=120)
"""How far this machine's clock may be from Discord's before nothing is claimed any more."""
NEAR = timedelta(seconds=3)
"""How far it may be before Discord is asked anew: a clock was set, or a virtual machine was halted for a while.

An answer tells the time to a second.
"""
ANSWER_WITHIN = 2.0
"""Seconds that Discord gets to say the time: a host who presses a button has to be answered within three."""


DOUBTS = (Reason.CLOCKS, Reason.NO_ANSWER)
"""Why nothing may be claimed."""


async def doubt(bot: StudyBot) -> Reason | None:
    """Which of the `DOUBTS` there is now, after asking Discord for the time if need be; None when the time is sure."""
    await renew(bot)
    if bot.http_watch.age > FRESH:
        return Reason.NO_ANSWER
    return Reason.CLOCKS if abs(bot.http_watch.skew) > MOST_SKEW else None


async def must_be_sure(bot: StudyBot) -> None:
    """Raise `StudyError` when nothing may be claimed now: what a host asks for needs the same proof."""
    match await doubt(bot):
        case Reason.CLOCKS:
            raise StudyError("study.clocks")
        case Reason.NO_ANSWER:
            raise StudyError("study.no_answer")
        case None:
            pass


def discord_now(bot: StudyBot) -> datetime:
    """Discord's time: how long ago something was must not depend on whether somebody sets a clock here."""
    return bot.http_watch.discord_now()


async def renew(bot: StudyBot) -> None:
    """Ask Discord what time it is, unless that is known: the `Date` of any answer says it, that of a refusal too."""
    if bot.http_watch.age <= FRESH and abs(bot.http_watch.skew) <= NEAR:
        return
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            await bot.application_info()
    except (discord.HTTPException, *BROKEN) as refused:
        _log.debug("Asked for the time in vain (%s)", type(refused).__name__)
