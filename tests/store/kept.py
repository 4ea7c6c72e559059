"""`python -m tests.store.kept 0.1.0`: a database of this version with a little of everything, kept as SQL.

Every later version has to bring it up to its own tables (`test_kept.py`). A file is made anew until its version is out,
and never again.
"""

import asyncio
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Column, Connection, create_engine, func, select
from yarl import URL

from bot.settings import Settings
from bot.store.tables import metadata
from local_discord import Clock, File, LocalDiscord
from tests.cogs.conftest import START, Circle
from tests.cogs.daily.test_marked_lines import marking
from tests.cogs.discussion.test_put_questions import another, put
from tests.cogs.suggestions.test_suggesting import suggest
from tests.local_discord.bots import TOKEN
from tests.services.conftest import pack

HERE = Path(__file__).parent
INDEX = "passage_index"
"""SQLite's full-text index, which is made anew of the words that are kept."""


async def _live(circle: Circle) -> None:
    """Some days of a group in which everybody does something."""
    host, lobby = circle.host, circle.lobby
    await host.slash("/settings", in_=lobby, host_channel=lobby)
    await circle.set_up(essay="on bread")
    for title in ("On Oil", "On Wine"):
        file = File(f"{title}.md", pack(title, 2).data)
        found = await circle.done(await host.slash("/library import", in_=lobby, options={"file": file}))
        if title == "On Oil":
            await circle.done(await host.press("Import", on=found))
    await suggest(circle, circle.first)
    await circle.second.press("Good question", on=await circle.second.slash("/prompt", in_=lobby, passage="bread 1"))
    await _first_day(circle)
    await circle.next_day(2)
    await _second_day(circle)


async def _first_day(circle: Circle) -> None:
    """A post that is read, answered and talked about."""
    host, first, second = circle.host, circle.first, circle.second
    post, thread = await circle.next_day(1)
    await first.press("I’ve read it", on=post)
    await circle.done(await first.submit(await first.press("Answer", on=post), answer="It is warm."))
    said = await second.say("I read it twice.", in_=thread)
    await first.reply("So did I.", to=said)
    await marking(first, post, 1)
    await circle.done(await first.submit(await first.press("Remind me", on=post), time="20:00", zone="UTC"))
    await put(circle, host, await another(host, post))
    await circle.settled()
    await circle.quiet()


async def _second_day(circle: Circle) -> None:
    """A host lets go of what came before, and leaves a day out; a member agrees to be named."""
    host, second, lobby = circle.host, circle.second, circle.lobby
    await host.press("Start from today", on=await host.slash("/catch-up", in_=lobby))
    await second.press("Show me in /group", on=await second.slash("/me", in_=lobby))
    await host.slash("/study skip", in_=lobby)
    await circle.quiet()


def _fill(connection: Connection) -> None:
    """A row in each table to which nobody's doing has led, about the first of whatever it belongs to."""
    for table in metadata.sorted_tables:
        if connection.scalar(select(func.count()).select_from(table)):
            continue
        needed = [column for column in table.c if not column.nullable and column.server_default is None]
        connection.execute(table.insert().values({column.name: _any_value(connection, column) for column in needed}))


def _any_value(connection: Connection, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return connection.scalar(select(func.min(key.column)))
    examples: dict[type, Any] = {int: 1, str: "1", bool: True, bytes: b"1", dict: {}}
    return examples[column.type.python_type]


def dump(file: Path) -> Iterator[str]:
    """The statements that make the database again: tables, rows, the index anew, and what watches over them."""
    with closing(sqlite3.connect(file)) as connection:
        kinds = dict(connection.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'"))
        made = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' "
            "ORDER BY rowid"
        )
        parts: dict[str, list[str]] = {"table": [], "view": [], "virtual": [], "index": [], "trigger": [], "shadow": []}
        for kind, name, sql in made.fetchall():
            parts[kinds.get(name, kind) if kind == "table" else kind].append(f"{sql};")
        tables = [name for name, kind in kinds.items() if kind == "table" and not name.startswith("sqlite_")]
        rows = [row for name in sorted(tables) for row in _rows(connection, name)]
    rebuilt = [f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild');"]  # noqa: S608 # our own name
    yield from (*parts["table"], *rows, *parts["view"], *parts["virtual"], *rebuilt, *parts["index"], *parts["trigger"])


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [f'"{name}"' for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    values = " || ', ' || ".join(f"quote({column})" for column in columns)
    for (row,) in connection.execute(f'SELECT {values} FROM "{table}"'):  # noqa: S608 # names of our own tables
        yield f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({row});"  # noqa: S608 # quoted by SQLite


async def _made(folder: Path) -> Path:
    """The file of a bot that has lived for some days."""
    essays, file = folder / "essays", folder / "study.sqlite3"
    essays.mkdir()
    for each in (pack("On Bread", 3), pack("On Salt", 2)):
        (essays / each.name).write_bytes(each.data)
    async with LocalDiscord(Clock(START)) as server:
        settings = Settings(
            token=TOKEN,
            database_url=f"sqlite+aiosqlite:///{file}",
            essays=essays,
            ready_timeout=0,
            api_url=server.rest_url,
            gateway_url=server.gateway_url,
            file_host=URL(server.rest_url).authority,
        )
        circle = Circle(server, settings)
        try:
            await circle.start()
            await _live(circle)
        finally:
            await circle.stop()
    return file


def main(version: str) -> None:
    """Write the file of a version."""
    with TemporaryDirectory() as folder:
        file = asyncio.run(_made(Path(folder)))
        with create_engine(f"sqlite:///{file}").begin() as connection:
            _fill(connection)
        statements = "\n".join(dump(file))
    (HERE / f"{version}.sql").write_text(f"{statements}\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
