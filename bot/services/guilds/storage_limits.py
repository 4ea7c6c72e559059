"""Whether there is room for more of what people store; the limits themselves stand in `bot/core/limits.py`."""

from bot.core.limits import ESSAYS, SHELF, Limit
from bot.core.models import Essay
from bot.store import counts
from bot.store.database import Connection


async def check(connection: Connection, limit: Limit, owner_id: int, more: int = 1) -> None:
    """Raises `StudyError` when an owner has no room for so many more rows.

    To be asked in the transaction that adds them: two at once must not both take the last place.
    """
    limit.check(await counts.rows(connection, limit.table, limit.owner, owner_id) + more)


async def check_shelf(connection: Connection, guild_id: int, passages: int, known: Essay | None) -> None:
    """Raises `StudyError` when a guild's shelf has no room for an essay of so many passages.

    `known` is the essay on the shelf whose place it takes, if it is a new version of one.
    """
    if known is None:
        await check(connection, ESSAYS, guild_id)
    stored = await counts.passages_of_guild(connection, guild_id)
    SHELF.check(stored + passages - (known.length if known else 0))
