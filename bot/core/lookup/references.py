"""What people type to name a passage: "#3", "3-5", "getting closer 3", "section 2", a post's reference, or its link."""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from bot.core.lookup.titles import title_words
from bot.core.text.normalization import fold

_POST_REFERENCE = re.compile(r"^\W*(?:REF(?:ERENCE)?\W*)?([A-Z0-9]{6})\W*$")
_ALIKE = {"0": "DQ", "O": "DQ", "1": "L", "I": "L"} | {
    a: a + b for a, b in ("2Z", "Z2", "5S", "S5", "6G", "G6", "8B", "B8")
}
"""Letters and digits that are mistaken for one another; of the first four a reference has none."""
_LINK = re.compile(
    r"^<?(?:https?://)?(?:\w+\.)?discord(?:app)?\.com/channels/(\d{1,20})/(\d{1,20})(?:/(\d{1,20}))?/?(?:[?#]\S*?)?>?$"
)
_PARTS = (
    "section|sect|sec|part|chapter|seccion|parte|capitulo|abschnitt|teil|kapitel|partie|chapitre"
    "|раздел|часть|глава|פרק|חלק|סעיף"
)
_PASSAGES = (
    "passages?|numbers?|no|nr|n°|n|pp|p|pasajes?|parrafos?|numeros?|num|nummer|stelle|отрыв(?:ок|ки)|фрагмент|номер"
    "|קטע|מספר"
)
_SECTION = re.compile(rf"(?:\b(?:{_PARTS})\b\.?\s*|§\s*)(\d{{1,4}})\b")
_NTH_SECTION = rf"(?<!\w)(\d{{1,4}})(?:st|nd|rd|th|-?я|\.)?\s+(?:{_PARTS})\b"
_LABELS = rf"(?:\b(?:{_PASSAGES})\.?\s?|#\s?){{1,4}}"
"""What stands before a number, as in "passage no. #3"; a few at most, since the search begins anew at each of them."""
_SPAN = (
    r"(\d{1,4})(?:\s*(?:[-–—−~]|\.{2,3}|&|(?:to|through|until|and|bis|und|hasta|al?|y|et|по|до|и|עד)\b)\s*+(?:#\s*+)?(\d{1,4}))?"
    r"(?:\s*(?:/|\b(?:of|de|von|sur|из|מתוך)\b)\s*\d{1,4})?"
)
_NUMBERS = re.compile(rf"(?:{_LABELS}|\b){_SPAN}\W*$")
_ANYWHERE = (
    rf"{_LABELS}{_SPAN}(?!\w)",
    rf"^\W*{_SPAN}(?:st|nd|rd|th)?(?!\w)",
    rf"(?<!\d){_SPAN}(?:st|nd|rd|th)?(?!\w)",
)
"""Numbers that do not stand at the end: such as are called numbers, else those at the beginning, else any.

Like all that is seldom needed they are compiled when they are, which takes a millisecond each.
"""
_DAY = r"^\W*(?:day|dia|jour|tag|день|יום)\W*(\d{1,5})(?:\s*(?:/|\w{1,4})\s*\d{1,5})?\W*(?:·.*)?$"
SMALL = frozenset(
    f"of|in|from|the|a|an|at|del|de|la|el|en|du|des|le|les|von|aus|der|die|das|im|из|в|של|מתוך|{_PARTS}"
    "|passage|passages|number|numbers|page|please|pasaje|numero|отрывок|номер|קטע".split("|")
)
"""Words that people put between a number and a title; what counts is the rest, when nothing has them all."""


class Link(NamedTuple):
    """A link to a message of Discord's, or (without a message) to a channel or thread."""

    guild_id: int
    channel_id: int
    message_id: int | None


class Reference(NamedTuple):
    """What was typed, taken apart: the folded words of a title, a section counted from 1, passages `first` to `last`.

    With a section, the numbers count within it.
    """

    title: tuple[str, ...]
    section: int | None = None
    first: int | None = None
    last: int | None = None


class Heading(NamedTuple):
    """The heading of the section in which a passage stands, if it has one."""

    essay_id: int
    number: int
    text: str | None


def sections(headings: Sequence[Heading]) -> list[tuple[Heading, int]]:
    """The sections of an essay in order: the heading at each one's first passage, and its last passage's number."""
    spans: list[tuple[Heading, int]] = []
    for heading in headings:
        if spans and (spans[-1][0].essay_id, spans[-1][0].text) == (heading.essay_id, heading.text):
            spans[-1] = spans[-1][0], heading.number
        else:
            spans.append((heading, heading.number))
    return spans


def post_codes(typed: str) -> tuple[str, ...]:
    """The references of posts that can be meant, as it was typed first; none if it can be no reference.

    It can still be a word of six letters.

    >>> post_codes(" 7k3f9q "), post_codes("ref 7K1F9A"), post_codes("neighbour 3")
    (('7K3F9Q',), ('7KLF9A',), ())
    """
    match = _POST_REFERENCE.match(typed.upper())
    return tuple(map("".join, product(*(_ALIKE.get(sign, sign) for sign in match[1])))) if match else ()


def day_number(typed: str) -> int | None:
    """The day of the group's own that was named, as posts and their threads are headed.

    >>> day_number("Day 3"), day_number("day 3 · 5 of 12"), day_number("Days 3")
    (3, 3, None)
    """
    match = re.match(_DAY, " ".join(fold(typed).split()))
    return int(match[1]) if match else None


def message_link(typed: str) -> Link | None:
    """The message that a link leads to, if what was typed is one.

    >>> message_link("https://discord.com/channels/1/2/3")
    Link(guild_id=1, channel_id=2, message_id=3)
    """
    match = _LINK.match(typed.strip())
    return None if match is None else Link(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)


def meanings(typed: str) -> list[Reference]:
    """What the words can mean, the likeliest first: a number can be the passage's or the title's.

    Last comes what they can mean in any other order, with small words left out.

    >>> meanings("Getting closer, section 2")[0]
    Reference(title=('getting', 'closer'), section=2, first=None, last=None)
    >>> [(one.title, one.first, one.last) for one in meanings("3-5")]
    [((), 3, 5), (('3', '5'), None, None)]
    >>> meanings("passage 3 of getting closer")[-1]
    Reference(title=('getting', 'closer'), section=None, first=3, last=3)
    """
    text = " ".join(fold(typed).split())
    return list(dict.fromkeys((*_in_order(text), *_in_any_order(text))))


def _in_order(text: str) -> Iterator[Reference]:
    """A title, then a section, then numbers."""
    section = _SECTION.search(text)
    if section:
        yield _numbered(f"{text[: section.start()]} {text[section.end() :]}", int(section[1]))
        return
    yield _numbered(text, None)
    yield Reference(title_words(text))


def _in_any_order(text: str) -> Iterator[Reference]:
    """A number, a section and a title, wherever they stand; of a name such as a list shows, its first part."""
    named, _, start = text.partition(" · ")
    rest = named if start and any(map(str.isdigit, named)) else text
    section = _SECTION.search(rest) or re.search(_NTH_SECTION, rest)
    if section:
        rest = f"{rest[: section.start()]} / {rest[section.end() :]}"
    numbers = next((match for pattern in _ANYWHERE if (match := re.search(pattern, rest))), None)
    if numbers:
        rest = f"{rest[: numbers.start()]} / {rest[numbers.end() :]}"
    title = tuple(word for word in title_words(rest) if word not in SMALL)
    if title or numbers or section:
        yield Reference(title, int(section[1]) if section else None, *_first_and_last(numbers))


def _numbered(text: str, section: int | None) -> Reference:
    match = _NUMBERS.search(text)
    return Reference(title_words(text[: match.start()] if match else text), section, *_first_and_last(match))


def _first_and_last(match: re.Match[str] | None) -> tuple[int | None, int | None]:
    if match is None:
        return None, None
    first, last = int(match[1]), int(match[2] or match[1])
    return min(first, last), max(first, last)
