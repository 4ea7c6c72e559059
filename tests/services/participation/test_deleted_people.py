"""Whoever has had their data deleted: nothing from before that comes back, and what they do afterwards counts."""

import asyncio
import logging
import random
import stat
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import delete, func, insert, select

from bot.core.models import Part
from bot.core.posts import Post
from bot.core.studies.participation.parts import TakingPart
from bot.services.deliveries import slot_claims
from bot.services.participation import counting, own_data
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.members.privacy.person_key import PersonKey
from bot.store.tables import marks, participation, tombstones
from tests import posting
from tests.services.conftest import APPLICATION, DUE

ANN, BEN = 5 * 10**17 + 123, 6 * 10**17 + 456
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
PEOPLE = (ANN, BEN)


@pytest.fixture
async def post(stocked: Database, study: StudyStatus) -> Post:
    """The first post."""
    del study
    (claimed,) = await slot_claims.claim_due(stocked, APPLICATION, DUE)
    return await posting.sent(stocked, claimed, 900, DUE)


@pytest.fixture
def signed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Whoever is looked up among the deleted."""
    looked_up: list[int] = []
    sign = PersonKey.sign

    def noted(key: PersonKey, user_id: int) -> str:
        looked_up.append(user_id)
        return sign(key, user_id)

    monkeypatch.setattr(PersonKey, "sign", noted)
    return looked_up


def answered(post: Post, user_id: int, at: datetime) -> TakingPart:
    return TakingPart(post.id, user_id, Part.ANSWERED, at)


async def counted(database: Database) -> list[tuple[int, int]]:
    async with database.reading() as connection:
        rows = await connection.execute(select(participation.c.user_id, participation.c.at).order_by("user_id"))
        return [(row.user_id, row.at) for row in rows]


def files(folder: Path) -> bytes:
    """All that the database's folder holds: the file, its journal and its index, the key and the lock."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


async def test_what_is_older_than_a_deletion_is_dropped_and_what_is_newer_counts(stocked: Database, post: Post):
    """Of that person alone, in one batch with others."""
    assert await own_data.forget(stocked, ANN, DUE + 2 * SECOND) == 0
    parts = [answered(post, who, DUE + after * SECOND) for who in PEOPLE for after in (1, 2, 3)]
    assert await counting.record(stocked, parts) == 2
    due = int(DUE.timestamp())
    assert await counted(stocked) == [(ANN, due + 3), (BEN, due + 1)]


moments = some.integers(0, 5)
acts = some.lists(some.tuples(some.sampled_from(["say", "delete", "hear"]), some.sampled_from(PEOPLE), moments))


@given(acts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
async def test_whatever_the_order_only_what_followed_the_last_deletion_is_there(
    stocked: Database, post: Post, played: Sequence[tuple[str, int, int]]
):
    """Things said are heard late, twice or not at all, before and after deletions."""
    async with stocked.writing() as connection:
        await connection.execute(delete(participation))
        await connection.execute(delete(tombstones))
    now, known = DUE, set[int]()
    said: list[tuple[int, datetime]] = [(who, DUE) for who in PEOPLE]
    deleted: dict[int, datetime] = dict.fromkeys(PEOPLE, DUE - DAY)
    for act, who, seconds in played:
        now += SECOND
        if act == "say":
            said.append((who, now))
        elif act == "delete":
            await own_data.forget(stocked, who, now)
            deleted[who] = now
            known.discard(who)
        else:
            heard = [each for each in said if each[0] == who and each[1] >= now - seconds * SECOND]
            await counting.record(stocked, [answered(post, *each) for each in heard])
            known |= {who for _, at in heard if at > deleted[who]}
    assert {who for who, _ in await counted(stocked)} == known
    assert all(at > deleted[who].timestamp() for who, at in await counted(stocked))


async def test_nobody_is_looked_up_in_vain(stocked: Database, post: Post, signed: list[int]):
    """Not while nobody has deleted anything, nor for what is newer than that; else each person once a batch."""
    parts = [answered(post, ANN + number % 50, DUE + number * SECOND) for number in range(500)]
    await counting.record(stocked, parts)
    assert signed == []
    await own_data.forget(stocked, BEN, DUE)
    signed.clear()
    await counting.record(stocked, parts[1:])
    assert signed == []
    await counting.record(stocked, parts)
    assert len(signed) == 50


@pytest.mark.of_sqlite
async def test_neither_the_database_nor_its_journal_holds_the_person_afterwards(
    stocked: Database, post: Post, tmp_path: Path
):
    """Neither as digits nor as SQLite stores a number, also where it has moved entries from page to page."""
    chance = random.Random(1)
    crowd = [ANN + chance.randrange(10**16) for _ in range(60)]
    async with stocked.writing() as connection:
        for sentence in range(300):
            rows = [{"sentence": sentence, "user_id": who} for who in chance.sample(crowd, 25)]
            await connection.execute(insert(marks).values(post_id=post.id, place=0), rows)
    leavers = crowd[:20]
    needles = [needle for who in leavers for needle in (who.to_bytes(8, "big"), str(who).encode())]
    assert any(needle in files(tmp_path) for needle in needles)
    for who in leavers:
        await own_data.forget(stocked, who, DUE)
    await own_data.tidy(stocked, DUE + DAY)
    kept = files(tmp_path)
    assert [needle for needle in needles if needle in kept] == []
    assert crowd[-1].to_bytes(8, "big") in kept


@pytest.mark.of_sqlite
async def test_the_key_lies_beside_the_database_for_its_owner_alone(stocked: Database, tmp_path: Path):
    """Made with the first deletion; what is in the database tells nobody without it."""
    key = tmp_path / "study.sqlite3.key"
    assert not key.exists()
    await own_data.forget(stocked, ANN, DUE)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    async with stocked.reading() as connection:
        assert (await connection.execute(select(tombstones.c.person))).scalars().all() == [PersonKey(key).sign(ANN)]
    assert key.read_bytes() not in (tmp_path / "study.sqlite3").read_bytes()


@pytest.mark.of_sqlite
@pytest.mark.parametrize("left", [None, b"", b"half a secret"])
async def test_a_lost_key_is_replaced_and_only_old_tombstones_stop_working(
    stocked: Database, post: Post, tmp_path: Path, left: bytes | None
):
    """It says nothing about anybody else, and new deletions hold."""
    await own_data.forget(stocked, ANN, DUE)
    key = tmp_path / "study.sqlite3.key"
    if left is None:
        key.unlink()
    else:
        key.write_bytes(left)
    stocked.person_key = PersonKey(key)
    assert await counting.record(stocked, [answered(post, ANN, DUE)]) == 1
    await own_data.forget(stocked, ANN, DUE)
    assert await counting.record(stocked, [answered(post, ANN, DUE), answered(post, BEN, DUE)]) == 1


async def test_tombstones_go_when_nothing_can_contradict_them_any_more(stocked: Database):
    """When the last copy from before is gone, and the last thread that it may still have read back is closed."""
    await own_data.forget(stocked, ANN, DUE)
    for days, left in ((44, 1), (45, 0)):
        await own_data.tidy(stocked, DUE + days * DAY)
        async with stocked.reading() as connection:
            assert await connection.scalar(select(func.count()).select_from(tombstones)) == left


async def test_a_deletion_under_a_clock_that_was_far_ahead_does_not_silence_for_years(stocked: Database, post: Post):
    """The first tidying under the right time puts it right."""
    await own_data.forget(stocked, ANN, DUE + 400 * DAY)
    await own_data.tidy(stocked, DUE)
    assert await counting.record(stocked, [answered(post, ANN, DUE), answered(post, ANN, DUE + SECOND)]) == 1


@pytest.mark.slow
async def test_a_thousand_deletions_amid_events_stay_deletions(
    stocked: Database, post: Post, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """Whichever comes first; afterwards no person is in the file, its journal or the log, as digits or as a number."""
    chance = random.Random(7)
    people = [ANN + chance.randrange(10**16) for _ in range(1000)]
    with caplog.at_level(logging.DEBUG):
        for who in people:
            before = [counting.record(stocked, [answered(post, who, DUE + n * SECOND)]) for n in (0, 1)]
            race = [*before, own_data.forget(stocked, who, DUE + 2 * SECOND)]
            chance.shuffle(race)
            await asyncio.gather(*race)
        await own_data.tidy(stocked, DUE + DAY)
    assert await counted(stocked) == []
    kept = files(tmp_path)
    assert [who for who in people if who.to_bytes(8, "big") in kept or str(who).encode() in kept] == []
    assert [who for who in people if str(who) in caplog.text] == []
