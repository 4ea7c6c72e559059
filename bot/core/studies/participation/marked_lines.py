"""The lines of a post that members can mark as those that struck them, as many at a time as one list holds."""

from typing import NamedTuple

from bot.core.posts import Mark, PostContent, PostedPassage
from bot.core.text.sentences import of_passage

MOST = 10
"""Lines that one member marks in one post."""
SHOWN_FROM = 3
"""People who have marked lines before anybody sees how many chose which."""
LISTED = 25
"""Lines of one page: a list has no more options (Component Reference, String Select)."""


class LinesPage(NamedTuple):
    """Lines of one passage of a post that are shown together, each with what marks it."""

    passage: PostedPassage
    lines: dict[Mark, str]


def pages(content: PostContent) -> list[LinesPage]:
    """All lines of a post, in order: the sentences of each passage, on pages of their own; at least one page."""
    made: list[LinesPage] = []
    for place, passage in enumerate(content.passages):
        sentences = of_passage(passage.text, content.language) or [passage.text]
        lines = [(Mark(place, number), sentence) for number, sentence in enumerate(sentences, start=1)]
        made += [LinesPage(passage, dict(lines[start : start + LISTED])) for start in range(0, len(lines), LISTED)]
    return made
