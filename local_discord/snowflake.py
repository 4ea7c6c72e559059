"""Discord's ids: 42 bits of milliseconds since 2015, 22 bits to tell apart (API Reference, Snowflakes)."""

from datetime import UTC, datetime, timedelta

from local_discord.clock import Clock

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class Snowflakes:
    """Makes ids that carry the clock's time, each greater than the one before."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def new(self) -> int:
        """The next id."""
        self._last = max(self._last + 1, _milliseconds(self._clock.now()) << 22)
        return self._last

    def for_guild(self, shard: tuple[int, int] | None = None) -> int:
        """An id a millisecond apart from all others, on shard `(id, count)` when one is named."""
        wanted, count = shard or (0, 1)
        moment = max((self._last >> 22) + 1, _milliseconds(self._clock.now()))
        while moment % count != wanted:
            moment += 1
        self._last = moment << 22
        return self._last


def made_at(snowflake: int) -> datetime:
    """When an id was made.

    >>> made_at(175928847299117063)
    datetime.datetime(2016, 4, 30, 11, 18, 25, 796000, tzinfo=datetime.timezone.utc)
    """
    return EPOCH + timedelta(milliseconds=snowflake >> 22)


def shard_of(guild_id: int, count: int) -> int:
    """The shard that hears of a guild (Gateway, Sharding)."""
    return (guild_id >> 22) % count


def _milliseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)
