"""From when and until when messages in a thread count, by their ids."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.studies.participation.parts import OPEN_FOR, OpenThread
from local_discord.snowflake import EPOCH, made_at

POSTED_AT = datetime(2026, 5, 1, 7, tzinfo=UTC)
POST = round((POSTED_AT - EPOCH).total_seconds() * 1000) << 22
THREAD = OpenThread(POST, 1, 1, 1, 1)


def test_the_last_post_of_a_study_stays_open_for_a_week():
    """What is said at that moment is too late."""
    assert made_at(THREAD.until) == POSTED_AT + OPEN_FOR
    assert made_at(THREAD.until - 1) < POSTED_AT + OPEN_FOR


def test_an_earlier_one_closes_with_the_next_post():
    """Or after a week, when that comes later."""
    assert replace(THREAD, next_post_id=POST + 1).until == POST + 1
    assert replace(THREAD, next_post_id=2 * POST).until == THREAD.until


def test_what_is_not_counted_yet_begins_after_the_post():
    """And after what has been counted."""
    assert THREAD.begins_after == POST
    assert replace(THREAD, counted_to=POST + 5).begins_after == POST + 5
