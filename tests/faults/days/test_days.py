"""The proof in small: no world breaks a promise, a broken design does, and the oracle reckons by itself."""

from datetime import UTC, date, datetime

import pytest

from tests.faults.crew import played
from tests.faults.days.life import play
from tests.faults.days.mutations import MUTATIONS
from tests.faults.days.oracle.wall import changes, instant
from tests.faults.days.world import Life
from tests.faults.mutants import MUTATIONS as ALL


@pytest.mark.parametrize(
    ("day", "at", "zone", "moment"),
    [
        (date(2026, 3, 29), "02:30", "Europe/Berlin", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), "02:30", "Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 4), "02:15", "Australia/Lord_Howe", datetime(2026, 10, 3, 15, 45, tzinfo=UTC)),
        (date(2026, 5, 1), "07:00", "Asia/Kathmandu", datetime(2026, 5, 1, 1, 15, tzinfo=UTC)),
    ],
)
def test_the_oracle_knows_what_clocks_show(day: date, at: str, zone: str, moment: datetime):
    """In a gap, in an hour that comes twice, in a gap of half an hour, and by an odd offset."""
    assert instant(day, at, zone) == moment


def test_the_oracle_knows_when_clocks_are_set():
    """Twice a year in Berlin, never in Kathmandu."""
    assert [day.month for day in changes("Europe/Berlin", 2026, 2026)] == [3, 10]
    assert changes("Asia/Kathmandu", 2026, 2037) == []


def test_there_are_mutants_enough():
    """Twenty-five at least, each with a name of its own."""
    assert len(ALL) >= 25


@pytest.mark.slow
def test_no_world_breaks_a_promise_and_each_is_the_same_again():
    """Two worlds, played twice."""
    lives = [Life(7, number, 8, 12) for number in range(2)]
    first, again = ({lived.life: lived for lived in played(play, lives)} for _ in range(2))
    assert [lived.log for lived in first.values()] == ["", ""]
    assert {life: lived.tally for life, lived in first.items()} == {life: lived.tally for life, lived in again.items()}
    assert sum(lived.tally.sent for lived in first.values()) > 50


@pytest.mark.slow
@pytest.mark.parametrize("mutant", ["no_twelve_hours", "dates_of_utc", "skipped_is_lost", "claim_leaves_the_plan"])
def test_a_broken_design_is_caught(mutant: str):
    """Within a few worlds."""
    assert mutant in MUTATIONS
    broken = (lived.tally.broken for lived in played(play, [Life(1, number, 15, 15, mutant) for number in range(8)]))
    assert any(broken)
