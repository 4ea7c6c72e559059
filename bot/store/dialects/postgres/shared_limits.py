"""What Discord allows a bot as a whole, shared by its processes: the server's clock counts, and no machine's."""

from sqlalchemy import text
from sqlalchemy.engine import URL

from bot.core.models import Shards
from bot.store.dialects.postgres import engines, states

MINUTES = 10
"""For how long a refusal counts (Rate Limits, Invalid Request Limit)."""
MOST_AHEAD = 120
"""Seconds of a rate that may be taken already; what lies further ahead was left by a server's clock that was wrong."""
_NOW = "CAST(extract(epoch FROM clock_timestamp()) AS double precision)"
_RESERVE = text(
    f"""
    INSERT INTO rates (name, next_at) VALUES (:name, {_NOW} + :seconds)
    ON CONFLICT (name) DO UPDATE
        SET next_at = least(greatest(rates.next_at, {_NOW}), {_NOW} + {MOST_AHEAD}) + :seconds
    RETURNING next_at - :seconds - {_NOW}
    """  # noqa: S608 # the text above
)
_MINUTE = f"CAST(floor({_NOW} / 60) AS bigint)"
_COUNT = text(
    f"""
    INSERT INTO refusals (shard, minute, refused) VALUES (:shard, {_MINUTE}, :refused)
    ON CONFLICT (shard, minute) DO UPDATE SET refused = refusals.refused + :refused
    """  # noqa: S608 # as above
)
_LATELY = f"minute BETWEEN {_MINUTE} - {MINUTES} + 1 AND {_MINUTE}"
_FORGET = text(f"DELETE FROM refusals WHERE NOT {_LATELY}")  # noqa: S608 # as above
_OF_OTHERS = text(f"SELECT coalesce(sum(refused), 0) FROM refusals WHERE shard <> :shard AND {_LATELY}")  # noqa: S608 # as above


class SharedLimits:
    """Takes time from rates that all processes share, and tells what Discord has refused the others.

    Both raise `StorageError` while the server does not answer.
    """

    def __init__(self, url: URL, shards: Shards) -> None:
        """Prepare the engine; nothing is opened yet."""
        self._engine = engines.counting_engine(url)
        self.share = len(shards.ids) / shards.count
        """What this process takes of a rate while the server is away."""
        self._shard = shards.ids[0]

    async def reserve(self, name: str, seconds: float) -> float:
        """Take so many seconds of a rate; in how many seconds they begin, 0 for at once."""
        with states.away_told():
            async with self._engine.connect() as connection:
                row = await connection.execute(_RESERVE, {"name": name, "seconds": seconds})
                return max(0.0, float(row.scalar_one()))

    async def refused(self, more: int) -> int:
        """Tell the others how many requests Discord has refused since this was last told; how many it refused them."""
        values = {"shard": self._shard}
        with states.away_told():
            async with self._engine.connect() as connection:
                if more:
                    await connection.execute(_COUNT, {**values, "refused": more})
                    await connection.execute(_FORGET)
                return int(await connection.scalar(_OF_OTHERS, values) or 0)

    async def dispose(self) -> None:
        """Close its connection."""
        await self._engine.dispose()
