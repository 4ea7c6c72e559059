"""Where the bot of a round keeps its memory: in a file, or with `--postgres` in a database on a server."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
from sqlalchemy import make_url, text

from bot.store.database import Database
from tests import postgres

TEMPLATE = "empty"
"""A database with our tables and nothing in them."""
SERVER = "FAULTS_SERVER"
"""The variable with the address of a server, for the processes in which rounds are played."""
Rows = Callable[[str], Sequence[Sequence[Any]]]
"""What a query finds, while the bot may be running."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The bot's database, as its parent sees it; no file for one on a server."""

    url: str
    rows: Rows
    file: Path | None


@contextmanager
def memory(folder: Path) -> Iterator[Memory]:
    """A new one, which is gone afterwards."""
    server = os.environ.get(SERVER)
    if server is None:
        file = folder / "study.sqlite3"
        yield Memory(f"sqlite+aiosqlite:///{file}", partial(_of_file, file), file)
        return
    with postgres.database(make_url(server), TEMPLATE) as url:
        yield Memory(url, partial(_of_server, url), None)


@contextmanager
def server_if(*, is_wanted: bool) -> Iterator[None]:
    """Have rounds played on a server until the block ends."""
    if not is_wanted:
        yield
        return
    with postgres.server() as address, postgres.database(address, name=TEMPLATE) as url, TemporaryDirectory() as folder:
        asyncio.run(_make_tables(url, Path(folder) / "backups"))
        os.environ[SERVER] = address.render_as_string(hide_password=False)
        yield
    del os.environ[SERVER]


async def _make_tables(url: str, backups: Path) -> None:
    async with Database.opened(url, backups) as database, database.writing() as connection:
        await connection.execute(text("DELETE FROM person_keys"))  # each bot makes its own


def _of_file(file: Path, query: str) -> Sequence[Sequence[Any]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)) as connection:
        return connection.execute(query).fetchall()


def _of_server(url: str, query: str) -> Sequence[Sequence[Any]]:
    with ThreadPoolExecutor(1) as thread:  # which has no loop yet, whatever this one has
        return thread.submit(asyncio.run, _asked(url, query)).result()


async def _asked(url: str, query: str) -> Sequence[Sequence[Any]]:
    connection = await asyncpg.connect(**postgres.named(url))
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()
