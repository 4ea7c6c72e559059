"""The tags of an XML file in order, read by the standard library's parser of web pages, which knows no entities."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.core.errors import StudyError
from bot.core.essays import file_text
from bot.core.importers.formats import bounds
from bot.core.text.normalization import clean_line


@dataclass(slots=True)
class Tag:
    """An element: its name and attributes in small letters without prefix, its words, and the names of those around."""

    name: str
    given: Mapping[str, str]
    inside: tuple[str, ...]
    words: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        """Its words in one line, with those of the elements in it."""
        return clean_line("".join(self.words))


def tags(data: bytes) -> list[Tag]:
    """The elements of a file as they begin. Raises `StudyError` for more of them, or deeper ones, than books have."""
    reader = _Tags()
    reader.feed(f"{file_text.decode(data)}\n-->")  # closed: for what never ends the parser takes quadratic time
    reader.close()
    return reader.tags


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self._open: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self.tags) >= bounds.TAGS or len(self._open) >= bounds.NESTED_TAGS:
            raise StudyError("import.out_of_bounds")
        inside = tuple(part.name for part in self._open)
        begun = Tag(_bare(tag), {_bare(name): value or "" for name, value in attrs}, inside)
        self.tags.append(begun)
        self._open.append(begun)

    def handle_endtag(self, tag: str) -> None:
        name = _bare(tag)
        if any(part.name == name for part in self._open):
            while self._open.pop().name != name:
                pass

    def handle_data(self, data: str) -> None:
        for part in self._open[-4:]:
            part.words.append(data)


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
