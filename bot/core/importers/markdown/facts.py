"""What front matter says about an essay, by whatever words people and programs use for it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape

from bot.core.essays.file_text import is_address
from bot.core.essays.front_matter import Entry, split_front_matter
from bot.core.essays.pack_reader import LANGUAGE
from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers.blocks import ABOVE, EssayParts
from bot.core.importers.boilerplate import find_date
from bot.core.importers.inline_styles import bare

_TITLE = "title título titulo titre titel titolo titulek tytuł название заголовок כותרת".split()
_AUTHOR = "author authors autor autora autores auteur auteurs autore autori creator автор מחבר".split()
_DATE = "published date publishdate publish_date pubdate fecha datum data дата תאריך".split()
_SOURCE = "source url link canonical canonical_url canonicalurl".split()
_LANGUAGE = "language lang idioma langue sprache lingua".split()
_PARTS = "subtitle abstract epigraph dedication".split()
"""What some programs show of it above the text."""
ABOUT = frozenset((*_TITLE, *_AUTHOR, *_DATE))
"""The keys that say which essay it is, by whom and from when; no paragraph begins with one and a colon by chance."""
KEYS = ABOUT.union(_SOURCE, _LANGUAGE)
_WIKILINK = re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]")
_NUMBERS = re.compile(r"(?<!\d)(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)")
_DAY = re.compile(r"^(\d{4} \d\d \d\d|\d{8}(?:\d{4}(?:\d\d)?)?) (?=\S)")


def states_facts(text: str) -> bool:
    """Whether a text begins with front matter that says which essay it is: what else stands there may be its text."""
    return any(entry.key.casefold() in KEYS for entry in split_front_matter(text)[0])


def with_facts(essay: EssayParts, entries: Iterable[Entry], name: str) -> EssayParts:
    """The essay with what front matter says of it, and the date that a file's name begins with; only a stated title."""
    said: dict[str, str] = {}
    for entry in entries:
        said.setdefault(entry.key.casefold(), bare(" ".join(unescape(_WIKILINK.sub(r"\1", entry.value)).split())))
    named = _DAY.match(name)
    essay.leave_out((said.get(key, "") for key in _PARTS), ABOVE)
    essay.title = _first(said, _TITLE)[:TITLE]
    essay.author = _first(said, _AUTHOR)[:AUTHOR] or None
    written = _first(said, _DATE) or (named[1] if named else "")
    essay.published = find_date(_DAY_FIRST.sub(_from_day, _NUMBERS.sub(_as_date, written)))
    essay.source = next((said[key] for key in _SOURCE if is_address(said.get(key, ""))), None)
    essay.language = next((said[key] for key in _LANGUAGE if LANGUAGE.match(said.get(key, ""))), None)
    return essay


def undated(name: str) -> str:
    """A file's name without the date that programs for sites and notes put before it.

    >>> undated("2021 05 02 on salt"), undated("1984")
    ('on salt', '1984')
    """
    return _DAY.sub("", name, count=1)


def _first(said: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")


def _from_day(numbers: re.Match[str]) -> str:
    """The date that begins with its day; nothing where that may as well be the month."""
    day, sign, month, year = numbers.groups()
    if sign == "/" and int(day) <= 12:
        return ""
    return f"{year}-{month:0>2}-{day:0>2}"


def _as_date(numbers: re.Match[str]) -> str:
    year, month, day = numbers.groups()
    return f"{year}-{month:0>2}-{day:0>2}"
