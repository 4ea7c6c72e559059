"""Sections too short for a passage of their own, joined with their neighbours."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from bot.core.essays.passage_splitter import AIM, LEAST
from bot.core.text.normalization import count_words
from bot.core.text.sentence_ends import announces

Section = tuple[str | None, list[str]]
"""A heading, and the paragraphs under it."""


def join_short_sections(sections: Sequence[Section]) -> list[Section]:
    """The sections, of which none has less than a passage's words or ends before what it announces.

    What is too short (place and date, a dedication, a motto) takes the beginning of the next section, or all of it,
    under its own heading; the last one goes to the one before. A heading inside a section is a line in bold. An essay
    that has not so many words in all stays as it is.

    >>> join_short_sections([("To a Friend", ["By the well."]), ("1", ["Come " * 70]), ("2", ["Go " * 60])])[0][1][:2]
    ['By the well.', '**1**']
    """
    if not _has((paragraph for _, paragraphs in sections for paragraph in paragraphs), LEAST):
        return [*sections]
    joined: list[Section] = []
    for heading, paragraphs in sections:
        if not joined or not _needs_more(joined[-1][1]):
            joined.append((heading, [*paragraphs]))
            continue
        short = joined[-1][1]
        taken = _taken(short, paragraphs)
        short.extend([*_in_bold(heading), *paragraphs[:taken]])
        if paragraphs[taken:]:
            joined.append((heading, paragraphs[taken:]))
    if len(joined) > 1 and not _has(joined[-1][1], LEAST):
        heading, last = joined.pop()
        joined[-1][1].extend([*_in_bold(heading), *last])
    return joined


def join_empty_sections(sections: Sequence[Section]) -> list[Section]:
    """The sections that have paragraphs; a heading over none is a line in bold of the next one.

    >>> join_empty_sections([("January", []), ("January 1", ["Come."]), ("January 2", ["Go."])])
    [('January 1', ['**January**', 'Come.']), ('January 2', ['Go.'])]
    """
    joined: list[Section] = []
    waiting: list[str] = []
    for heading, paragraphs in sections:
        waiting += [] if paragraphs else _in_bold(heading)
        if paragraphs:
            joined.append((heading, [*waiting, *paragraphs]))
            waiting = []
    if joined:
        joined[-1][1].extend(waiting)
    return joined


def _needs_more(paragraphs: Sequence[str]) -> bool:
    return not _has(paragraphs, LEAST) or announces(paragraphs[-1])


def _taken(short: Sequence[str], paragraphs: Sequence[str]) -> int:
    """How many paragraphs make a passage with a short section before them and leave one: otherwise all."""
    for count in range(1, len(paragraphs)):
        if not _has(paragraphs[count:], LEAST):
            break
        if _has(chain(short, islice(paragraphs, count)), AIM) and not announces(paragraphs[count - 1]):
            return count
    return len(paragraphs)


def _has(paragraphs: Iterable[str], words: int) -> bool:
    """Whether the paragraphs have so many words together."""
    for paragraph in paragraphs:
        words -= count_words(paragraph)
        if words <= 0:
            return True
    return False


def _in_bold(heading: str | None) -> list[str]:
    return [f"**{heading.replace('*', '')}**"] if heading else []
