"""Streaks: posts of a study, one after the other, in which a member took part in any way.

Posts count, not days: a slot that was skipped, or that fell into a pause or an outage, is no post and breaks nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from bot.core.studies.participation.parts import OPEN_FOR

FORGIVEN_IN = 7
"""Of so many posts in a row, one that was missed is forgiven."""


class SentPost(NamedTuple):
    """A post that is there, with the local date that it is for."""

    id: int
    study_id: int
    day: date
    sent_at: datetime


class Attendance(StrEnum):
    """What a post is to one member."""

    TOOK_PART = "took_part"
    FORGIVEN = "forgiven"
    """Missed, and their streak goes on all the same."""
    MISSED = "missed"
    OPEN = "open"
    """They can still take part; until it closes, nothing breaks."""
    BEFORE = "before"
    """Sent before they first took part in anything: it does not count."""


class Streaks(NamedTuple):
    """Posts that a member took part in without a break: now, with the misses forgiven meanwhile, and at the most."""

    current: int
    forgiven: int
    longest: int


def is_open(sent_at: datetime, now: datetime) -> bool:
    """Whether one can take part in a study's newest post."""
    return now - sent_at < OPEN_FOR


def attendance(posts: Sequence[SentPost], joined: Mapping[int, datetime], now: datetime) -> list[Attendance]:
    """What each of a study's posts, in order, is to a member; `joined` says in which they took part, and when first.

    What was forgiven stays so, whatever comes later.
    """
    began = min(joined.values(), default=now)
    found: list[Attendance] = []
    running, since_forgiven = False, FORGIVEN_IN
    for post in posts:
        if post.id in joined:
            of_post, running = Attendance.TOOK_PART, True
        elif post is posts[-1] and is_open(post.sent_at, now):
            of_post = Attendance.OPEN
        elif post.sent_at <= began:
            of_post = Attendance.BEFORE
        elif running and since_forgiven >= FORGIVEN_IN:
            of_post, since_forgiven = Attendance.FORGIVEN, 0
        else:
            of_post, running = Attendance.MISSED, False
        since_forgiven += of_post is not Attendance.BEFORE
        found.append(of_post)
    return found


def streaks(attended: Sequence[Attendance]) -> Streaks:
    """The streaks in what a study's posts, in order, are to a member.

    >>> took, forgiven, missed = Attendance.TOOK_PART, Attendance.FORGIVEN, Attendance.MISSED
    >>> streaks([took, took, took, missed, took, forgiven, took])
    Streaks(current=2, forgiven=1, longest=3)
    """
    current = misses = longest = 0
    for of_post in attended:
        if of_post is Attendance.MISSED:
            current = misses = 0
        current += of_post is Attendance.TOOK_PART
        misses += of_post is Attendance.FORGIVEN
        longest = max(longest, current)
    return Streaks(current, misses, longest)
