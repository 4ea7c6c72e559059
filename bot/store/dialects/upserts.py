"""Rows that may be there already: the one kind of statement that each database has in its own words."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from bot.store.database import Connection

Row = Mapping[str, Any]


def insert(connection: Connection, table: Table) -> "sqlite.Insert":
    """An INSERT to which `on_conflict_do_nothing` and `on_conflict_do_update` can be added, the same for both."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # 20 ms of a start, which SQLite does not need

        return postgresql.insert(table)  # pyright: ignore[reportReturnType] # its methods are the same
    return sqlite.insert(table)


async def add_once(connection: Connection, table: Table, row: Row) -> None:
    """Store a row unless one with its key is there."""
    await connection.execute(insert(connection, table).values(row).on_conflict_do_nothing())


async def put(connection: Connection, table: Table, key: Row, values: Row) -> None:
    """Store a row, or these values in the one with its key."""
    row = insert(connection, table).values({**key, **values})
    await connection.execute(row.on_conflict_do_update(index_elements=list(key), set_=dict(values)))
