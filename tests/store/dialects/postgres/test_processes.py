"""Several processes of one bot on one PostgreSQL, each with shards of its own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import URL, func, make_url, select, text

from bot.core.errors import InUseError, LeasedError, StorageError, StudyError
from bot.core.models import Place, Shards
from bot.core.studies.schedule import WEEKS
from bot.services.deliveries import daily_posts, slot_claims
from bot.services.library import catalogue
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy
from bot.store import guilds, migrate, tables
from bot.store.database import Database
from bot.store.dialects.postgres import engines
from bot.store.dialects.postgres.shared_limits import MOST_AHEAD, SharedLimits
from tests import postgres
from tests.services.conftest import pack
from tests.store.dialects.postgres.test_database import cut

pytestmark = pytest.mark.slow

FIRST, SECOND = Shards(2, (0,)), Shards(2, (1,))
GUILDS = tuple(number << 22 for number in (100, 101, 102, 103))
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def url(migrated_on_server: tuple[URL, str]) -> Iterator[str]:
    """A database of this test's own, with our tables."""
    server, template = migrated_on_server
    with postgres.database(server, template) as made:
        yield made


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """Where the key lies that all processes have."""
    return tmp_path / "backups"


@pytest.fixture
async def both(url: str, backups: Path) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes."""
    async with Database.opened(url, backups, FIRST) as first, Database.opened(url, backups, SECOND) as second:
        yield first, second


def limits_of(database: Database) -> SharedLimits:
    assert database.shared_limits is not None
    return database.shared_limits


async def test_each_sees_to_its_own_guilds(both: tuple[Database, Database]):
    """What is due, what is unfinished, who is there: each process finds half of it, and together they find all."""
    await catalogue.stock(both[0], [pack("On Bread", 3)])
    for guild_id in GUILDS:
        plan = NewStudy(guild_id, Place(guild_id + 1), "13:00", "UTC", WEEKS["every_day"], None)
        await study_changes.set_up(both[0], plan, NOON)
    claimed = [await slot_claims.claim_due(database, 1, NOON.replace(hour=14)) for database in both]
    assert [{post.guild_id for post in posts} for posts in claimed] == [set(GUILDS[::2]), set(GUILDS[1::2])]
    for database, own in zip(both, (GUILDS[::2], GUILDS[1::2]), strict=True):
        unfinished = await daily_posts.unfinished(database, NOON.replace(hour=14))
        assert {post.guild_id for post in unfinished} == set(own)
        async with database.reading() as connection:
            assert set(await guilds.known(connection)) == set(own)


@pytest.mark.parametrize("shards", [FIRST, Shards(), Shards(3, (2,))], ids=str)
async def test_shards_are_one_process_s(url: str, backups: Path, shards: Shards):
    """Neither a second process, nor one for all shards, nor one that counts them otherwise: until the first is gone."""
    async with Database.opened(url, backups, FIRST):
        with pytest.raises(LeasedError):
            async with Database.opened(url, backups, shards):
                pass
        async with Database.opened(url, backups, SECOND):
            pass


async def test_a_bot_that_is_one_process_lets_none_in(url: str, backups: Path):
    """Neither does a command such as `move`."""
    async with Database.opened(url, backups):
        with pytest.raises(InUseError):
            async with Database.opened(url, backups, FIRST):
                pass


async def test_they_write_one_after_another(both: tuple[Database, Database]):
    """What a transaction has read stays true until it ends, whichever process writes next."""

    async def add(database: Database) -> None:
        async with database.writing() as connection:
            known = await connection.scalar(select(func.count()).select_from(tables.guilds)) or 0
            await asyncio.sleep(0.001)
            await guilds.ensure_guild(connection, known << 22)

    await asyncio.gather(*(add(both[0]) for _ in range(5)), *(add(both[1]) for _ in range(5)))
    async with both[0].reading() as connection:
        ids = await connection.scalars(select(tables.guilds.c.id).order_by(tables.guilds.c.id))
        assert list(ids) == [number << 22 for number in range(10)]


async def test_one_starts_while_no_other_does(both: tuple[Database, Database]):
    """The library is put on the shelf once."""
    order = list[str]()

    async def start(database: Database, name: str) -> None:
        async with database.starting():
            order.append(f"{name} begins")
            await asyncio.sleep(0.05)
            order.append(f"{name} ends")

    await asyncio.gather(start(both[0], "first"), start(both[1], "second"))
    assert [word.split()[1] for word in order] == ["begins", "ends"] * 2


async def test_nothing_is_migrated_below_another_process(url: str, backups: Path, monkeypatch: pytest.MonkeyPatch):
    """An update is told to stop all of them first."""
    async with Database.opened(url, backups, FIRST):
        monkeypatch.setattr(migrate, "REVISION", "9999")
        with pytest.raises(StudyError, match=r"store\.others_run"):
            async with Database.opened(url, backups, SECOND):
                pass


async def test_all_have_one_key(url: str, backups: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """Or a deletion would be one process's only; a bot that is one process may have lost it, and says so."""
    elsewhere = tmp_path / "elsewhere" / "backups"
    elsewhere.parent.mkdir()
    async with Database.opened(url, backups, FIRST):
        with pytest.raises(StudyError, match=r"store\.other_key"):
            async with Database.opened(url, elsewhere, SECOND):
                pass
    async with Database.opened(url, elsewhere):
        assert "is a new key" in caplog.text
    with pytest.raises(StudyError, match=r"store\.other_key"):
        async with Database.opened(url, backups, FIRST):
            pass


async def test_a_key_that_cannot_be_kept_is_told(url: str):
    """Before anybody has their data deleted in vain."""
    with pytest.raises(StudyError, match=r"store\.key"):
        async with Database.opened(url, Path("/proc/backups")):
            pass


async def test_a_process_that_stands_still_loses_its_shards(url: str, backups: Path, monkeypatch: pytest.MonkeyPatch):
    """The server's clock says when; what wakes writes nothing more, and knows that it has to end."""
    monkeypatch.setattr(engines, "LEASE", 1)
    async with Database.opened(url, backups, FIRST) as frozen:
        await asyncio.sleep(1.2)
        async with Database.opened(url, backups, FIRST):
            with pytest.raises(InUseError):
                await frozen.check_storage()
            with pytest.raises(InUseError):
                frozen.check()
            with pytest.raises(InUseError):
                async with frozen.writing():
                    pass


async def test_a_process_that_works_keeps_them(url: str, backups: Path, monkeypatch: pytest.MonkeyPatch):
    """A look at the storage, as each tick has one, is enough."""
    monkeypatch.setattr(engines, "LEASE", 1)
    async with Database.opened(url, backups, FIRST) as working:
        for _ in range(4):
            await asyncio.sleep(0.5)
            await working.check_storage()
        with pytest.raises(InUseError):
            async with Database.opened(url, backups, FIRST):
                pass


async def test_who_falls_silent_in_a_transaction_holds_nobody_up(
    url: str, backups: Path, monkeypatch: pytest.MonkeyPatch
):
    """The server ends it, and says so to whoever wakes."""
    monkeypatch.setattr(engines, "IN_A_TRANSACTION", 1)
    async with Database.opened(url, backups, FIRST) as frozen, Database.opened(url, backups, SECOND) as other:
        with pytest.raises(StorageError):
            async with frozen.writing() as connection:
                await asyncio.sleep(1.5)
                await guilds.ensure_guild(connection, GUILDS[0])
        async with other.writing() as connection:
            await guilds.ensure_guild(connection, GUILDS[1])


async def test_a_rate_is_shared(both: tuple[Database, Database]):
    """Whoever comes next gets the time after the others', by the server's clock."""
    begins = [await limits_of(database).reserve("requests", 10) for database in (*both, *both)]
    assert begins[0] == 0
    assert begins[1:] == pytest.approx([10, 20, 30], abs=1)
    assert await limits_of(both[1]).reserve("conversations", 10) == 0


async def test_what_the_others_were_refused_is_known(both: tuple[Database, Database], url: str):
    """Not what one was refused itself."""
    first, second = map(limits_of, both)
    assert await first.refused(3) == 0
    assert await second.refused(4) == 3
    assert await first.refused(2) == 4
    assert await second.refused(0) == 5
    await cut(url)
    assert await first.refused(1) == 4  # over a new connection
    away = SharedLimits(make_url(url).set(query={"host": "/nowhere"}), FIRST)
    with pytest.raises(StorageError):
        await away.refused(1)
    with pytest.raises(StorageError):
        await away.reserve("requests", 1)


async def test_a_clock_of_the_server_that_was_wrong_holds_nothing_up(both: tuple[Database, Database]):
    """What was counted while it was ahead counts no more once it is right."""
    assert await limits_of(both[0]).refused(3) == 0
    await limits_of(both[0]).reserve("requests", 1)
    async with both[0].writing() as connection:
        await connection.execute(text("UPDATE rates SET next_at = next_at + 86400"))
        await connection.execute(text("UPDATE refusals SET minute = minute + 1440"))
    assert await limits_of(both[1]).reserve("requests", 1) <= MOST_AHEAD
    assert await limits_of(both[1]).refused(0) == 0
    await limits_of(both[1]).refused(1)
    async with both[1].reading() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM refusals")) == 1


async def test_what_was_read_is_not_remembered_for_ever(
    both: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
):
    """Another process may have changed the shelf of all guilds."""
    monkeypatch.setattr("bot.store.dialects.postgres.database.REMEMBERED_FOR", 0.01)
    counted = both[0].writes
    await asyncio.sleep(0.02)
    assert both[0].writes > counted
