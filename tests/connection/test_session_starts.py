"""How often a shard begins sessions when Discord ends them again and again."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.connection.session_starts import APART, DAY, KEPT, QUIET, SessionStarts
from bot.core.errors import StorageError

QUARTER = timedelta(minutes=15)


class Sleeper:
    """A clock on which every sleep is over at once, as far as anybody can tell."""

    def __init__(self) -> None:
        self.at = datetime(2026, 5, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> Sleeper:
    return Sleeper()


@pytest.fixture
def starts(clock: Sleeper) -> SessionStarts:
    return SessionStarts(clock.now, clock.sleep)


@pytest.mark.parametrize("lasts", [0, 1, 60, 600, 779, 3_599, 3_601])
async def test_sessions_that_are_ended_again_and_again_stay_few(clock: Sleeper, starts: SessionStarts, lasts: int):
    """120 a day at most, however long each lasts, and never a pause of more than a quarter of an hour."""
    begun: list[datetime] = []
    end = clock.at + 3 * DAY
    while clock.at < end:
        before = clock.at
        await starts.turn(0)
        starts.begun(0)
        assert clock.at - before <= QUARTER
        begun.append(clock.at)
        clock.at += timedelta(seconds=lasts)
    for first in begun:
        assert sum(first <= at < first + DAY for at in begun) <= 120


async def test_a_single_lost_session_is_replaced_at_once(clock: Sleeper, starts: SessionStarts):
    """Discord ends one now and then; after a quiet hour nothing is held against it."""
    await starts.turn(0)
    starts.begun(0)
    for _ in range(5):
        clock.at += QUIET
        before = clock.at
        await starts.turn(0)
        assert clock.at == before
        starts.begun(0)


async def test_shards_pause_each_for_itself(clock: Sleeper, starts: SessionStarts):
    """One that is ended in a loop keeps none waiting; all keep the five seconds that Discord asks for."""
    for _ in range(20):
        await starts.turn(0)
        starts.begun(0)
    before = clock.at
    await starts.turn(1)
    assert clock.at - before <= APART


@pytest.mark.parametrize(("buckets", "seconds"), [(1, 15), (4, 0)])
async def test_shards_begin_as_close_together_as_discord_allows(
    clock: Sleeper, starts: SessionStarts, buckets: int, seconds: int
):
    """`max_concurrency` says how many at a time."""
    starts.limit(1_000, 1_000, DAY, buckets)
    before = clock.at
    for shard_id in range(4):
        await starts.turn(shard_id)
        starts.begun(shard_id)
    assert clock.at - before == timedelta(seconds=seconds)


async def test_the_last_starts_of_a_day_are_kept(clock: Sleeper, starts: SessionStarts):
    """A supervisor that restarts the bot in a loop does not cost its token."""
    starts.limit(1_000, KEPT + 1, timedelta(hours=4), 1)
    before = clock.at
    await starts.turn(0)
    starts.begun(0)
    assert clock.at == before
    await starts.turn(1)
    starts.begun(1)
    assert clock.at - before == timedelta(hours=4)
    await starts.turn(2)
    assert clock.at - before < timedelta(hours=5)


async def test_processes_share_the_buckets(clock: Sleeper):
    """What others have of a bucket is waited for; while nobody can tell, a session begins at its own pace."""
    asked = list[tuple[str, float]]()

    async def reserve(name: str, seconds: float) -> float:
        asked.append((name, seconds))
        if len(asked) == 2:
            raise StorageError("store.now_away")
        return 30.0

    starts, begun = SessionStarts(clock.now, clock.sleep, reserve), clock.at
    starts.limit(1_000, 1_000, DAY, 16)
    await starts.turn(17)
    assert asked == [("sessions 1", APART.total_seconds())]
    assert clock.at - begun == timedelta(seconds=30)
    starts.begun(17)
    await starts.turn(33)
    assert clock.at - begun == timedelta(seconds=30) + APART
