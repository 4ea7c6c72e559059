"""The proofs in small: no round breaks a promise, and a broken protocol does."""

from dataclasses import replace

import pytest

from tests.faults import kill, participation, sweep
from tests.faults.crew import played
from tests.faults.mutants import HUNTS, OF_PARTICIPATION, SEED
from tests.faults.mutations import MUTATIONS
from tests.faults.sweep import Round
from tests.faults.verdict import Tally

pytestmark = pytest.mark.slow

FEW = [
    Round("text", "normal", 1, 40),
    Round("text", "dropped after", 59, 66),
    Round("text", "500 after", 61, 64),
    Round("forum", "500 after", 61, 0),
    Round("forum", "dropped after", 600, 67),
    Round("text", "late", 1, 81),
    Round("text", "normal", 25200, 12),
    Round("forum", "normal", 59, 66),
    Round("text", "publishing dropped after", 1, 106),
]
"""A crash within the claim, the look, the send, the record, the thread and the publishing, by what Discord did."""
NOTICES = [
    Round("notice", "normal", 1, 5),
    Round("notice", "dropped after", 59, 40),
    Round("notice", "503 after", 61, 50),
    Round("notice", "dropped before", 600, 40),
    Round("notice", "normal", 25200, 28),
    Round("notice", "crowded", 61, 0),
]
"""A crash within the claim, the send and the record of a notice, by what Discord did."""
ANSWERS = [
    Round("answer", "normal", 1, 8),
    Round("answer", "normal", 59, 22),
    Round("answer", "dropped after", 61, 30),
    Round("answer", "500 after", 600, 26),
    Round("answer", "late", 1, 0),
    Round("answer", "normal", 25200, 16),
]
"""A crash within the claim, the send and the record of an answer, by what Discord did."""
CLOCKS_AND_COPIES = [
    Round("text", "clock +2 h", 600, 5),
    Round("text", "clock +10 y", 61, 30),
    Round("forum", "clock -10 y", 600, 3),
    Round("text", "away, clock -2 h", 600, 45),
    Round("text", "copy put back", 3600, 40),
    Round("forum", "copy put back, lived on", 90000, 0),
    Round("forum", "copy put back, lived on", 172800, 0),
]
"""A clock that is set within the tick and the post, and copies of an hour, a day and two days."""


def total(rounds: list[Round]) -> Tally:
    tally = Tally()
    for each in played(sweep.play, rounds):
        tally.add(each.tally)
    return tally


def test_a_crash_neither_loses_nor_doubles_a_post():
    """Each is there once, whatever the boundary, the answer and the age."""
    tally = total(FEW)
    assert tally.broken == []
    assert tally.rounds == tally.due == len(FEW)
    assert tally.recoveries == len(FEW) - 1
    assert tally.sent + tally.late == len(FEW) - 1
    assert tally.skipped == 1


def test_a_crash_neither_loses_nor_doubles_a_notice():
    """Each is told once, and so is the one of the same words that came a day before."""
    tally = total(NOTICES)
    assert tally.broken == []
    assert tally.due == tally.sent == 2 * len(NOTICES)
    assert tally.recoveries == len(NOTICES) - 1


def test_a_crash_neither_loses_nor_doubles_an_answer():
    """It is posted, erased and counted once; what was too late is kept for its member."""
    tally = total(ANSWERS)
    assert tally.broken == []
    assert tally.due == tally.sent + tally.skipped == len(ANSWERS)
    assert tally.sent >= len(ANSWERS) - 2
    assert tally.recoveries == len(ANSWERS) - 1


def test_neither_a_clock_that_is_set_nor_an_older_copy_does_harm():
    """Nothing is early, lost, doubled or wrongly recorded, and the days after go on."""
    tally = total(CLOCKS_AND_COPIES)
    assert tally.broken == []
    assert tally.due == 2 * 5 + 3 + 4
    assert tally.skipped == tally.unknown == 0


def test_kill_nine_neither_loses_nor_doubles_a_post():
    """Ten kills around the posts of six studies, in a storm."""
    tally = Tally()
    for found in kill.found_in([kill.Episode(1, 0, 5), kill.Episode(1, 1, 5)]):
        tally.add(found.tally)
    assert tally.broken == []
    assert tally.rounds == 10
    assert tally.due > 0


def test_a_broken_protocol_is_caught():
    """The same rounds, with a nonce of its own for each attempt: two posts, unless the gateway's echo is quicker."""
    lost = [Round("text", "dropped after", 1, 0), Round("text", "503 after", 1, 0)]
    assert total(lost).double == 0
    broken = [replace(each, mutant="random_nonce") for each in lost]
    assert any(total(broken).double for _ in range(8))


def test_a_cut_neither_loses_nor_doubles_what_members_did():
    """Sixteen cuts of the gateway amid the talk of four studies: resumed, with a new session, with a new process."""
    tally = Tally()
    for found in participation.found_in(participation.episodes(16, 1)):
        tally.add(found.tally)
    assert tally.broken == []
    assert tally.rounds == 16


def test_a_bot_that_reads_nothing_back_is_caught():
    """What was said while it did not hear is missing."""
    broken = participation.found_in(participation.episodes(50, 1, "nothing_is_read_back"))
    assert any(found.tally.lost for found in broken)


def test_every_mutant_is_hunted():
    """One without a place to look for it would survive unseen."""
    assert HUNTS.keys() | OF_PARTICIPATION == set(MUTATIONS)
    assert SEED > 0
