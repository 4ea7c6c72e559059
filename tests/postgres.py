"""A PostgreSQL of the tests' own, begun when the first of them asks for it.

`TEST_DATABASE_URL` names a server that is there already, with a user who may make databases; else one is started from
Debian's packages, in a folder of its own and for the tests alone.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import URL, make_url

USER, TEMPLATE = "readers", "migrated"
AS_THEY_COME = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c max_wal_size=128MB"
)
"""What a test need not wait for: its database is thrown away."""
_MEMORY, _ROOM = Path("/dev/shm"), 4 * 2**30  # noqa: S108 # a folder of a random name is made in it
"""Where Linux keeps files in memory, and the bytes that have to be free there: a copy of the tables takes 35 ms, on a
disk up to 350."""
_SERVERS = Path("/usr/lib/postgresql")
_number = count()


@cache
def programs() -> Path | None:
    """The folder with the newest server's programs; None where there is none."""
    found = sorted(_SERVERS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


def is_there() -> bool:
    """Whether these tests can be run at all."""
    return "TEST_DATABASE_URL" in os.environ or programs() is not None


@contextmanager
def server() -> Iterator[URL]:
    """The address of a server in which databases can be made."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(named)
        return
    folder = programs()
    assert folder is not None
    with tempfile.TemporaryDirectory(prefix="postgres", dir=_in_memory()) as made:
        data = Path(made) / "data"
        as_user = _as_other_user(Path(made))
        options = ["--username", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        subprocess.run([*as_user, folder / "initdb", *options, "-D", data], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 # PostgreSQL's own programs
        begin = [*as_user, folder / "pg_ctl", "-D", data, "-w", "-l", Path(made) / "log"]
        listen = f"-c listen_addresses='' -c unix_socket_directories={made} {AS_THEY_COME}"
        subprocess.run([*begin, "-o", listen, "start"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 # as above
        try:
            yield URL.create("postgresql+asyncpg", USER, database="postgres", query={"host": made})
        finally:
            subprocess.run([*begin, "-m", "immediate", "stop"], check=False, stdout=subprocess.DEVNULL)  # noqa: S603 # as above


def fail(address: URL | str) -> None:
    """Have a server of ours crash and come back, as when another one takes its place."""
    folder, made = programs(), Path(str(make_url(address).query["host"]))
    assert folder is not None
    control = [*_as_other_user(made), folder / "pg_ctl", "-D", made / "data", "-w", "-l", made / "log"]
    subprocess.run([*control, "-m", "immediate", "restart"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 # PostgreSQL's own programs


@contextmanager
def database(address: URL, template: str = "template0", more: str = "", name: str | None = None) -> Iterator[str]:
    """The address of a new database, as a copy of another one or with nothing in it; it is gone afterwards."""
    name = name or f"test_{os.getpid()}_{next(_number)}"
    _run(address, f'CREATE DATABASE "{name}" TEMPLATE {template} ENCODING UTF8 LOCALE "C.UTF-8" {more}')
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        _run(address, f'DROP DATABASE "{name}" WITH (FORCE)')


def _in_memory() -> Path | None:
    """The folder for files in memory, if it has room; None for the usual one on a disk."""
    return _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM else None


def _as_other_user(folder: Path) -> list[str]:
    """What goes before a command that must not be root's: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    return ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"]


def named(address: URL | str) -> dict[str, Any]:
    """An address as the driver takes it."""
    url = make_url(address)
    return {**url.translate_connect_args(username="user"), **url.query}


def _run(address: URL, statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(**named(address))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as thread:  # which has no loop yet, whatever this one has
        thread.submit(asyncio.run, run()).result()
