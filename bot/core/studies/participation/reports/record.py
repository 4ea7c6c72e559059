"""The record of a study, post by post, before it is written down: whose answers stand in it, and how many do not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.core.posts import Post

MOST_ANSWERS = 500
"""Answers in a record, the newest ones: each is read back from Discord by itself."""


class AnswerMessage(NamedTuple):
    """Where an answer stands that the bot has posted for a member; without a message it was deleted at once."""

    post_id: int
    user_id: int
    channel_id: int
    message_id: int | None


class StruckLine(NamedTuple):
    """A line of a post that so many people have marked."""

    text: str
    people: int


@dataclass(frozen=True, slots=True)
class RecordedPost:
    """A post, the questions put below it, the lines that struck several, and the answers of who agreed to be named.

    `hidden` counts the answers of others, `earlier` those that a record has no room for.
    """

    post: Post
    put: tuple[str, ...] = ()
    struck: tuple[StruckLine, ...] = ()
    answers: tuple[AnswerMessage, ...] = ()
    hidden: int = 0
    earlier: int = 0


def answers_of(posts: Iterable[RecordedPost], user_ids: Collection[int]) -> list[RecordedPost]:
    """The posts with the answers of these members; the others are counted."""
    found: list[RecordedPost] = []
    for each in posts:
        kept = tuple(answer for answer in each.answers if answer.user_id in user_ids)
        found.append(replace(each, answers=kept, hidden=each.hidden + len(each.answers) - len(kept)))
    return found


def newest_answers(posts: Sequence[RecordedPost], most: int = MOST_ANSWERS) -> list[RecordedPost]:
    """The posts with so many answers at most, those of the newest posts; the others are counted."""
    found: list[RecordedPost] = []
    room = most
    for each in reversed(posts):
        kept = each.answers[max(0, len(each.answers) - room) :]
        room -= len(kept)
        found.append(replace(each, answers=kept, earlier=each.earlier + len(each.answers) - len(kept)))
    return found[::-1]
