"""The parts of a web page, as far as they matter for finding its essay."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class PageBlock:
    """One block: its lines, the parts it stands in, and whether it is a heading (1 to 6; 0 for text).

    `bold` says that all of it is; `label` holds its words when all of it is a link, and `card` is the number of the
    link that whole blocks stand in, else 0.
    """

    lines: list[str]
    level: int = 0
    around: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    anywhere: bool = False
    pulled: bool = False
    caption: bool = False
    bold: bool = False
    label: str = ""
    card: int = 0
    group: int = 0

    @property
    def text(self) -> str:
        """Its lines as one, joined by spaces."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class EssayArea:
    """A part of a page that may be the essay's own, and how surely (`weight`, from 1 to 3).

    `parent` is the number of the part around it, `inside` that of the next such area around it; 0 where there is none.

    `other` says that by its name it is something else: a comment is an article as well.
    """

    weight: int
    parent: int
    inside: int
    other: bool


@dataclass(slots=True)
class Open:
    """A part of a page whose end has not been read yet."""

    tag: str
    number: int
    around: bool = False
    place: bool = False
    anywhere: bool = False
    pulled: bool = False
    title: bool = False
    subtitle: bool = False
    caption: bool = False
    items: int = 0


@dataclass(slots=True)
class Inside:
    """The parts around the text that is read next."""

    around: list[int] = field(default_factory=list[int])
    places: list[int] = field(default_factory=list[int])
    lists: list[Open] = field(default_factory=list[Open])
    quotes: int = 0
    anywhere: int = 0
    pulled: int = 0
