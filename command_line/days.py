"""The days of the study group that `python main.py try` shows: when the next post comes, and letting days go by."""

import asyncio
from datetime import datetime, timedelta

from bot.client import StudyBot
from bot.core.models import Asker
from bot.core.studies import schedule
from bot.services.deliveries import daily_posts
from bot.services.deliveries.occasions import claims as occasion_claims
from bot.services.studies import study_changes
from local_discord import Clock, NotPossible

PATIENCE = 20
"""Seconds in which the bot sees to what has come due, before the clock goes on to the next day or stands still."""
GLANCE = 0.02
"""Seconds between two looks at whether it has."""


async def next_post_at(bot: StudyBot, guild_id: int) -> datetime | None:
    """When the next passage of the group's studies comes: on no day that is left out, and only if one is left."""
    statuses = await study_changes.status(bot.database, Asker(guild_id, None, 0, bot.safe_now(), None))
    coming = [(status.upcoming[0].due_at, status.study.channel_id) for status in statuses if status.upcoming]
    return min((due_at + timedelta(seconds=schedule.jitter(channel)) for due_at, channel in coming), default=None)


async def pass_time(bot: StudyBot, clock: Clock, until: datetime) -> None:
    """Move the clock on, from each time at which something is due to the next, as if the bot had run all the while.

    A post that is still being tried is overtaken by the next day. Raises `NotPossible`, and leaves the clock where it
    is, when the bot does not even begin one: a clock that went on would have it miss the days.
    """
    while (due_at := await _next_at(bot)) is not None and due_at <= until:
        clock.move_to(max(due_at, clock.now()))
        try:
            async with asyncio.timeout(PATIENCE):
                await _seen_to(bot, due_at)
        except TimeoutError:
            if await _next_at(bot) == due_at:
                raise NotPossible(bot.texts.say().plain("try.stands_still", seconds=PATIENCE)) from None
    clock.move_to(max(until, clock.now()))


async def _next_at(bot: StudyBot) -> datetime | None:
    """When the next post comes, or what is said besides."""
    times = await daily_posts.next_claim_at(bot.database), await occasion_claims.next_at(bot.database)
    return min((at for at in times if at is not None), default=None)


async def _seen_to(bot: StudyBot, due_at: datetime) -> None:
    """Wait until what was due then is claimed, and each post of it has come to its end and has its thread."""
    while (  # noqa: ASYNC110 # there is no event to wait for: a tick that ends a study tells nobody
        await _next_at(bot) == due_at
        or await occasion_claims.unfinished(bot.database)
        or await daily_posts.unfinished(bot.database, bot.safe_now())
    ):
        await asyncio.sleep(GLANCE)
