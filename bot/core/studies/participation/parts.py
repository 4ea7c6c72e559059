"""Who takes part: which messages count and as what, and what a member or a group has done lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.core.models import Part

OPEN_FOR = timedelta(days=7)
"""How long the last post of a study goes on counting; an earlier one closes with the next post."""
WEEK = timedelta(days=7)
_OPEN_IDS = OPEN_FOR // timedelta(milliseconds=1) << 22
"""How far ids grow in that time (Snowflakes in Discord's API reference)."""


class TakingPart(NamedTuple):
    """One member's part in one post."""

    post_id: int
    user_id: int
    part: Part
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenThread:
    """The thread of a post, whose messages count from the post to the study's next one, or for a week.

    Its id is that of the post's message, whether it has been opened or not: replies to that count as well. All ids of
    messages grow with time: `counted_to` is the one up to which everything has been counted, `next_post_id` that of the
    study's next post.
    """

    id: int
    post_id: int
    study_id: int
    guild_id: int
    channel_id: int
    counted_to: int | None = None
    next_post_id: int | None = None

    @property
    def until(self) -> int:
        """The first id that does not count any more.

        >>> week = OPEN_FOR // timedelta(milliseconds=1) << 22
        >>> OpenThread(5, 1, 1, 1, 1).until == 5 + week, OpenThread(5, 1, 1, 1, 1, next_post_id=7).until
        (True, 7)
        """
        week_later = self.id + _OPEN_IDS
        return week_later if self.next_post_id is None else min(self.next_post_id, week_later)

    @property
    def begins_after(self) -> int:
        """The id after which messages may not have been counted."""
        return max(self.id, self.counted_to or 0)


@dataclass(frozen=True, slots=True)
class Said:
    """A member's message that counts for a post: its id, its time, and whom it answers, if anybody.

    `answer_id` is the message of the bot's that it replies to, which may hold somebody's answer.
    """

    thread_id: int
    post_id: int
    guild_id: int
    message_id: int
    user_id: int
    at: datetime
    replies_to: int | None = None
    answer_id: int | None = None


class PostCounts(NamedTuple):
    """How many members took part in a post, and how often in which way."""

    post_id: int
    members: int
    read: int
    answered: int
    replied: int


class Circle(NamedTuple):
    """How many took part in a study, and who of them (user ids, in order) agreed to be seen."""

    members: int
    shown: tuple[int, ...]


NOBODY = Circle(0, ())


class Tally(NamedTuple):
    """How many posts there were, in how many somebody took part, and how often in which way."""

    posts: int
    joined: int
    read: int
    answered: int
    replied: int


def part_of_message(author_id: int, replies_to: int | None) -> Part:
    """What a message in a post's thread counts as: a reply to another member, or else an answer to the question.

    >>> part_of_message(1, 2), part_of_message(1, 1), part_of_message(1, None)
    (<Part.REPLIED: 'replied'>, <Part.ANSWERED: 'answered'>, <Part.ANSWERED: 'answered'>)
    """
    return Part.REPLIED if replies_to not in (None, author_id) else Part.ANSWERED


def tally(posts: int, parts: Sequence[TakingPart]) -> Tally:
    """The parts added up, over this number of posts."""
    return Tally(
        posts=posts,
        joined=len({entry.post_id for entry in parts}),
        read=sum(entry.part is Part.READ for entry in parts),
        answered=sum(entry.part is Part.ANSWERED for entry in parts),
        replied=sum(entry.part is Part.REPLIED for entry in parts),
    )


def tally_of_all(posts: int, counts: Sequence[PostCounts]) -> Tally:
    """What everybody did in some posts, added up, over this number of posts.

    >>> tally_of_all(3, [PostCounts(1, 2, 2, 1, 0), PostCounts(2, 1, 0, 0, 1)])
    Tally(posts=3, joined=2, read=2, answered=1, replied=1)
    """
    return Tally(
        posts=posts,
        joined=len(counts),
        read=sum(each.read for each in counts),
        answered=sum(each.answered for each in counts),
        replied=sum(each.replied for each in counts),
    )
