"""Whose answers stand in a record."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Slot
from bot.core.posts import Post, Wish
from bot.core.studies.participation.reports.record import AnswerMessage, RecordedPost, answers_of, newest_answers

NOW = datetime(2026, 5, 1, 7, tzinfo=UTC)


def post(number: int) -> Post:
    return Post(
        number, 1, 1, 1, Slot(NOW.date(), NOW), None, None, None, Wish.NONE, Wish.NONE, Wish.NONE, 0
    )  # fmt: skip


def recorded(day: int, people: list[int]) -> RecordedPost:
    """A post with an answer of each of these people."""
    return RecordedPost(post(day), answers=tuple(AnswerMessage(day, who, day, at) for at, who in enumerate(people)))


RECORDS = st.lists(st.lists(st.integers(1, 4), max_size=5), max_size=6).map(
    lambda days: [recorded(day, people) for day, people in enumerate(days)]
)


@given(RECORDS, st.frozensets(st.integers(1, 4)))
def test_the_answers_of_others_are_counted(record: list[RecordedPost], named: frozenset[int]):
    """None is lost, and none of theirs is left."""
    found = answers_of(record, named)
    assert all(answer.user_id in named for each in found for answer in each.answers)
    assert [len(each.answers) + each.hidden for each in found] == [len(each.answers) for each in record]


@given(RECORDS, st.integers(0, 12))
def test_the_newest_answers_come_in(record: list[RecordedPost], most: int):
    """As many as there is room for, in order; the rest are counted where they were."""
    found = newest_answers(record, most)
    everything = [answer for each in record for answer in each.answers]
    assert [answer for each in found for answer in each.answers] == everything[max(0, len(everything) - most) :]
    assert [len(each.answers) + each.earlier for each in found] == [len(each.answers) for each in record]
