"""Streaks over what happens to a study: posts, days without one, late posts, pauses."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.studies.participation.parts import OPEN_FOR
from bot.core.studies.participation.streaks import FORGIVEN_IN, Attendance, SentPost, Streaks, attendance, streaks

START = datetime(2026, 5, 1, 7, tzinfo=UTC)
SIGNS = {
    Attendance.TOOK_PART: "x",
    Attendance.FORGIVEN: "~",
    Attendance.MISSED: "-",
    Attendance.OPEN: "?",
    Attendance.BEFORE: ".",
}
ABSENCES = st.lists(st.integers(1, 40), min_size=60, max_size=60)
"""How many days lie between a post and the next: more than one after skipped slots, a pause or an outage."""
TOOK_PART = st.text("x-", max_size=60)
"""For each post, whether the member took part."""


def posted(count: int, gaps: Sequence[int] = (1,) * 60) -> list[SentPost]:
    """So many posts, with so many days between them."""
    days = [sum(gaps[:place]) for place in range(count)]
    return [
        SentPost(number, 1, date(2026, 5, 1) + timedelta(days), START + timedelta(days))
        for number, days in enumerate(days)
    ]


def attended(took: str, gaps: Sequence[int] = (1,) * 60, later: timedelta = OPEN_FOR) -> list[Attendance]:
    """What each post is to somebody who took part in those with an x, a while after the last one."""
    posts = posted(len(took), gaps)
    joined = {post.id: post.sent_at for post, sign in zip(posts, took, strict=True) if sign == "x"}
    return attendance(posts, joined, (posts[-1].sent_at if posts else START) + later)


def shown(took: str, later: timedelta = OPEN_FOR) -> str:
    """The same, a sign for each post."""
    return "".join(SIGNS[of_post] for of_post in attended(took, later=later))


def test_one_miss_in_seven_is_forgiven():
    """The next one may come with the seventh post after it; two in a row end the streak."""
    assert shown("xx-xxxxxx-xx") == "xx~xxxxxx~xx"
    assert shown("xx-xxxxx-xx") == "xx~xxxxx-xx"
    assert shown("xx--xx") == "xx~-xx"
    assert streaks(attended("xx-xxxxxx-xx")) == Streaks(10, 2, 10)
    assert streaks(attended("xx-xxxxx-xx")) == Streaks(2, 0, 7)


def test_what_was_posted_before_the_first_part_does_not_count():
    """A newcomer has missed nothing."""
    assert shown("---xx") == "...xx"
    assert shown("---") == "..."
    assert streaks(attended("---")) == Streaks(0, 0, 0)


def test_the_newest_post_breaks_nothing_while_it_is_open():
    """It is open until the next one comes, or for a week."""
    assert shown("xx-x-", timedelta(hours=1)) == "xx~x?"
    assert streaks(attended("xx-x-", later=timedelta(hours=1))) == Streaks(3, 1, 3)
    assert shown("xx-x-", OPEN_FOR) == "xx~x-"
    assert shown("-", timedelta(hours=1)) == "?"


def test_reading_old_posts_later_takes_a_newcomer_nothing():
    """Somebody who comes in on the fifth day and reads the first passage then has not missed what lies between."""
    posts = posted(7)
    joined = {post.id: posts[4].sent_at + timedelta(hours=1) for post in (posts[0], posts[4])}
    joined |= {post.id: post.sent_at for post in posts[5:]}
    assert attendance(posts, joined, posts[-1].sent_at).count(Attendance.BEFORE) == 3
    assert streaks(attendance(posts, joined, posts[-1].sent_at)) == Streaks(4, 0, 4)


@given(TOOK_PART, ABSENCES)
def test_days_without_a_post_change_nothing(took: str, gaps: list[int]):
    """However many were skipped, and however long the study was paused."""
    assert attended(took, gaps) == attended(took)


@given(TOOK_PART)
def test_no_seven_posts_have_two_that_are_forgiven(took: str):
    """Of those that count; and only a streak that has begun can be forgiven anything."""
    found = [of_post for of_post in attended(took) if of_post is not Attendance.BEFORE]
    for first in range(len(found)):
        assert found[first : first + FORGIVEN_IN].count(Attendance.FORGIVEN) <= 1
    for place, of_post in enumerate(found):
        if of_post is Attendance.FORGIVEN:
            assert Attendance.TOOK_PART in found[:place]
            assert found[place - 1] is not Attendance.MISSED


@given(TOOK_PART)
def test_a_miss_counts_only_where_it_cannot_be_forgiven(took: str):
    """Each that breaks a streak has another within the six posts before it; each later one comes while none runs."""
    found = [of_post for of_post in attended(took) if of_post is not Attendance.BEFORE]
    for place, of_post in enumerate(found):
        if of_post is Attendance.MISSED:
            near = found[max(0, place - FORGIVEN_IN + 1) : place]
            assert Attendance.FORGIVEN in near or found[place - 1] is Attendance.MISSED


@given(TOOK_PART)
def test_a_streak_is_what_lies_between_two_breaks(took: str):
    """Counted in another way: cut at each post that was missed."""
    signs = shown(took)
    runs = signs.split("-")
    expected = Streaks(runs[-1].count("x"), runs[-1].count("~"), max(run.count("x") for run in runs))
    assert streaks(attended(took)) == expected


@given(TOOK_PART, st.sampled_from("x-"))
def test_what_comes_later_changes_nothing_before(took: str, following: str):
    """What was forgiven stays so, and the longest streak is never lost."""
    if "x" in took:
        before, after = attended(took), attended(took + following)
        assert after[:-1] == before
        assert streaks(after).longest >= streaks(before).longest
