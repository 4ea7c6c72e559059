"""What a note says about itself without front matter: on top as Notion and MultiMarkdown have it, or as Logseq has."""

import re
from typing import NamedTuple

from bot.core.essays.front_matter import Entry
from bot.core.importers.markdown.codes import fenced_parts
from bot.core.importers.markdown.facts import ABOUT, KEYS
from bot.core.text.normalization import count_words

_TOP = re.compile(r"\s*(?:#[ \t][^\n]{1,300}\n\s*)?")
_STATED = re.compile(r"(?P<key>[^\W\d_][\w ./-]{0,30}):[ \t]+(?P<value>\S.*)")
_PROPERTY = re.compile(
    r"^[ \t]{0,20}(?:- )?(?P<key>[a-z][\w/-]{0,30})::(?: (?P<value>.*))?$\n?", re.MULTILINE | re.IGNORECASE
)
_JOPLIN = re.compile(r"\n\nid: [\da-f]{32}\n(?:[a-z_]{2,40}:[^\n]{0,2000}\n){1,60}type_: \d{1,2}\s*\Z")
"""What Joplin writes below a note in its own format."""
_MOST_OF_JOPLIN = 5000
_MOST_LINES = 30
_PARAGRAPH = 12
"""Words that the items of an outline have on average, at least, where they are paragraphs."""


class Note(NamedTuple):
    """The words of a note, what it says about itself, and the lines that say something else about it."""

    text: str
    entries: list[Entry]
    dropped: list[str]


def without_properties(text: str) -> Note:
    """The note without `key: value` on its top and `key:: value` anywhere; the items of an outline are paragraphs."""
    text, of_program = _without_joplin(text)
    top = _TOP.match(text)
    begin = top.end() if top else 0
    end = text.find("\n\n", begin)
    block = text[begin : end if end >= 0 else len(text)]
    stated = _stated(block.split("\n", _MOST_LINES))
    if stated:
        text = text[:begin] + text[begin + len(block) :]
    parts = list(fenced_parts(text))
    properties = [match for language, part in parts if language is None for match in _PROPERTY.finditer(part)]
    stated += [(match["key"], match["value"] or "", match[0]) for match in properties]
    if properties:
        text = "".join(part if language is not None else _PROPERTY.sub("", part) for language, part in parts)
    return Note(
        _paragraphs(text, outline=bool(properties)),
        [*of_program, *(Entry(1, key, value) for key, value, _ in stated)],
        [line.strip() for key, value, line in stated if value and key.casefold() not in KEYS],
    )


def _without_joplin(text: str) -> tuple[str, list[Entry]]:
    """The note, and what Joplin says of it in its own format: above it its title, below it the rest."""
    below = _JOPLIN.search(text, max(0, len(text) - _MOST_OF_JOPLIN))
    if below is None:
        return text, []
    title, _, body = text[: below.start()].partition("\n")
    said = [line.partition(": ") for line in below[0].split("\n")]
    facts = {"author": "author", "source_url": "source"}
    return body, [Entry(1, "title", title), *(Entry(1, facts[key], value) for key, _, value in said if key in facts)]


def _stated(lines: list[str]) -> list[tuple[str, str, str]]:
    """Each line's key, value and all of it; nothing unless all lines state something, and one of them who or when."""
    found = [_STATED.fullmatch(line.strip()) for line in lines]
    matches = [match for match in found if match]
    told = any(match["key"].casefold() in ABOUT for match in matches)
    return [(match["key"], match["value"], match[0]) for match in matches] if told and all(found) else []


def _paragraphs(text: str, *, outline: bool) -> str:
    """The text; if all of it is one list of paragraphs, these stand for themselves, and what is below one is a list."""
    lines = text.split("\n")
    items = [line for line in lines if line.strip() and not line.startswith(("\t", "  "))]
    if not items or not all(line.startswith("- ") or line == "-" for line in items):
        return text
    if not outline and sum(map(count_words, items)) < _PARAGRAPH * len(items):
        return text
    return "\n".join(f"\n{line[2:]}" if line.startswith("-") else re.sub(r"^(?:\t|  )", "", line) for line in lines)
