"""Opening, locking, reading and writing."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Delete, Select, create_engine, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.core.errors import StudyError
from bot.store import occasions
from bot.store.database import Database
from bot.store.dialects.sqlite.engines import READERS
from bot.store.dialects.sqlite.files.file_lock import FileLock
from bot.store.essays import passage_views
from bot.store.studies import chosen_questions, study_views
from bot.store.tables import guilds, members, metadata


async def pragma(database: Database, name: str) -> object:
    async with database.writing() as connection:
        return await connection.scalar(text(f"PRAGMA {name}"))


@contextmanager
def as_somebody() -> Iterator[int]:
    """Within the block a file's rights count, for root as well; the number of the user who it is then."""
    before = os.geteuid()
    if not before:
        os.seteuid(65534)
    try:
        yield os.geteuid()
    finally:
        os.seteuid(before)


@pytest.mark.of_sqlite
async def test_writes_are_durable_and_keyed(database: Database):
    """WAL with synchronous=FULL (2) and foreign keys, since a lost claim is a double post."""
    assert await pragma(database, "journal_mode") == "wal"
    assert await pragma(database, "synchronous") == 2
    assert await pragma(database, "foreign_keys") == 1


@pytest.mark.parametrize("snapshot", [True, False])
async def test_a_reader_cannot_write(database: Database, snapshot: bool):
    """Whatever a service tries on a reading connection, the database refuses it."""
    async with database.reading(snapshot=snapshot) as connection:
        with pytest.raises(DBAPIError, match=r"read-?only"):
            await connection.execute(insert(guilds).values(id=1))


async def test_what_raises_is_rolled_back(database: Database):
    """A transaction is whole or nothing."""
    with pytest.raises(ZeroDivisionError):
        async with database.writing() as connection:
            await connection.execute(insert(guilds).values(id=1))
            raise ZeroDivisionError
    async with database.reading() as connection:
        assert (await connection.execute(select(guilds))).all() == []


@pytest.mark.of_sqlite
async def test_a_first_statement_that_fails_leaves_nothing_open(database: Database, database_url: str):
    """Its transaction began with it, and is rolled back with it: nobody has to wait for a lock."""
    with pytest.raises(IntegrityError):
        async with database.writing() as connection:
            await connection.execute(insert(guilds).values(id=None))
    file = database_url.removeprefix("sqlite+aiosqlite:///")
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")


@pytest.mark.of_sqlite
async def test_a_commit_that_is_refused_leaves_nothing_open(database: Database):
    """What it was to store is rolled back, and the next transaction begins."""
    with pytest.raises(IntegrityError):
        async with database.writing() as connection:
            await connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            await connection.execute(insert(members).values(guild_id=1, user_id=1, shown=True))
    async with database.writing() as connection:
        assert (await connection.execute(select(members))).all() == []


async def test_who_is_cancelled_within_a_transaction_leaves_the_next_one_whole(database: Database):
    """Its statement may still be on its way when the next transaction begins: that one is rolled back as one."""

    async def write(guild_id: int) -> None:
        async with database.writing() as connection:
            await connection.execute(insert(guilds).values(id=guild_id))
            await connection.execute(select(guilds))

    for guild_id in range(1, 40):
        writing = asyncio.create_task(write(guild_id))
        for _ in range(guild_id):
            await asyncio.sleep(0)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        with pytest.raises(ZeroDivisionError):
            async with database.writing() as connection:
                await connection.execute(insert(guilds).values(id=1000 + guild_id))
                raise ZeroDivisionError
    async with database.reading() as connection:
        assert [each for each in await connection.scalars(select(guilds.c.id)) if each >= 1000] == []


async def test_a_transaction_without_a_statement_leaves_nothing_open(database: Database):
    """Nothing begins that nobody ends."""
    async with database.writing():
        pass
    async with database.reading() as connection:
        assert (await connection.execute(select(guilds))).all() == []
    with pytest.raises(ZeroDivisionError):
        async with database.writing():
            raise ZeroDivisionError
    async with database.writing() as connection:
        await connection.execute(insert(guilds).values(id=1))


@pytest.mark.parametrize("snapshot", [True, False])
async def test_what_ended_is_not_read_any_more(database: Database, snapshot: bool):
    """Each transaction that reads begins anew: it sees all that was written before it."""

    async def read() -> int:
        async with database.reading(snapshot=snapshot) as connection:
            return len((await connection.execute(select(guilds))).all())

    for number in range(3):
        assert await asyncio.gather(*(read() for _ in range(2 * READERS))) == [number] * 2 * READERS
        async with database.writing() as connection:
            await connection.execute(insert(guilds).values(id=number))


@pytest.mark.parametrize(("snapshot", "seen"), [(True, [0, 0]), (False, [0, 1])])
async def test_what_is_written_meanwhile(database: Database, snapshot: bool, seen: list[int]):
    """A snapshot stays what it was at its first statement; without one, each statement sees the newest state."""
    counts: list[int] = []
    async with database.reading(snapshot=snapshot) as connection:
        counts.append(len((await connection.execute(select(guilds))).all()))
        async with database.writing() as writing:
            await writing.execute(insert(guilds).values(id=1))
        counts.append(len((await connection.execute(select(guilds))).all()))
    assert counts == seen


async def test_many_writers_take_turns(database: Database):
    """Read, then write, forty at once: none fails, none is lost."""

    async def add(number: int) -> None:
        async with database.writing() as connection:
            await connection.execute(select(guilds))
            await connection.execute(insert(guilds).values(id=number))

    await asyncio.gather(*map(add, range(40)))
    async with database.reading() as connection:
        assert len((await connection.execute(select(guilds))).all()) == 40


async def test_a_second_process_is_refused(database: Database, database_url: str, tmp_path: Path):
    """Two bots on one memory would both post."""
    del database
    with pytest.raises(StudyError) as refused:
        async with Database.opened(database_url, tmp_path / "backups"):
            pass
    assert refused.value.key == "store.locked"


@pytest.mark.of_sqlite
async def test_a_second_name_of_the_file_is_no_way_round_the_lock(database: Database, database_url: str):
    """A link leads to the same memory, and to the same lock."""
    del database
    link = Path(database_url.removeprefix("sqlite+aiosqlite:///")).with_name("link.sqlite3")
    link.symlink_to("study.sqlite3")
    with pytest.raises(StudyError) as refused:
        async with Database.opened(f"sqlite+aiosqlite:///{link}"):
            pass
    assert refused.value.key == "store.locked"


@pytest.mark.of_sqlite
async def test_a_deleted_lock_is_taken_again(database: Database, database_url: str):
    """Somebody tidies up the folder: the next write holds the lock anew, and a second process is refused."""
    lock = Path(database_url.removeprefix("sqlite+aiosqlite:///") + ".lock")
    lock.unlink()
    async with database.writing() as connection:
        await connection.execute(insert(guilds).values(id=1))
    with pytest.raises(StudyError) as refused:
        async with Database.opened(database_url):
            pass
    assert refused.value.key == "store.locked"


@pytest.mark.of_sqlite
async def test_who_lost_the_lock_to_another_writes_nothing_more(database: Database, database_url: str):
    """The lock's file was deleted, and another process was quicker to make it anew."""
    lock = Path(database_url.removeprefix("sqlite+aiosqlite:///") + ".lock")
    lock.unlink()
    other = FileLock(lock)
    other.take()
    with pytest.raises(StudyError) as refused:
        async with database.writing():
            pass
    other.release()
    assert refused.value.key == "store.locked"


@pytest.mark.of_sqlite
@pytest.mark.parametrize("put_back", [False, True])
async def test_a_file_that_is_gone_is_noticed(database: Database, database_url: str, put_back: bool):
    """SQLite goes on writing into a file that nobody will find again; a copy put back is another file.

    Nor is a connection opened to that one: it would share the old one's journal, which ended the process at times.
    """
    file = Path(database_url.removeprefix("sqlite+aiosqlite:///"))
    copy = shutil.copy(file, file.with_name("copy.sqlite3"))
    file.unlink()
    if put_back:
        Path(copy).rename(file)
    with pytest.raises(StudyError) as refused:
        async with database.writing() as connection:
            await connection.execute(insert(guilds).values(id=1))
    assert refused.value.key == "store.gone"
    with pytest.raises(StudyError, match=r"store\.gone"):
        async with database.reading(snapshot=False):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
async def test_the_files_are_for_the_bot_s_own_user(tmp_path: Path):
    """Who takes part in a study is nobody else's business on the machine."""
    async with Database.opened(f"sqlite+aiosqlite:///{tmp_path}/study.sqlite3") as database:
        async with database.writing() as connection:
            await connection.execute(insert(guilds).values(id=1))
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys([f"study.sqlite3{end}" for end in ("", ".lock", "-wal", "-shm")], 0o600)


_opened: list[str] = []


async def test_nothing_but_sqlite_opens_the_file(tmp_path: Path):
    """Closing a descriptor of the file drops SQLite's locks on it, those of the connections in use too."""
    sys.addaudithook(lambda event, values: _opened.append(str(values[0])) if event == "open" else None)
    url = f"sqlite+aiosqlite:///{tmp_path}/study.sqlite3"
    async with Database.opened(url):
        pass
    assert _opened.count(f"{tmp_path}/study.sqlite3") == 1  # where it is made, before SQLite knows of it
    async with Database.opened(url) as database, Database.read_only(url, None), database.writing() as connection:
        await connection.execute(insert(guilds).values(id=1))
    assert _opened.count(f"{tmp_path}/study.sqlite3") == 1


async def test_the_lock_is_free_again_after_the_end(database_url: str, tmp_path: Path):
    """A restart does not have to wait."""
    opened = 0
    for _ in range(2):
        async with Database.opened(database_url, tmp_path / "backups"):
            opened += 1
    assert opened == 2


async def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path):
    """The sentence says which folder and why."""
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StudyError) as refused:
        async with Database.opened(f"sqlite+aiosqlite:///{tmp_path}/file/study.sqlite3"):
            pass
    user, folder = str(os.geteuid()), str(tmp_path / "file")
    assert refused.value.key == "store.folder_of_user"
    assert refused.value.values == {"folder": folder, "problem": "File exists", "user": user}


async def test_a_folder_of_somebody_else_is_refused_with_the_number_of_the_user(tmp_path: Path):
    """In a container that is all there is to go by: the folder, and who has to be allowed to write there."""
    tmp_path.chmod(0o500)
    with as_somebody() as user, pytest.raises(StudyError) as refused:
        async with Database.opened(f"sqlite+aiosqlite:///{tmp_path}/study.sqlite3"):
            pass
    assert refused.value.key == "store.folder_of_user"
    assert refused.value.values == {"folder": str(tmp_path), "problem": "Permission denied", "user": str(user)}


def _steps(migrated: Path, statement: Select[Any] | Delete) -> list[str]:
    """How SQLite would execute a statement, in its own words."""
    with create_engine(f"sqlite:///{migrated}").connect() as connection:
        lists = {name: [1] for name, bound in statement.compile(connection).binds.items() if bound.expanding}
        given = statement.params(lists) if isinstance(statement, Select) else statement
        compiled = given.compile(connection, compile_kwargs={"render_postcompile": bool(lists)})
        values = tuple(1 for _ in compiled.positiontup or ())
        return [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)]


@pytest.mark.parametrize(
    "look",
    [
        *(passage_views._BY_ID, passage_views._NUMBERED, passage_views._BY_DAY),
        *(study_views._OF_GUILD, study_views._FOR_CLAIMS, occasions._OUT, chosen_questions._FORGET_ASKED),
    ],
)
def test_no_look_walks_through_all_posts(migrated: Path, look: Select[Any] | Delete):
    """By the index of states SQLite would, since one state is what nearly all posts have."""
    steps = _steps(migrated, look)
    assert any("posts" in step for step in steps)
    assert not [step for step in steps if "ix_deliveries_state " in step or step.startswith("SCAN")]


def test_a_claim_does_not_walk_through_the_posts_of_its_study(migrated: Path):
    """After five years there are two thousand, and those who write wait meanwhile."""
    steps = [step for step in _steps(migrated, study_views._FOR_CLAIMS) if "posts" in step or "deliveries" in step]
    assert len(steps) > 4
    assert not [step for step in steps if step.endswith("(study_id=?)")]


def test_what_refers_to_a_row_is_found_by_an_index(migrated: Path):
    """SQLite looks for it at each deletion: without an index a book that goes has all posts of all guilds looked at."""
    with closing(sqlite3.connect(migrated)) as connection:
        missing: list[tuple[str, str]] = []
        for table in metadata.sorted_tables:
            indexes = [row[1] for row in connection.execute(f"PRAGMA index_list({table.name})")]
            first = {connection.execute(f"PRAGMA index_info({name})").fetchone()[2] for name in indexes}
            first |= {column.name for column in list(table.primary_key)[:1]}
            missing += [(table.name, key.parent.name) for key in table.foreign_keys if key.parent.name not in first]
    assert missing == []


def test_no_object_relational_mapper_is_loaded(project: Path):
    """SQLAlchemy's package for asyncio would bring its own: a tenth of the start and 6 MB, for nothing."""
    program = "import sys, bot.store.database; sys.exit('sqlalchemy.orm' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=project, check=True)  # noqa: S603 # a program of our own
