"""Putting a copy of the database back: what is checked, what is kept, and who stays deleted."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.core.errors import StudyError
from bot.core.models import Part
from bot.core.studies.participation.parts import TakingPart
from bot.services import restoring
from bot.services.deliveries import slot_claims
from bot.services.library import catalogue
from bot.services.participation import counting, own_data
from bot.services.studies import study_changes
from bot.store.database import Database
from bot.store.dialects.sqlite.database import in_a_file
from bot.store.dialects.sqlite.files import copies, swapping
from bot.store.tables import participation
from tests import posting
from tests.services.conftest import APPLICATION, DUE, START, pack, plan

ANN, BEN, CLEO = (n * 10**17 + 123 for n in (5, 6, 7))
DAY = timedelta(days=1)


@pytest.fixture
async def copy(file_url: str, tmp_path: Path) -> Path:
    """A copy in which three people have taken part, one of them after deleting what there was before."""
    async with Database.opened(file_url) as database:
        await catalogue.stock(database, [pack("On Bread", 3)])
        await study_changes.set_up(database, plan(), START)
        (claimed,) = await slot_claims.claim_due(database, APPLICATION, DUE)
        post = await posting.sent(database, claimed, 900, DUE)
        await own_data.forget(database, CLEO, DUE)
        later = DUE + timedelta(hours=1)
        await counting.record(database, [TakingPart(post.id, who, Part.READ, later) for who in (ANN, BEN, CLEO)])
        copies.write(in_a_file(database).path, tmp_path / "copy.sqlite3")
    return tmp_path / "copy.sqlite3"


async def restore(file_url: str, copy: Path) -> restoring.Restored:
    return await restoring.restore(file_url, copy.parent / "backups", copy, DUE + 3 * DAY)


async def readers(file_url: str) -> set[int]:
    async with Database.opened(file_url) as database, database.reading() as connection:
        return set(await connection.scalars(select(participation.c.user_id)))


async def test_who_had_their_data_deleted_since_stays_deleted(file_url: str, copy: Path, tmp_path: Path):
    """With all that the copy held of them; who came back after a deletion that the copy knows is left alone."""
    async with Database.opened(file_url) as database:
        assert await own_data.forget(database, ANN, DUE + DAY) == 1
    done = await restore(file_url, copy)
    assert (done.people, done.removed) == (1, 1)
    assert await readers(file_url) == {BEN, CLEO}
    assert ANN.to_bytes(8, "big") not in (tmp_path / "study.sqlite3").read_bytes()
    async with Database.opened(file_url) as database:
        late = [TakingPart(1, ANN, Part.READ, DUE + timedelta(hours=1))]
        assert await counting.record(database, late) == 0


async def test_what_was_there_is_kept_whole_and_only_for_its_owner(file_url: str, copy: Path, tmp_path: Path):
    """Under a name with the time, with what stood in its journal; nothing else is left behind."""
    async with Database.opened(file_url) as database:
        await own_data.forget(database, BEN, DUE + DAY)
        async with database.reading() as connection:
            assert await connection.scalar(select(func.count()).select_from(participation)) == 2
    done = await restore(file_url, copy)
    assert done.kept is not None
    assert copies.read(done.kept).rows["participation"] == 2
    assert done.kept.stat().st_mode & 0o777 == 0o600
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"study.sqlite3", "study.sqlite3.key", "study.sqlite3.lock", "copy.sqlite3", done.kept.name}


async def test_stale_journals_are_not_taken_for_its_own(file_url: str, copy: Path, tmp_path: Path):
    """A process that was killed has left them beside a database that is damaged besides."""
    file = tmp_path / "study.sqlite3"
    file.write_bytes(b"damaged" * 4096)
    (tmp_path / "study.sqlite3-wal").write_bytes(b"a journal")
    (tmp_path / "study.sqlite3-shm").write_bytes(b"its index")
    done = await restore(file_url, copy)
    assert done.people is None
    assert done.kept is not None
    assert done.kept.read_bytes() == b"damaged" * 4096
    assert done.kept.with_name(f"{done.kept.name}-wal").read_bytes() == b"a journal"
    assert await readers(file_url) == {ANN, BEN, CLEO}


async def test_a_copy_can_be_put_where_there_is_no_database_yet(copy: Path, tmp_path: Path):
    """On another machine."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'new' / 'study.sqlite3'}"
    assert await restore(url, copy) == restoring.Restored(None, 0, 0)
    assert await readers(url) == {ANN, BEN, CLEO}


async def test_nothing_is_touched_when_a_copy_cannot_be_put_back(file_url: str, copy: Path, tmp_path: Path):
    """Missing, empty, somebody else's, damaged, of a newer version, or the database itself."""
    file = tmp_path / "study.sqlite3"
    empty, others, damaged, newer = (tmp_path / name for name in ("empty", "others", "damaged", "newer"))
    empty.touch()
    with closing(sqlite3.connect(others)) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
    damaged.write_bytes(copy.read_bytes()[:8192])
    shutil.copy(copy, newer)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    refused = {tmp_path / "none": "restore.none", file: "restore.same", newer: "store.newer", damaged: "store.damaged"}
    for bad, key in {**refused, empty: "store.not_ours", others: "store.not_ours"}.items():
        with pytest.raises(StudyError) as error:
            await restore(file_url, bad)
        assert error.value.key == key
        assert file.read_bytes() == before
    assert not list(tmp_path.glob("*.before-restore-*"))


async def test_a_bot_that_has_the_database_keeps_it(file_url: str, copy: Path):
    """Nothing is put under its feet."""
    async with Database.opened(file_url):
        with pytest.raises(StudyError) as refused:
            await restore(file_url, copy)
    assert refused.value.key == "store.locked"


@pytest.mark.parametrize("step", ["_copy", "sync_folder"])
async def test_a_crash_leaves_a_whole_database(
    file_url: str, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
):
    """The one from before or the one from the copy, and another attempt goes through."""

    def crash(*_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(swapping, step, crash)
        await restore(file_url, copy)
    assert copies.read(tmp_path / "study.sqlite3").rows["participation"] == 3
    await restore(file_url, copy)
    assert await readers(file_url) == {ANN, BEN, CLEO}
