"""An essay as an importer found it, before anything is stored."""

from dataclasses import dataclass
from datetime import date

from bot.core.errors import Remark
from bot.core.models import Origin, Rung


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question, and who wrote it."""

    rung: Rung
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class DraftPassage:
    """A passage's text, paragraphs parted by blank lines, and its questions."""

    text: str
    questions: tuple[DraftQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftSection:
    """Passages under one heading, or under none."""

    heading: str | None
    passages: tuple[DraftPassage, ...]


@dataclass(frozen=True, slots=True)
class DraftEssay:
    """What an import gives; `dropped` holds, word for word, the lines that were not the essay."""

    title: str
    author: str | None
    published: date | None
    language: str
    source: str | None
    sections: tuple[DraftSection, ...]
    licence: str | None = None
    pack_id: str | None = None
    dropped: tuple[str, ...] = ()
    warnings: tuple[Remark, ...] = ()

    @property
    def passages(self) -> tuple[DraftPassage, ...]:
        """All passages in reading order."""
        return tuple(passage for section in self.sections for passage in section.passages)
