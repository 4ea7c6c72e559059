"""What the bot has counted, for tests to compare with what was said."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import select

from bot.store.tables import deliveries, participation, posts
from bot.store.times import from_epoch
from cogs.participation.cog import Participation
from tests.cogs.conftest import Circle

HISTORY = "GET /channels/{channel_id}/messages"
AWAY = timedelta(minutes=2)
"""Longer than the bot's pause before its second session."""


def participation_of(circle: Circle) -> Participation:
    """The bot's cog that counts."""
    return cast("Participation", circle.bot.get_cog("Participation"))


async def counted(circle: Circle) -> list[tuple[int, str, str]]:
    """Who took part in what: the day of the post, the name, the part; once all that can be read is."""
    await circle.quiet()
    cog = participation_of(circle)
    await cog.read_back.idle.wait()
    await cog.recorder.store()
    statement = select(posts.c.day, participation.c.user_id, participation.c.part).join(participation)
    async with circle.bot.database.reading() as connection:
        rows = (await connection.execute(statement)).all()
    return sorted((day, circle.server.world.users[user_id].name, part) for day, user_id, part in rows)


async def times(circle: Circle) -> list[datetime]:
    """The times that are stored of parts, in order."""
    async with circle.bot.database.reading() as connection:
        return [from_epoch(at) for at in await connection.scalars(select(participation.c.at).order_by("at"))]


async def counted_to(circle: Circle) -> dict[int, int | None]:
    """Up to which message each post's thread is counted, by the thread's id."""
    statement = select(deliveries.c.message_id, posts.c.counted_to).join(posts)
    async with circle.bot.database.reading() as connection:
        return {row.message_id: row.counted_to for row in await connection.execute(statement)}


@asynccontextmanager
async def unheard(circle: Circle) -> AsyncIterator[None]:
    """A session of the gateway that is lost: of what is said in the block the bot is never told."""
    begun = circle.application.identifies
    circle.server.faults.refuse_resumes()
    circle.server.faults.cut_gateway()
    yield
    circle.clock.move(AWAY)
    await circle.server.world.wait_for(lambda: circle.application.identifies > begun, 20, "a new session began")
    await circle.application.online()
    await circle.quiet()
