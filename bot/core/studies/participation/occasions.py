"""What a study says to its group besides its posts, and when: a recap each week, a closing post after each essay."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.errors import StudyError
from bot.core.models import Timetable
from bot.core.studies import schedule

WORDS = 1500
"""Characters of what hosts say in words of their own."""
RECAP_BEFORE = timedelta(hours=1)
"""How much earlier than a post at the study's hour the recap comes: what was said about the last one is in it."""
CLOSING_AFTER = timedelta(hours=23)
"""How long after its last post an essay is closed: its readers have had their day, and the next post is to come."""
LEAST_POSTS = 3
"""Posts of an essay without which nobody needs to hear that it is at its end, unless the study is."""


@dataclass(frozen=True, slots=True)
class Occasions:
    """What hosts have chosen: on which weekday the recap comes (0 is Monday), if at all, whether essays are closed.

    `last_words` are said when all has been read.
    """

    recap_on: int | None = None
    closings: bool = True
    last_words: str | None = None


def next_recap(timetable: Timetable, weekday: int, after: datetime) -> datetime:
    """When the first recap after a time comes: on that day of the week, an hour before the time of the study's posts.

    Whether a post comes on that day does not matter.
    """
    that_day = Timetable(timetable.time, timetable.zone, frozenset({weekday}))
    return next(schedule.slots(that_day, after=after + RECAP_BEFORE)).due_at - RECAP_BEFORE


def host_words(typed: str) -> str:
    """What a host has typed to be said. Raises `StudyError` when it is too long."""
    words = typed.strip()
    if len(words) > WORDS:
        raise StudyError("words.too_long", n=WORDS)
    return words
