"""Who takes part: what a message counts as, and what a member or a group has done lately."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.core.models import Part

OPEN_FOR = timedelta(days=7)
"""How long the last post of a study goes on counting; an earlier one closes with the next post."""
WEEK = timedelta(days=7)


class TakingPart(NamedTuple):
    """One member's part in one post."""

    post_id: int
    user_id: int
    part: Part
    at: datetime


class OpenThread(NamedTuple):
    """A thread in which talk counts now, with its post and the post's study.

    Its id is that of the post's message, whether it has been opened or not: replies to that count as well.
    """

    id: int
    post_id: int
    study_id: int


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
