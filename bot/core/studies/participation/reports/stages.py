"""How a group changes: who is new, who stays, who comes back and who is missing, as numbers alone."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.core.studies.participation.parts import WEEK


class Stage(StrEnum):
    """Where a member stands: *away* have missed this week and the one before."""

    NEW = "new"
    STEADY = "steady"
    RETURNED = "returned"
    FADING = "fading"
    AWAY = "away"


class MemberDates(NamedTuple):
    """When the first post was sent that a member took part in, the last, and the last but for this week's."""

    first_at: datetime
    last_at: datetime
    before_at: datetime | None


class Stages(NamedTuple):
    """How many members are in each stage."""

    new: int = 0
    steady: int = 0
    returned: int = 0
    fading: int = 0
    away: int = 0


def stage(dates: MemberDates, now: datetime) -> Stage:
    """Where a member stands now; their weeks are those of the posts that they took part in."""
    week, week_before = now - WEEK, now - 2 * WEEK
    before_at = dates.before_at
    if dates.last_at < week:
        return Stage.FADING if dates.last_at >= week_before else Stage.AWAY
    if before_at is None or dates.first_at >= week:
        return Stage.NEW
    return Stage.STEADY if before_at >= week_before else Stage.RETURNED


def count(member_dates: Iterable[MemberDates], now: datetime) -> Stages:
    """How many of them are in each stage now."""
    found = [stage(dates, now) for dates in member_dates]
    return Stages(*(found.count(each) for each in Stage))
