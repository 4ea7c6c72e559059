"""What to do next about a claimed post."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.delivery import PAUSES, Known, Outcome, Sighting, Step, next_step, post_nonce, retry_at
from bot.core.models import Post, PostState, Slot

DUE = datetime(2026, 5, 1, 7, tzinfo=UTC)
POST = Post(
    id=1,
    study_id=1,
    guild_id=1,
    channel_id=1,
    epoch=1,
    slot=Slot(date(2026, 5, 1), DUE),
    state=PostState.CLAIMED,
    reason=None,
    claimed_at=DUE,
    tried_at=DUE,
    attempts=1,
    retry_at=None,
    nonce="p",
    message_id=None,
    thread_id=None,
    sent_at=None,
    content=None,
)
FRESH = Known(claimed_here=True, looked_before=True)


def after(**later: float) -> datetime:
    return DUE + timedelta(**later)


def test_a_fresh_claim_on_time_is_sent_at_once():
    """Nothing can have been sent before it."""
    assert next_step(POST, FRESH, after(seconds=5)) is Step.SEND


def test_the_first_claim_after_a_start_looks_first():
    """A copied database may have posted this slot already."""
    known = Known(claimed_here=True)
    assert next_step(POST, known, after(seconds=5)) is Step.LOOK
    assert next_step(POST, replace(known, sighting=Sighting.ABSENT), after(seconds=5)) is Step.SEND


def test_a_claim_found_in_the_ledger_looks_first():
    """The process that made it may have sent it before it ended."""
    assert next_step(POST, Known(looked_before=True), after(seconds=5)) is Step.LOOK


def test_a_late_claim_looks_first():
    """More than a minute after its time, another process may have been quicker."""
    assert next_step(POST, FRESH, after(seconds=61)) is Step.LOOK


def test_a_lost_answer_is_sent_again_while_discord_knows_the_nonce():
    """Within a minute the same nonce gives back the same message."""
    known = replace(FRESH, outcome=Outcome.UNKNOWN)
    assert next_step(POST, known, after(seconds=59)) is Step.SEND
    assert next_step(POST, known, after(seconds=61)) is Step.LOOK


def test_without_proof_a_post_that_may_be_there_is_not_sent_again():
    """Without Read Message History a look proves nothing: the slot ends as unknown."""
    known = Known(sighting=Sighting.UNCLEAR)
    assert next_step(POST, known, after(minutes=10)) is Step.GIVE_UP


def test_without_proof_a_fresh_claim_is_sent():
    """What this process has never tried to send is not there because of it."""
    assert next_step(POST, Known(claimed_here=True, sighting=Sighting.UNCLEAR), after(seconds=5)) is Step.SEND


def test_the_pause_between_attempts_is_kept():
    """A post whose next attempt is at a later time waits for it."""
    post = replace(POST, retry_at=after(seconds=30))
    known = replace(FRESH, outcome=Outcome.NOT_SENT)
    assert next_step(post, known, after(seconds=10)) is Step.WAIT
    assert next_step(post, known, after(seconds=30)) is Step.SEND


def test_after_the_window_what_is_surely_absent_is_skipped():
    """Six hours late is too late, even for a post that never left."""
    absent = replace(FRESH, outcome=Outcome.NOT_SENT, sighting=Sighting.ABSENT)
    assert next_step(POST, absent, after(hours=6, seconds=1)) is Step.SKIP


def test_after_the_window_what_may_be_there_is_reported():
    """Nobody can say: a host has to look."""
    unclear = Known(sighting=Sighting.UNCLEAR)
    assert next_step(POST, unclear, after(hours=7)) is Step.GIVE_UP


def test_a_post_past_its_claim_is_nobody_s_to_decide():
    """Asking about it is a mistake of the caller."""
    with pytest.raises(ValueError, match="sent, not claimed"):
        next_step(replace(POST, state=PostState.SENT), FRESH, DUE)


def test_pauses_grow_to_a_quarter_of_an_hour():
    """2, 5, 15, 60 and 300 seconds, then 900 to the end of the window."""
    pauses = [(retry_at(replace(POST, attempts=n), DUE) - DUE).total_seconds() for n in range(1, 8)]
    assert pauses == [*map(float, PAUSES), 900.0, 900.0]


def test_a_nonce_fits_and_is_the_slot_s_own():
    """25 characters at most, the same for the same slot, another for any other."""
    nonce = post_nonce(2**63, 2**63, 2**63, 10**9, 99, "2026-05-01")
    assert len(nonce) == 25
    assert nonce == post_nonce(2**63, 2**63, 2**63, 10**9, 99, "2026-05-01")
    assert nonce != post_nonce(2**63, 2**63, 2**63, 10**9, 99, "2026-05-02")
