"""How much was said about each post: what was liveliest, and what nobody has answered."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.core.models import Part
from bot.core.posts import Post

LIVELIEST = 3
"""Posts that are named as the liveliest."""


class Talk(NamedTuple):
    """A post, and how many members have read it, answered and replied to one another."""

    post: Post
    read: int
    answered: int
    replied: int

    @property
    def said(self) -> int:
        """How much was said: answers and replies."""
        return self.answered + self.replied


def talk(post: Post, parts: Iterable[tuple[int, Part]]) -> Talk:
    """The post with what these members did about it."""
    kinds = [part for _, part in parts]
    return Talk(post, *(kinds.count(part) for part in (Part.READ, Part.ANSWERED, Part.REPLIED)))


def liveliest(talks: Sequence[Talk]) -> list[Talk]:
    """The posts about which most was said, at most three; none about which nothing was."""
    return [each for each in sorted(talks, key=lambda each: -each.said) if each.said][:LIVELIEST]


def by_answers(talks: Sequence[Talk]) -> list[Talk]:
    """The posts that ask something and were answered, the one with the most answers first."""
    return [each for each in sorted(talks, key=lambda each: -each.answered) if each.answered and _asks(each)]


def unanswered(talks: Sequence[Talk]) -> list[Talk]:
    """The posts that ask something which nobody has answered, oldest first."""
    return [each for each in talks if not each.answered and _asks(each)]


def _asks(each: Talk) -> bool:
    return each.post.content is not None and each.post.content.question is not None
