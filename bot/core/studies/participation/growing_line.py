"""The line under a post that tells how many have read and answered: when the post's message is edited for it.

Each edit is one of a message that Discord takes few edits of once it is an hour old, so it is made seldom; whatever has
happened meanwhile comes with the next one.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

AT_FIRST = timedelta(hours=1)
"""How long an edit is made every `OFTEN` at most; after that it is every `SELDOM` at most."""
OFTEN = timedelta(minutes=1)
SELDOM = timedelta(minutes=15)
DAY = timedelta(days=1)
"""How long the line of a post grows at most; with the study's next post it ends sooner."""
LAST_WITHIN = SELDOM + OFTEN
"""For how long after the day one last edit may show what was waiting for its turn then, and for a tick to come."""
REST = timedelta(hours=1)
"""How long a message is left alone after Discord has said that there were too many edits."""


class Counts(NamedTuple):
    """How many members have read a post, and how many have answered it."""

    read: int = 0
    answered: int = 0


NOBODY = Counts()


class Edited(StrEnum):
    """What an edit has come to."""

    DONE = "done"
    FAILED = "failed"
    """No answer that settles it: the next turn tries again."""
    TOO_MANY = "too many"
    """There were too many edits of old messages (code 30046)."""
    REFUSED = "refused"
    """Discord will refuse the next one as well: the message is gone, or the bot may not see it. The line ends."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a post that is out: what it says, and what decides when it says something else.

    `next_sent_at` is when the study's next post came, if it has.
    """

    sent_at: datetime
    next_sent_at: datetime | None = None
    says: Counts = NOBODY
    tried_at: datetime | None = None
    rests_until: datetime | None = None


def next_edit(line: Line, counts: Counts, now: datetime) -> datetime | None:
    """The first moment from `now` on at which the post is edited to tell these counts; None when it is not any more.

    >>> sent = datetime(2026, 5, 1, 7)
    >>> print(next_edit(Line(sent), Counts(read=1), sent), next_edit(Line(sent), Counts(), sent))
    2026-05-01 07:01:00 None
    """
    if counts == line.says:
        return None
    tried_at = line.tried_at or line.sent_at
    day_ends = min(line.sent_at + DAY, line.next_sent_at or line.sent_at + DAY)
    at = max(now, tried_at + OFTEN, line.rests_until or now)
    if at > line.sent_at + AT_FIRST:
        at = max(at, tried_at + SELDOM)
    return at if tried_at <= day_ends and at <= day_ends + LAST_WITHIN else None


def edited(line: Line, counts: Counts, result: Edited, now: datetime) -> Line:
    """The line after an edit that was to tell these counts, which has not been refused for good."""
    rests_until = now + REST if result is Edited.TOO_MANY else None
    says = counts if result is Edited.DONE else line.says
    return replace(line, says=says, tried_at=now, rests_until=rests_until)
