"""When a post is edited to tell how many have read and answered it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.studies.participation.growing_line import (
    AT_FIRST,
    DAY,
    LAST_WITHIN,
    OFTEN,
    REST,
    SELDOM,
    Counts,
    Edited,
    Line,
    edited,
    next_edit,
)

SENT = datetime(2026, 5, 1, 7, 0, tzinfo=UTC)
TICK = 15
ONE = Counts(read=1)

counts = st.builds(Counts, st.integers(0, 3), st.integers(0, 3))
seconds = st.integers(0, int((DAY + LAST_WITHIN).total_seconds()))
around_the_hour = st.integers(int(AT_FIRST.total_seconds()) - 300, int(AT_FIRST.total_seconds()) + 300)
happenings = st.dictionaries(seconds | around_the_hour | st.integers(0, 600), counts, max_size=60)
ends = st.none() | st.integers(1, int(DAY.total_seconds()) + 3600)


def after(**later: float) -> datetime:
    return SENT + timedelta(**later)


def played(
    happens: dict[int, Counts], end: int | None, results: list[Edited] | None = None
) -> tuple[Line, list[tuple[datetime, Edited]], Counts]:
    """The line after its day and a few hours, all edits with what they came to, and what was so when the day ended."""
    line, now_is, made, so = Line(SENT), Counts(), list[tuple[datetime, Edited]](), Counts()
    waiting, to_come = sorted(happens), list(results or [])
    day_ends = min(int(DAY.total_seconds()), end or int(DAY.total_seconds()))
    for second in range(0, int(DAY.total_seconds()) + 3 * 3600, TICK):
        now = after(seconds=second)
        while waiting and waiting[0] <= second:
            at = waiting.pop(0)
            now_is = happens[at]
            so = now_is if at <= day_ends else so
        if end is not None and second >= end:
            line = replace(line, next_sent_at=after(seconds=end))
        if next_edit(line, now_is, now) == now:
            result = to_come.pop(0) if to_come else Edited.DONE
            made.append((now, result))
            line = edited(line, now_is, result, now)
    return line, made, so


@settings(max_examples=60, deadline=None)
@given(happenings, ends, st.lists(st.sampled_from([Edited.DONE, Edited.FAILED, Edited.TOO_MANY]), max_size=20))
def test_no_edit_comes_sooner_than_it_may(happens: dict[int, Counts], end: int | None, results: list[Edited]):
    """Whatever is pressed when, and whatever becomes of the edits; the day has one last edit after it at most."""
    _, made, _ = played(happens, end, results)
    for (before, came_to), (at, _) in pairwise([(SENT, Edited.DONE), *made]):
        assert at - before >= (OFTEN if at <= SENT + AT_FIRST else SELDOM)
        assert at - before >= (REST if came_to is Edited.TOO_MANY else OFTEN)
    day_ends = min(SENT + DAY, after(seconds=end) if end else SENT + DAY)
    late = [at for at, _ in made if at > day_ends + timedelta(seconds=TICK)]
    assert len(late) <= 1
    assert all(at <= day_ends + LAST_WITHIN for at in late)


@settings(max_examples=60, deadline=None)
@given(happenings, ends)
def test_what_was_so_when_the_day_ended_is_told_in_the_end(happens: dict[int, Counts], end: int | None):
    """Also what was pressed in its last minute."""
    day_ends = min(int(DAY.total_seconds()), end or int(DAY.total_seconds()))
    within = {at: told for at, told in happens.items() if at <= day_ends}
    line, made, so = played(within, end)
    assert line.says == so
    assert len(made) <= 60 + 24 * 4 + 2


def test_nothing_is_edited_for_what_it_says_already():
    """One who presses and takes it back before the next edit has changed nothing."""
    line = Line(SENT, says=ONE)
    assert next_edit(line, ONE, after(hours=2)) is None
    assert next_edit(line, Counts(), after(hours=2)) == after(hours=2)
    assert next_edit(Line(SENT), Counts(), after(minutes=5)) is None


def test_an_edit_in_the_first_hour_waits_for_a_minute_and_a_later_one_for_fifteen():
    """The one that comes first after the hour, too."""
    line = Line(SENT, tried_at=after(minutes=30))
    assert next_edit(line, ONE, after(minutes=30, seconds=10)) == after(minutes=31)
    assert next_edit(line, ONE, after(minutes=40)) == after(minutes=40)
    assert next_edit(replace(line, tried_at=after(minutes=59, seconds=30)), ONE, after(minutes=60)) == after(
        minutes=74, seconds=30
    )


def test_too_many_edits_let_the_message_rest_for_an_hour():
    """What comes after that shows all that has happened meanwhile."""
    line = edited(Line(SENT), ONE, Edited.TOO_MANY, after(hours=2))
    assert line.says == Counts()
    assert next_edit(line, ONE, after(hours=2, minutes=20)) == after(hours=3)
    assert edited(line, ONE, Edited.DONE, after(hours=3)) == Line(SENT, says=ONE, tried_at=after(hours=3))


def test_an_edit_that_failed_is_tried_again_at_its_next_turn():
    """As soon as another edit might come anyway."""
    line = edited(Line(SENT), ONE, Edited.FAILED, after(minutes=5))
    assert next_edit(line, ONE, after(minutes=5)) == after(minutes=6)


def test_the_next_post_ends_the_line_of_the_one_before():
    """But for one edit that was waiting for its turn."""
    line = Line(SENT, next_sent_at=after(hours=12), tried_at=after(hours=11, minutes=50))
    assert next_edit(line, ONE, after(hours=12, minutes=1)) == after(hours=12, minutes=5)
    assert next_edit(line, ONE, after(hours=13)) is None
    assert next_edit(replace(line, tried_at=after(hours=12, minutes=5)), ONE, after(hours=12, minutes=6)) is None
