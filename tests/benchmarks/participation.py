"""What taking part costs: messages taken in, `/group` and `/me` where many take part, and their pictures."""

import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.core.models import Part
from bot.core.studies.participation.parts import TakingPart
from bot.core.studies.participation.pictures.month import initials, month_picture
from bot.core.studies.participation.pictures.week import week_picture
from bot.i18n import Texts
from bot.outside.pictures import Pictures
from bot.services.deliveries import slot_claims
from bot.services.participation import counting, overviews
from bot.store.database import Database
from cogs.participation.group_layout import group_layout
from cogs.participation.own_layout import me_layout
from tests import posting
from tests.asking import asks
from tests.benchmarks import talk
from tests.benchmarks.figures import Figure
from tests.benchmarks.writer import APPLICATION, NOW, THEIRS, a_post_of_others

PARTS, POSTS, BATCH = 100_000, 200, 1_000
"""Parts of one study in all, or in its last week alone, and the posts of which these are; parts stored at once."""
A_WEEK, ROUNDS = 7, 10
ANSWER, PICTURE = 100.0, 60.0
"""Milliseconds. A week in which 14,000 take part every day only informs: SQLite counts it in a thread of its own."""
FIRST = 1_000_000
"""The first member's user id."""


async def measure() -> list[Figure]:
    """All of it."""
    figures = await talk.measure()
    for name, posts in (("in 200 posts", POSTS), ("in a week", A_WEEK)):
        with TemporaryDirectory() as folder:
            async with Database.opened(f"sqlite+aiosqlite:///{Path(folder) / 'study.sqlite3'}") as database:
                figures += await _overviews(database, name, posts)
    return figures


async def _overviews(database: Database, name: str, posts: int) -> list[Figure]:
    say, pictures = Texts().say(), Pictures()
    now = await _taken_part(database, posts)

    async def group() -> None:
        week = await overviews.group_week(database, asks(THEIRS, now=now))
        group_layout(say, week, [None] * len(week.studies))

    async def own() -> None:
        record = await overviews.own_record(database, asks(THEIRS, now=now, user_id=FIRST))
        me_layout(say, record, [None] * len(record.studies))

    week = await overviews.group_week(database, asks(THEIRS, now=now))
    record = await overviews.own_record(database, asks(THEIRS, now=now, user_id=FIRST))
    bars, month = week.studies[0].turnout, record.studies[0].month
    bound = ANSWER if posts == POSTS else None
    return [
        Figure(f"/group, {PARTS:,} parts {name}, milliseconds", await _usual(group), bound),
        Figure(f"/me, {PARTS:,} parts {name}, milliseconds", await _usual(own), ANSWER),
        Figure(
            f"picture of a week, {PARTS:,} parts {name}, milliseconds",
            await _usual(lambda: pictures.png(week_picture(bars, initials("en")))),
            PICTURE,
        ),
        Figure(
            f"picture of a month, {PARTS:,} parts {name}, milliseconds",
            await _usual(lambda: pictures.png(month_picture(month, initials("en")))),
            PICTURE,
        ),
    ]


async def _usual(do: Callable[[], Awaitable[object]]) -> float:
    """The median of some times in milliseconds, but for the first, which loads what is needed."""
    took = list[float]()
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        await do()
        took.append((time.perf_counter() - begun) * 1000)
    return median(took[1:])


async def _taken_part(database: Database, posts: int) -> datetime:
    """Have members take part in so many posts of a study; the time after the last of them."""
    paragraph = "Bread is broken, and what is broken can be shared with others. " * 12
    await a_post_of_others(database, "\n\n".join(["# On Bread", *[paragraph] * (posts + 1)]).encode())
    now = NOW + timedelta(hours=2)
    members = PARTS // posts
    for number in range(posts):
        now += timedelta(days=1)
        (claimed,) = await slot_claims.claim_due(database, APPLICATION, now)
        post = await posting.sent(database, claimed, number + 2, now)
        parts = [TakingPart(post.id, FIRST + member, Part.READ, now) for member in range(members)]
        for start in range(0, members, BATCH):
            await counting.record(database, parts[start : start + BATCH])
    return now + timedelta(hours=1)
