"""Stages of members: each is in one, and a week decides."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.studies.participation.parts import WEEK
from bot.core.studies.participation.reports.stages import MemberDates, Stage, count, stage

NOW = datetime(2026, 5, 29, 8, tzinfo=UTC)


def member(*days_ago: int) -> MemberDates:
    """Somebody who took part in the posts of so many days ago."""
    dates = sorted(NOW - timedelta(days=days) for days in days_ago)
    return MemberDates(dates[0], dates[-1], max((at for at in dates if at < NOW - WEEK), default=None))


LISTS = st.lists(st.lists(st.integers(0, 60), min_size=1, max_size=8), max_size=12)


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ((0,), Stage.NEW),
        ((7, 1), Stage.NEW),
        ((8, 0), Stage.STEADY),
        ((40, 14, 7), Stage.STEADY),
        ((40, 15, 7), Stage.RETURNED),
        ((8,), Stage.FADING),
        ((14, 40), Stage.FADING),
        ((15,), Stage.AWAY),
    ],
)
def test_a_week_decides(days_ago: tuple[int, ...], expected: Stage):
    """The one up to now, with the post of seven days ago, and the one before it."""
    assert stage(member(*days_ago), NOW) is expected


@given(LISTS)
def test_every_member_is_in_one_stage(people: list[list[int]]):
    """And those of this week are those who took part in it."""
    stages = count([member(*days) for days in people], NOW)
    assert sum(stages) == len(people)
    assert stages.new + stages.steady + stages.returned == sum(min(days) <= 7 for days in people)
    assert stages.fading == sum(7 < min(days) <= 14 for days in people)


@given(LISTS, st.randoms(use_true_random=False))
def test_the_order_of_members_does_not_matter(people: list[list[int]], random: object):
    """Nothing but numbers comes out."""
    member_dates = [member(*days) for days in people]
    assert count(member_dates, NOW) == count(reversed(member_dates), NOW)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8))
def test_somebody_who_stays_away_fades_and_is_away_then(days: list[int]):
    """A week on without a post of theirs, and another."""
    later = [stage(member(*days), NOW + timedelta(days=8 * weeks)) for weeks in (1, 2, 3)]
    assert later[2] is Stage.AWAY
    assert not {Stage.NEW, Stage.STEADY, Stage.RETURNED} & set(later)
