"""The lines of a PDF's pages with their places, as PDFium finds them."""

import re
import sys
from collections.abc import Iterator
from ctypes import byref, c_int, create_string_buffer
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from bot.core.errors import StudyError
from bot.core.essays.file_text import check_length
from bot.core.essays.sizes import BOOK_CHARACTERS
from bot.core.importers.formats import bounds
from bot.core.text.normalization import clean_line

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_JOINED_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x02": "-", "\ufffe": "-"}
)
"""Ligatures by their letters, and PDFium's marks for a hyphen at the end of a line."""
_BOLD = re.compile(rb"bold|black|heavy|CMBX|-B$", re.IGNORECASE)
_GAP = 1.8
"""How many times its size parts two pieces of text on one line: more than the widest space of justified lines."""
_SMALL = 0.88
_ANGLE = 0.1
"""Radians from which on text stands askew: stamps at the margin."""


@dataclass(slots=True)
class Line:
    """A line, or what stands of it in one column; places in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False

    @property
    def letters(self) -> int:
        """How many characters it has."""
        return len(self.text)


class _Glyph(NamedTuple):
    """A character and its box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Pages:
    """The lines of every page, and what the file says of itself."""

    lines: list[list[Line]]
    stated: dict[str, str]


def read_pages(data: bytes) -> Pages:
    """The pages of a file. Raises `StudyError` for one that is damaged, protected or out of all bounds."""
    import pypdfium2 as pdfium  # 0.03 s and 10 MB, which only who reads a PDF pays

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as refused:
        locked = b"/Encrypt" in data and "password" in str(refused).lower()  # it tells an earlier file's error at times
        raise StudyError("import.locked" if locked else "import.damaged") from None
    if len(document) > bounds.PDF_PAGES:
        raise StudyError("import.out_of_bounds")
    lines: list[list[Line]] = []
    letters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
            letters += text.count_chars()
            check_length(letters, BOOK_CHARACTERS)
            lines.append(list(_lines(text)))
            page.close()
        except pdfium.PdfiumError:
            lines.append([])
    return Pages(lines, {name: _stated(document, name) for name in ("Title", "Author")})


def _stated(document: "PdfDocument", name: str) -> str:
    """What the file says of itself under a name; nothing where that is no text."""
    try:
        return clean_line(document.get_metadata_value(name))
    except UnicodeDecodeError:
        return ""


def _lines(page: "PdfTextPage") -> Iterator[Line]:
    """The lines of a page in the order of the file, without those that stand askew."""
    from pypdfium2 import raw

    count = page.count_chars()
    if count > bounds.PDF_PAGE_LETTERS:
        raise StudyError("import.out_of_bounds")
    begun: list[_Glyph] = []
    first, gap = 0, ""
    for number in range(count + 1):
        code = raw.FPDFText_GetUnicode(page, number) if number < count else ord("\n")
        letter = chr(code) if code <= sys.maxunicode else "\ufffd"
        if letter not in "\r\n" and letter.isspace():
            gap = " "
            continue
        glyph = None if letter in "\r\n" else _Glyph(letter, *page.get_charbox(number, loose=True))
        if begun and (glyph is None or _is_apart(begun[-1], glyph)):
            if abs(raw.FPDFText_GetCharAngle(page, first)) < _ANGLE:
                yield from _line(begun, bold=_is_bold(page, first))
            begun, gap = [], ""
        if glyph is not None:
            first = first if begun else number
            begun.append(_Glyph(gap + letter, *glyph[1:]) if begun else glyph)
            gap = ""


def _is_apart(before: _Glyph, after: _Glyph) -> bool:
    """Whether two characters that follow one another stand in different lines or columns."""
    size = max(before.top - before.bottom, after.top - after.bottom)
    beside = max(after.left - before.right, before.left - after.right)
    return beside > _GAP * size or after.top < before.bottom or after.bottom > before.top


def _line(glyphs: list[_Glyph], *, bold: bool) -> Iterator[Line]:
    size = median(glyph.top - glyph.bottom for glyph in glyphs)
    middle = median((glyph.top + glyph.bottom) / 2 for glyph in glyphs)
    letters = (
        glyph.text.translate(_RAISED)
        if glyph.top - glyph.bottom < _SMALL * size and (glyph.top + glyph.bottom) / 2 > middle
        else glyph.text.translate(_JOINED_LETTERS)
        for glyph in glyphs
    )
    text = clean_line("".join(letters))
    if text:
        sides = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
        yield Line(text, *sides, middle - size / 2, middle + size / 2, size, bold)


def _is_bold(page: "PdfTextPage", number: int) -> bool:
    from pypdfium2 import raw

    name = create_string_buffer(128)
    raw.FPDFText_GetFontInfo(page, number, name, len(name), byref(c_int()))
    return _BOLD.search(name.value) is not None
