"""Everything in another database, and back again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL, delete, func, select, update

from bot.core.errors import InUseError, StudyError
from bot.core.lookup.search_query import parse_query
from bot.core.models import Part
from bot.core.studies.participation.parts import TakingPart
from bot.services.deliveries import slot_claims
from bot.services.library import catalogue
from bot.services.moving import move
from bot.services.participation import counting, own_data
from bot.services.studies import study_changes
from bot.store.database import Connection, Database
from bot.store.dialects import copying
from bot.store.dialects.full_text import Within
from bot.store.essays import search
from bot.store.tables import deliveries, passages, posts
from tests import postgres, posting
from tests.services.conftest import APPLICATION, DUE, START, pack, plan

ANN, BEN = (n * 10**17 + 123 for n in (5, 6))
DAY = timedelta(days=1)


@pytest.fixture(params=["to a file", pytest.param("to a server", marks=pytest.mark.slow)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it, not even tables."""
    if request.param == "to a file":
        yield f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}"
        return
    server: URL = request.getfixturevalue("migrated_on_server")[0]
    with postgres.database(server) as url:
        yield url


@pytest.fixture
async def lived(file_url: str) -> str:
    """The address of a file in which there is something of most kinds."""
    async with Database.opened(file_url) as database:
        await catalogue.stock(database, [pack("On Bread", 3), pack("On Salt", 2)])
        await study_changes.set_up(database, plan(), START)
        post_id = 0
        for day in range(3):
            now = DUE + day * DAY
            (claimed,) = await slot_claims.claim_due(database, APPLICATION, now)
            post = await posting.sent(database, claimed, 900 + day, now)
            post_id = post.id
            await counting.record(database, [TakingPart(post_id, who, Part.READ, now) for who in (ANN, BEN)])
        await own_data.forget(database, ANN, DUE + 3 * DAY)
        async with database.writing() as connection:
            await connection.execute(delete(posts).where(posts.c.id == post_id))
            await connection.execute(delete(deliveries).where(deliveries.c.message_id == 902))
    return file_url


async def test_all_is_there_again_and_comes_back(lived: str, target: str, tmp_path: Path):
    """Every row of every table; the search finds the same; and no id of a delivery ever comes again."""
    folder = tmp_path / "backups"
    rows = await move(lived, target, folder)
    assert rows > 30
    async with Database.opened(target, folder) as database:
        async with database.reading() as connection:
            within = Within(None, await search.languages(connection, None))
            hits = await search.find(connection, parse_query("bread neighbours"), within, 10)
            assert hits.total == 5
            highest = await connection.scalar(select(func.max(deliveries.c.id)))
        (claimed,) = await slot_claims.claim_due(database, APPLICATION, DUE + 4 * DAY)
        assert claimed.delivery is not None
        assert claimed.delivery.id > (highest or 0) + 1
        assert await counting.record(database, [TakingPart(claimed.id, ANN, Part.READ, DUE)]) == 0  # still deleted
    back = f"sqlite+aiosqlite:///{tmp_path / 'back.sqlite3'}"
    assert await move(target, back, folder) > rows


async def test_what_is_not_empty_is_left_alone(lived: str, target: str, tmp_path: Path):
    """Nothing is mixed, and a bot that is running keeps its database."""
    await move(lived, target, tmp_path / "backups")
    with pytest.raises(StudyError) as refused:
        await move(lived, target, tmp_path / "backups")
    assert refused.value.key == "move.not_empty"
    async with Database.opened(lived):
        with pytest.raises(InUseError):
            await move(lived, target, tmp_path / "backups")


async def test_what_differs_is_said(lived: str, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A row that is not there, or is another."""
    copy = copying.copy

    async def badly(source: Connection, connection: Connection) -> None:
        await copy(source, connection)
        await connection.execute(update(passages).where(passages.c.id == 1).values(text="Bread"))

    monkeypatch.setattr(copying, "copy", badly)
    with pytest.raises(StudyError) as refused:
        await move(lived, target, tmp_path / "backups")
    assert (refused.value.key, refused.value.values["table"]) == ("move.differs", "passages")
