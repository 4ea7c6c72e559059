"""The storage faults in small: nothing breaks, and a store that does not sync does."""

import random

import pytest

from tests.faults import kill
from tests.faults.storage import migrations, power, starts
from tests.faults.storage.disk import Disk, Left, Step
from tests.faults.verdict import Tally

CHANCE = random.Random(1)


def disk_of(*steps: Step) -> Disk:
    disk = Disk()
    for step in steps:
        disk.do(step)
    return disk


MADE, OLD, SYNC, NEW = (
    Step("c", "a", b"", 0),
    Step("w", "a", b"old", 0),
    Step("s", "a", b"", 0),
    Step("w", "a", b"new!", 0),
)


def test_a_synced_write_stays_and_another_may():
    """All of what was not synced, or nothing."""
    disk = disk_of(MADE, OLD, SYNC, NEW)
    assert disk.left(Left.ALL, CHANCE) == {"a": b"new!"}
    assert disk.left(Left.NONE, CHANCE) == {"a": b"old"}
    assert {disk.left(Left.ANY, CHANCE)["a"] for _ in range(50)} >= {b"old", b"new!"}


def test_a_write_beyond_the_end_leaves_zeros():
    """What lies between was never written."""
    assert disk_of(MADE, SYNC, Step("w", "a", b"x", 3)).left(Left.ALL, CHANCE) == {"a": b"\0\0\0x"}


def test_writes_that_were_not_synced_may_come_in_another_order():
    """The second is there without the first."""
    disk = disk_of(MADE, SYNC, Step("w", "a", b"1", 0), Step("w", "a", b"2", 1))
    assert b"\0" + b"2" in {disk.left(Left.ANY, CHANCE)["a"] for _ in range(50)}


def test_names_are_made_and_deleted_when_that_is_synced():
    """A new file by its own sync, a deleted one by the folder's."""
    assert disk_of(MADE, OLD).left(Left.NONE, CHANCE) == {}
    gone = disk_of(MADE, OLD, SYNC, Step("u", "a", b"", 0))
    assert gone.left(Left.NONE, CHANCE) == {"a": b"old"}
    assert gone.left(Left.ALL, CHANCE) == {}
    gone.do(Step("s", "", b"", 0))
    assert gone.left(Left.NONE, CHANCE) == {}


def recorded(days: int, mutant: str = "") -> power.Recorded:
    store = power.recorded(days, mutant)
    if store is None:
        pytest.skip("there is no C compiler, or no Linux")
    return store


def test_a_cut_of_the_power_loses_nothing_that_was_acknowledged():
    """Forty cuts of a store at work, whose writes and syncs are those of Python's own SQLite."""
    store = recorded(3)
    assert {("w", f"{power.FILE}-wal"), ("s", f"{power.FILE}-wal"), ("w", power.FILE)} <= {
        (step.kind, step.name) for step in store.steps
    }
    assert [found for found in power.found_in(store, 40, 1) if found.broken] == []


@pytest.mark.parametrize("mutant", ["synced_late", "not_synced"])
def test_a_store_that_does_not_sync_each_transaction_is_caught(mutant: str):
    """It loses what was acknowledged."""
    assert any("lost" in found.broken for found in power.found_in(recorded(2, mutant), 40, 1))


def test_a_killed_migration_is_no_harm():
    """At some of its statements; the next start brings the file to this version."""
    found = list(migrations.found_in(every=25))
    assert len(found) > 2
    assert [each for each in found if each.broken] == []


async def test_of_five_started_at_once_one_has_the_file():
    """The others say so in one line, and end with code 78."""
    assert [found.broken async for found in starts.found_in(1)] == [""]


@pytest.mark.slow
def test_a_machine_that_sleeps_neither_loses_nor_doubles_a_post():
    """Five times, around claims, in a storm."""
    tally = Tally()
    for found in kill.found_in(kill.episodes(5, 1, asleep=True)):
        tally.add(found.tally)
    assert tally.broken == []
    assert tally.rounds == 5
