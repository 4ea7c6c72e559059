"""What a web page states about its essay: title, author, date, address, language."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from bot.core.essays.file_text import is_address
from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers.boilerplate import find_date
from bot.core.text.normalization import clean_line

_TITLES = ("og:title", "headline", "twitter:title", "dc.title", "citation_title", "<title>")
_AUTHORS = (
    "ld:author", "author", "article:author", "dc.creator", "citation_author", "parsely-author", "rel:author", "fn",
)  # fmt: skip
_DATES = (
    "ld:published", "article:published_time", "datepublished", "dc.date", "dc.date.issued", "citation_date", "date",
    "parsely-pub-date", "<time>",
)  # fmt: skip
_SOURCES = ("canonical", "og:url", "ld:url")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(?=$|[-_])")
_LONGEST_LD = 500_000
_SITE = re.compile(r"(?<!\s)\s+[|–—·•-]\s+")


class PageFacts:
    """What the tags of a page state about its essay. Of statements under one name the first is kept."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._listening = ""
        self._heard: list[str] = []

    def tag(self, tag: str, given: Mapping[str, str]) -> None:
        """Read a start tag with its attributes."""
        match tag:
            case "html":
                self._say("lang", given.get("lang") or given.get("xml:lang") or "")
            case "meta":
                name = given.get("property") or given.get("name") or given.get("itemprop") or ""
                self._say(name.lower(), given.get("content", ""))
            case "link" if given.get("rel", "").lower() == "canonical":
                self._say("canonical", given.get("href", ""))
            case "time":
                self._say("<time>", given.get("datetime", ""))
            case "title" if "<title>" not in self._said:
                self._listen("<title>")
            case "script" if given.get("type", "").lower() == "application/ld+json":
                self._listen("ld")
            case "a" | "span" if "author" in (given.get("rel", "").lower(), given.get("itemprop", "").lower()):
                self._listen("rel:author")
            case "a" | "span" if not self._listening and "fn" in given.get("class", "").lower().split():
                self._listen("fn")  # an hCard, as WordPress writes: https://microformats.org/wiki/hcard
            case _:
                pass

    def text(self, text: str) -> None:
        """Read the text between two tags."""
        if self._listening:
            self._heard.append(text)

    def end(self, tag: str) -> None:
        """Read an end tag."""
        if not self._listening or tag not in ("title", "script", "a", "span"):
            return
        heard, name = "".join(self._heard), self._listening
        self._listening = ""
        if name == "ld":
            self._linked_data(heard)
        else:
            self._say(name, heard)

    @property
    def title(self) -> str | None:
        """The title as the page states it, without the name of its site."""
        stated = self._first(_TITLES)
        if not stated:
            return None
        parts = _SITE.split(stated)
        while len(parts) > 1 and (self._is_site(parts[-1]) or parts[-1] == self.author or parts[-1].startswith("by ")):
            stated = stated[: stated.rindex(parts.pop())].rstrip(" |–—·•-")
        return stated[:TITLE]

    def _is_site(self, name: str) -> bool:
        """Whether this is the name of the site, as the page states it or as its address has it."""
        host = urlsplit(self.source or "").hostname or ""
        return name in (self.site, "Medium") or re.sub(r"\W", "", name.casefold()) in host.split(".")

    @property
    def site(self) -> str:
        """The name of the site it was published on; empty where none is stated."""
        return self._said.get("og:site_name", "")

    @property
    def author(self) -> str | None:
        """The name of its author; where a page gives an address instead of a name, that is passed over."""
        for name in _AUTHORS:
            said = re.sub(r"^by\s+", "", self._said.get(name, ""), flags=re.IGNORECASE)
            if said and "://" not in said:
                return said[:AUTHOR]
        return None

    @property
    def published(self) -> date | None:
        """The day it was published on."""
        return next((day for name in _DATES if (day := find_date(self._said.get(name, "")))), None)

    @property
    def source(self) -> str | None:
        """The full address of the page."""
        return next((url for name in _SOURCES if is_address(url := self._said.get(name, ""))), None)

    @property
    def language(self) -> str | None:
        """The code of its language, without the country."""
        said = self._said.get("lang") or self._said.get("og:locale") or ""
        match = _LANGUAGE.match(said.lower())
        return match[0] if match else None

    def _first(self, names: tuple[str, ...]) -> str | None:
        return next((self._said[name] for name in names if self._said.get(name)), None)

    def _say(self, name: str, value: str) -> None:
        words = clean_line(value)
        if name and words and len(words) < 2000:
            self._said.setdefault(name, words)

    def _listen(self, name: str) -> None:
        self._listening, self._heard = name, []

    def _linked_data(self, text: str) -> None:
        text = text.partition("CDATA[")[2] or text  # where a page is XHTML as well
        begun = re.search(r"[\[{]", text)
        if begun is None or len(text) > _LONGEST_LD:
            return
        try:
            data: object
            data, _ = json.JSONDecoder().raw_decode(text, begun.start())
        except (ValueError, RecursionError):
            return
        for thing in _things(data):
            kind = str(thing.get("@type", ""))
            if "Article" in kind or "Posting" in kind or "NewsArticle" in kind or "CreativeWork" in kind:
                self._say("headline", _word(thing.get("headline")))
                self._say("ld:author", ", ".join(_names(thing.get("author"))))
                self._say("ld:published", _word(thing.get("datePublished")))
                self._say("ld:url", _word(thing.get("url")) or _word(thing.get("mainEntityOfPage")))


def _things(data: object) -> Iterator[dict[str, object]]:
    """The records in linked data: one, a list of them, or those under `@graph`."""
    match data:
        case list():
            for item in data:  # pyright: ignore[reportUnknownVariableType] # JSON is what it is
                yield from _things(item)  # pyright: ignore[reportUnknownArgumentType] # see above
        case dict():
            yield {str(name): value for name, value in data.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] # see above
            yield from _things(data.get("@graph"))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType] # see above
        case _:
            return


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [name for thing in _things(value) if (name := _word(thing.get("name")))]


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
