"""The parts of a web page, as far as they matter for finding its essay."""

from dataclasses import dataclass, field

from bot.core.text.normalization import count_words
from bot.core.text.sentence_ends import ends_sentence


@dataclass(slots=True)
class PageBlock:
    """One block: its lines, the part it stands in, and whether it is a heading (1 to 6; 0 for text).

    `part` is the number of the innermost part around it that can hold several blocks, 0 for the page itself; `around`
    says that it stands in a menu, a form or the like, or where no browser shows it, `named` that its own tag says so,
    and `found` that a library takes it for the essay. `bold` says that all of it is; `label` holds its words when all
    of it is a link, `linked` counts the characters of links in it, and `card` is the number of the link that whole
    blocks stand in, else 0.
    """

    lines: list[str]
    level: int = 0
    part: int = 0
    around: bool = False
    named: bool = False
    found: bool = False
    anywhere: bool = False
    pulled: bool = False
    caption: bool = False
    bold: bool = False
    label: str = ""
    linked: int = 0
    card: int = 0
    group: int = 0

    @property
    def text(self) -> str:
        """Its lines as one, joined by spaces."""
        return " ".join(self.lines)

    @property
    def is_prose(self) -> bool:
        """Whether it is a sentence, or long enough to be some."""
        size = count_words(self.text)
        return not self.level and ((size >= 3 and ends_sentence(self.text)) or size >= 15)


@dataclass(slots=True)
class Part:
    """A part that can hold several blocks: its tag, its id in small letters, and the number of the one around it.

    `around` says that by its kind or name it is no essay's, `teaser` that it is an article that leads to another page.
    """

    parent: int
    tag: str = ""
    id: str = ""
    around: bool = False
    teaser: bool = False


@dataclass(slots=True)
class Open:
    """A part of a page whose end has not been read yet."""

    tag: str
    number: int
    groups: bool = False
    around: bool = False
    anywhere: bool = False
    pulled: bool = False
    title: bool = False
    subtitle: bool = False
    caption: bool = False
    items: int = 0


@dataclass(slots=True)
class Inside:
    """The parts around the text that is read next."""

    parts: list[int] = field(default_factory=lambda: [0])
    lists: list[Open] = field(default_factory=list[Open])
    around: int = 0
    articles: int = 0
    quotes: int = 0
    anywhere: int = 0
    pulled: int = 0
