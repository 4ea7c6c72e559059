"""All rows of one database in another, which may be of another kind."""

import hashlib
import json
from collections.abc import AsyncGenerator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import RowMapping, Table, func, insert, select, text, tuple_

from bot.store.database import Connection
from bot.store.tables import metadata

AT_ONCE = 500
"""Rows that are read and written together."""


class Held(NamedTuple):
    """What a table holds: how many rows, and a digest of them in the order of their keys."""

    rows: int
    digest: str


async def is_empty(connection: Connection) -> bool:
    """Whether no table has a row."""
    for table in metadata.sorted_tables:
        if await connection.scalar(select(func.count()).select_from(table)):
            return False
    return True


async def copy(source: Connection, target: Connection) -> None:
    """Write every row of the one into the other, which has none, and have new ids follow those that there ever were."""
    for table in metadata.sorted_tables:  # what others refer to comes first
        async for rows in _pages(source, table):
            await target.execute(insert(table), [dict(row) for row in rows])
        if "id" in table.c and table.c.id.autoincrement:
            await _count_on(target, table, await _highest(source, table))


async def held(connection: Connection) -> dict[str, Held]:
    """What every table holds, the same for the same rows in any kind of database."""
    found = dict[str, Held]()
    for table in metadata.sorted_tables:
        count, digest = 0, hashlib.sha256()
        async for rows in _pages(connection, table):
            count += len(rows)
            digest.update(json.dumps([list(row.values()) for row in rows], sort_keys=True).encode())
        found[table.name] = Held(count, digest.hexdigest())
    return found


async def _pages(connection: Connection, table: Table) -> AsyncGenerator[Sequence[RowMapping]]:
    """The rows of a table in the order of its keys, some at a time."""
    keys = tuple(table.primary_key.columns)
    page = select(table).order_by(*keys).limit(AT_ONCE)
    after: tuple[Any, ...] | None = None
    while True:
        wanted = page if after is None else page.where(tuple_(*keys) > tuple_(*after))
        rows = (await connection.execute(wanted)).mappings().all()
        if rows:
            yield rows
        if len(rows) < AT_ONCE:
            return
        after = tuple(rows[-1][key.name] for key in keys)


async def _highest(connection: Connection, table: Table) -> int:
    """The highest id that a row of the table has had, also one that is gone where that is known."""
    highest = await connection.scalar(select(func.max(table.c.id))) or 0
    if connection.dialect.name == "postgresql":
        used = "SELECT last_value FROM pg_sequences WHERE sequencename = :name"
        return max(highest, await connection.scalar(text(used), {"name": f"{table.name}_id_seq"}) or 0)
    if table.dialect_options["sqlite"]["autoincrement"]:
        used = "SELECT seq FROM sqlite_sequence WHERE name = :name"
        return max(highest, await connection.scalar(text(used), {"name": table.name}) or 0)
    return highest


async def _count_on(connection: Connection, table: Table, highest: int) -> None:
    """Have the next id be a higher one."""
    if not highest:
        return
    if connection.dialect.name == "postgresql":
        await connection.execute(
            text("SELECT setval(:name, :highest)"), {"name": f"{table.name}_id_seq", "highest": highest}
        )
    elif table.dialect_options["sqlite"]["autoincrement"]:
        values = {"name": table.name, "highest": highest}
        await connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
        await connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :highest)"), values)
