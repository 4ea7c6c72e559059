"""Study packs: Markdown that says where each passage ends and what to ask about it (docs/study-packs.md)."""

import re
from dataclasses import dataclass, field
from datetime import date

from bot.core.errors import Remark, StudyError
from bot.core.essays import file_text, sizes
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.essays.front_matter import Entry, split_front_matter
from bot.core.essays.pack_lines import BREAK, QUESTION, QUOTE, VERSION, heading_of, paragraph, standing
from bot.core.models import Origin, Rung
from bot.core.text.markup import length_in_post
from bot.core.text.normalization import clean, shorten, tidy

_KEYS = ("pack", "title", "author", "language", "licence", "source", "published", "id")
_SLUG = re.compile(r"^[a-z0-9][a-z0-9-]{0,63}$")
LANGUAGE = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


def is_pack(text: str) -> bool:
    """Whether this is a pack: with front matter, and in it `pack`, or below it a `? rung:` line.

    An `id` or `licence` makes a pack only where a pack's keys are all there is: notes have an `id` too, often a date.
    """
    matter, body, _ = split_front_matter(text)
    keys = {entry.key for entry in matter}
    own = not keys.isdisjoint(("id", "licence")) and keys.issubset(_KEYS)
    numbered = any(entry.key == "id" and entry.value.isdecimal() for entry in matter)
    surely = "pack" in keys or (own and not numbered)
    return bool(matter) and (surely or any(QUESTION.match(line) for line in body.split("\n")))


def read_pack(text: str) -> DraftEssay:
    """The essay in a pack. Raises `StudyError` with every mistake of the file, each with its line, all at once.

    A key that is not known is told in `warnings` where nothing else is wrong. A pack of a later version is refused by
    itself: what its lines mean is not known.
    """
    file_text.check_length(len(text))
    matter, body, first_line = split_front_matter(text)
    stated = next((entry.value for entry in matter if entry.key == "pack"), str(VERSION))
    if stated != str(VERSION):
        raise StudyError("import.newer_pack", found=stated[:20], known=VERSION)
    reader = _Reader()
    head = reader.front_matter(matter)
    for number, line in enumerate(body.split("\n"), start=first_line):
        reader.line(number, line)
    sections = reader.finish(first_line)
    if reader.problems:
        details = tuple(found for _, found in sorted(reader.problems + reader.remarks, key=lambda found: found[0]))
        raise StudyError("import.pack_mistakes", n=len(details), details=details)
    return DraftEssay(
        title=head["title"],
        author=head.get("author"),
        published=date.fromisoformat(head["published"]) if "published" in head else None,
        language=head.get("language", "en"),
        source=head.get("source"),
        licence=head.get("licence"),
        pack_id=head.get("id"),
        sections=sections,
        warnings=tuple(remark for _, remark in reader.remarks),
    )


def read_pack_file(data: bytes) -> DraftEssay | None:
    """The essay of a file that is a pack, else None. Raises what `file_text.decode` and `read_pack` do."""
    text = clean(file_text.decode(data))
    return read_pack(text) if is_pack(text) else None


@dataclass(slots=True)
class _OpenPassage:
    """A passage being read: its first line, its paragraphs' lines, its questions, and its quotes with their lines."""

    line: int
    paragraphs: list[list[str]] = field(default_factory=lambda: [[]])
    questions: list[DraftQuestion] = field(default_factory=list[DraftQuestion])
    quotes: dict[str, int] = field(default_factory=dict[str, int])

    def text(self) -> str:
        return tidy("\n\n".join(paragraph(lines) for lines in self.paragraphs if lines))


class _Reader:
    """Reads a pack line by line and remembers every problem with its line number, and what is only remarkable."""

    def __init__(self) -> None:
        self.problems: list[tuple[int, Remark]] = []
        self.remarks: list[tuple[int, Remark]] = []
        self._sections: list[tuple[str | None, list[DraftPassage]]] = []
        self._open: _OpenPassage | None = None
        self._parted_at: int | None = None
        self._heading_at: int | None = None

    def front_matter(self, entries: list[Entry]) -> dict[str, str]:
        """The known keys; repeated, empty, overlong and malformed ones become problems, and unknown ones remarks."""
        head: dict[str, str] = {}
        for entry in entries:
            if entry.key not in _KEYS:
                found = shorten(entry.key or entry.value, 60)
                self.remarks.append(_remark(entry.line, "pack.unknown_key", found=found, keys=", ".join(_KEYS)))
            elif entry.key in head:
                self._wrong(entry.line, "pack.repeated_key", found=entry.key)
            elif not entry.value:
                self._wrong(entry.line, "pack.empty_key", found=entry.key)
            else:
                head[entry.key] = entry.value
                self._check_entry(entry)
        if "title" not in {entry.key for entry in entries}:
            self._wrong(1, "pack.no_title")
        return head

    def line(self, number: int, line: str) -> None:
        """Read one line below the front matter; lines of the file count from 1."""
        question, heading = QUESTION.match(line), heading_of(line)
        if question:
            self._question(number, question["rung"], question["text"].strip())
        elif (quote := QUOTE.match(line)) is not None:
            self._quote(number, quote["text"].strip())
        elif heading is not None:
            self._close(number)
            self._empty_heading(number)
            self._heading(number, heading)
        elif BREAK.match(line):
            if self._open is None and (self._sections or self._parted_at is not None) and self._heading_at is None:
                self._wrong(number, "pack.empty_passage")
            self._close(number)
            self._parted_at = number
        elif line.strip():
            self._text(number, line)
        elif self._open is not None and self._open.paragraphs[-1]:
            self._open.paragraphs.append([])

    def finish(self, last_line: int) -> tuple[DraftSection, ...]:
        """The sections, after the last line has been read."""
        self._close(last_line)
        self._empty_heading(last_line)
        count = sum(len(passages) for _, passages in self._sections)
        if count == 0 and not self.problems:
            self._wrong(last_line, "pack.no_passage")
        if count > sizes.PASSAGES:
            self._wrong(1, "pack.many_passages", found=count, most=sizes.PASSAGES)
        return tuple(DraftSection(heading, tuple(passages)) for heading, passages in self._sections if passages)

    def _check_entry(self, entry: Entry) -> None:
        most = {"title": sizes.TITLE, "author": sizes.AUTHOR}.get(entry.key, 500)
        if len(entry.value) > most:
            self._wrong(entry.line, "pack.long_key", found=entry.key, length=len(entry.value), most=most)
        if entry.key == "published" and not _is_date(entry.value):
            self._wrong(entry.line, "pack.bad_date", found=entry.value[:40])
        if entry.key == "id" and not _SLUG.match(entry.value):
            self._wrong(entry.line, "pack.bad_id", found=entry.value[:40])
        if entry.key == "language" and not LANGUAGE.match(entry.value):
            self._wrong(entry.line, "pack.bad_language", found=entry.value[:40])
        if entry.key == "source" and not file_text.is_address(entry.value):
            self._wrong(entry.line, "pack.bad_source", found=entry.value[:60])

    def _question(self, number: int, rung: str, text: str) -> None:
        if self._open is None:
            self._wrong(number, "pack.question_alone")
            return
        if rung not in tuple(Rung):
            self._wrong(number, "pack.unknown_rung", found=rung[:40], rungs=", ".join(Rung))
        elif not text:
            self._wrong(number, "pack.empty_question")
        elif len(text) > sizes.QUESTION:
            self._wrong(number, "pack.long_question", length=len(text), most=sizes.QUESTION)
        else:
            self._open.questions.append(DraftQuestion(Rung(rung), text, Origin.PACK))

    def _quote(self, number: int, text: str) -> None:
        if self._open is None:
            self._wrong(number, "pack.quote_alone")
        elif not text:
            self._wrong(number, "pack.empty_quote")
        elif len(text) > sizes.QUOTE:
            self._wrong(number, "pack.long_quote", length=len(text), most=sizes.QUOTE)
        else:
            self._open.quotes.setdefault(text, number)

    def _heading(self, number: int, heading: str) -> None:
        if len(heading) > sizes.HEADING:
            self._wrong(number, "pack.long_heading", length=len(heading), most=sizes.HEADING)
        self._sections.append((heading or None, []))
        self._heading_at = number
        self._parted_at = None

    def _text(self, number: int, line: str) -> None:
        if self._open is not None and (self._open.questions or self._open.quotes):
            self._wrong(number, "pack.text_after_question")
            self._close(number)
        if self._open is None:
            self._open = _OpenPassage(number)
            self._heading_at = self._parted_at = None
        self._open.paragraphs[-1].append(line.rstrip())

    def _close(self, number: int) -> None:
        """End the open passage."""
        if self._open is None:
            return
        text = self._open.text()
        if (length := length_in_post(text)) > sizes.PASSAGE:
            self._wrong(self._open.line, "pack.long_passage", length=length, most=sizes.PASSAGE)
        if (asked := len(self._open.questions)) > sizes.QUESTIONS:
            self._wrong(self._open.line, "pack.many_questions", found=asked, most=sizes.QUESTIONS)
        if (marked := len(self._open.quotes)) > sizes.QUOTES:
            self._wrong(self._open.line, "pack.many_quotes", found=marked, most=sizes.QUOTES)
        quotes = standing(tuple(self._open.quotes), text)
        for quote, line in self._open.quotes.items():
            if quote not in quotes:
                self._wrong(line, "pack.unknown_quote", found=shorten(quote, 60))
        if not self._sections:
            self._sections.append((None, []))
        self._sections[-1][1].append(DraftPassage(text, tuple(self._open.questions), quotes))
        self._open = None

    def _empty_heading(self, number: int) -> None:
        if self._heading_at is not None:
            self._wrong(self._heading_at, "pack.empty_section")
            self._heading_at = None

    def _wrong(self, line: int, key: str, **values: str | int) -> None:
        self.problems.append(_remark(line, key, **values))


def _remark(line: int, key: str, **values: str | int) -> tuple[int, Remark]:
    return line, Remark(key, (("line", line), *values.items()))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2024-10-31")
