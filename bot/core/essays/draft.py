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
    """A passage's text, paragraphs parted by blank lines, its questions, and the lines that its pack marks to quote."""

    text: str
    questions: tuple[DraftQuestion, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftSection:
    """Passages under one heading, or under none."""

    heading: str | None
    passages: tuple[DraftPassage, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of a file that was not taken for the essay's; `place` counts the essay's letters that stand before it."""

    text: str
    place: int


@dataclass(frozen=True, slots=True)
class TypedText:
    """A text as it was handed in by forms: the title that was typed with it, if any, and all that has come so far."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftEssay:
    """What an import gives.

    `around` holds the parts that were left out and may be put back, in the order of the file, `dropped` what is no text
    in any case: codes of programs, page numbers, comments. `typed` is what a form brought, as long as
    nobody has cut or chosen anything.
    """

    title: str
    author: str | None
    published: date | None
    language: str
    source: str | None
    sections: tuple[DraftSection, ...]
    licence: str | None = None
    pack_id: str | None = None
    around: tuple[LeftOut, ...] = ()
    dropped: tuple[str, ...] = ()
    warnings: tuple[Remark, ...] = ()
    typed: TypedText | None = None

    @property
    def left_out(self) -> tuple[str, ...]:
        """Everything that was left out, word for word."""
        return (*(part.text for part in self.around), *self.dropped)

    @property
    def passages(self) -> tuple[DraftPassage, ...]:
        """All passages in reading order."""
        return tuple(passage for section in self.sections for passage in section.passages)
