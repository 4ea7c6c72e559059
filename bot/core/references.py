"""What people type to name a passage: "#3", "3-5", "getting closer 3", "section 2", a post's reference, or its link."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core import stems
from bot.core.models import Essay
from bot.core.text import fold

_POST_REFERENCE = re.compile(r"^[A-Z2-9]{6}$")
_LINK = re.compile(r"^<?https://(?:\w+\.)?discord(?:app)?\.com/channels/(\d{1,20})/(\d{1,20})(?:/(\d{1,20}))?/?>?$")
_SECTION = re.compile(
    r"(?:\b(?:section|sect?|part|chapter|seccion|parte|capitulo|abschnitt|teil|kapitel|partie|chapitre"
    r"|раздел|часть|глава|פרק|חלק|סעיף)\b\.?\s*|§\s*)(\d{1,4})\b"
)
_NUMBERS = re.compile(r"(?:\b(?:passage|number|no|nr)\b\.?\s*|#\s*)?\b(\d{1,4})(?:\s*[-–—]\s*#?\s*(\d{1,4}))?\W*$")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a message of Discord's, or (without a message) to a channel or thread."""

    guild_id: int
    channel_id: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Reference:
    """What was typed, taken apart: the folded words of a title, a section counted from 1, passages `first` to `last`.

    With a section, the numbers count within it.
    """

    title: tuple[str, ...]
    section: int | None = None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of the section in which a passage stands, if it has one."""

    essay_id: int
    number: int
    text: str | None


def sections(headings: Sequence[Heading]) -> list[tuple[Heading, int]]:
    """The sections of an essay in order: the heading at each one's first passage, and its last passage's number."""
    found: list[tuple[Heading, int]] = []
    for heading in headings:
        if found and (found[-1][0].essay_id, found[-1][0].text) == (heading.essay_id, heading.text):
            found[-1] = found[-1][0], heading.number
        else:
            found.append((heading, heading.number))
    return found


def post_code(typed: str) -> str | None:
    """The reference of a post, if what was typed can be one (it can still be a word of six letters).

    >>> post_code(" 7k3f9q "), post_code("neighbour 3")
    ('7K3F9Q', None)
    """
    text = typed.strip().upper()
    return text if _POST_REFERENCE.match(text) else None


def message_link(typed: str) -> Link | None:
    """The message that a link leads to, if what was typed is one.

    >>> message_link("https://discord.com/channels/1/2/3")
    Link(guild_id=1, channel_id=2, message_id=3)
    """
    found = _LINK.match(typed.strip())
    return None if found is None else Link(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)


def readings(typed: str) -> list[Reference]:
    """What the words can mean, the likeliest first: a number can be the passage's or the title's.

    >>> readings("Getting closer, section 2")
    [Reference(title=('getting', 'closer'), section=2, first=None, last=None)]
    >>> [(one.title, one.first, one.last) for one in readings("3-5")]
    [((), 3, 5), (('3', '5'), None, None)]
    """
    text = " ".join(fold(typed).split())
    found: list[Reference] = []
    section = _SECTION.search(text)
    if section:
        rest = f"{text[: section.start()]} {text[section.end() :]}"
        found.append(_numbered(rest, int(section[1])))
    numbered = _numbered(text, None)
    if not section or numbered.first is None:
        found.append(numbered)
    if found[-1] != (whole := Reference(_words(text))):
        found.append(whole)
    return found[:1] if section else found


def title_words(typed: str) -> tuple[str, ...]:
    """The folded words of a title as it was typed, to be handed to `matching`."""
    return _words(fold(typed))


def matching(essays: Sequence[Essay], title: Sequence[str]) -> list[Essay]:
    """The essays whose title holds all these folded words, in any order; best first, one alone if it is just these.

    A word counts as held when a word of the title begins with it, so that half a title is enough.
    """
    scored = [(closeness(title, essay.title), essay) for essay in essays]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    exact = [essay for score, essay in best if score >= EXACT]
    return exact or [essay for _, essay in best]


EXACT = 3.0


def closeness(wanted: Sequence[str], text: str) -> float:
    """How well a text answers to all the folded words: 0 not at all, 3 or more when it is made of just these."""
    folded = fold(text)
    joined = folded.replace("'", "")
    if not wanted or not all(part in folded or part in joined for part in wanted):
        return 0.0
    held = _words(folded)
    beginnings = (*held, *stems.pieces(joined))
    if not all(any(_begins(word, part) for word in beginnings) for part in wanted):
        return 0.0
    exact = sum(part in held for part in wanted)
    if exact == len(wanted) == len(held):
        return EXACT
    return 1 + exact / len(wanted) * 0.9 + len(wanted) / (len(held) + 1) * 0.9


def _begins(word: str, part: str) -> bool:
    return word.startswith(part) or (stems.is_unspaced(part) and part in word)


def _words(folded: str) -> tuple[str, ...]:
    """The words, those with an apostrophe as two: "l'amour" is found by "amour"."""
    return tuple(stems.pieces(folded.replace("'", " ")))


def _numbered(text: str, section: int | None) -> Reference:
    found = _NUMBERS.search(text)
    if not found:
        return Reference(_words(text), section)
    first, last = int(found[1]), int(found[2] or found[1])
    return Reference(_words(text[: found.start()]), section, min(first, last), max(first, last))
