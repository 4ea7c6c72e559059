"""The text in a file, and what is said when it is too large or no text."""

import re

from bot.core.errors import StudyError
from bot.core.essays.file_encoding import decode_older, repaired
from bot.core.essays.sizes import CHARACTERS, FILE_BYTES, PARAGRAPHS

_ADDRESS = re.compile(r"https?://[^\s<>]{1,480}")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([a-zA-Z0-9_-]{2,20})", re.IGNORECASE)
_OF_OTHER_KINDS = (
    b"{\\rtf",
    b"%PDF-",
    b"PK\3\4",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
)
"""How other kinds of file begin, of which some have few bytes that no text has."""
_STATED = frozenset(
    """
        windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257
        iso-8859-1 iso-8859-2 iso-8859-5 iso-8859-7 iso-8859-8 iso-8859-9 iso-8859-15 koi8-r koi8-u shift_jis euc-jp
        gb2312 gbk gb18030 big5 euc-kr
    """.split()
)


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16, the encoding a web page states, else the likeliest.

    What some program had read in a wrong encoding before is repaired where that is sure. Raises `StudyError` for a
    file that is empty, too large, no text at all, or in letters that cannot be told.
    """
    if len(data) > FILE_BYTES:
        raise StudyError("import.too_large", megabytes=FILE_BYTES // 1_000_000)
    if (wide := _wide(data)) is not None:
        text = data.decode(wide, errors="replace")
    else:
        if _is_binary(data):
            raise StudyError("import.not_text")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = decode_older(data, _stated(data))
    if not text.strip():
        raise StudyError("import.empty")
    return repaired(text).replace("\u00ad\n", "-\n").replace("\u00ad\r\n", "-\r\n")


def is_address(text: str) -> bool:
    """Whether the text is the address of a page, and nothing else."""
    return _ADDRESS.fullmatch(text) is not None


def check_length(characters: int, most: int = CHARACTERS) -> None:
    """Raises `StudyError` when an essay has too many characters, or a book: `BOOK_CHARACTERS`."""
    if characters > most:
        raise StudyError("import.too_long", characters=f"{most:,}")


def check_paragraphs(count: int) -> None:
    """Raises `StudyError` when a file has more paragraphs than any essay."""
    if count > PARAGRAPHS:
        raise StudyError("import.many_paragraphs", most=f"{PARAGRAPHS:,}")


def _wide(data: bytes) -> str | None:
    """Which UTF-16 this is: by its mark, or because every zero stands where that encoding puts them."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:8192]
    zeros = [head[0::2].count(0), head[1::2].count(0)]
    if len(data) % 2 or min(zeros) or max(zeros) < max(1, len(head) // 40):
        return None
    wide = "utf-16-be" if zeros[0] else "utf-16-le"
    text = head[: len(head) // 4 * 4 or len(head)].decode(wide, errors="replace")
    return wide if sum(c.isprintable() or c.isspace() for c in text) >= 0.98 * len(text) else None


def _stated(data: bytes) -> str | None:
    """The encoding that a web page states at its top, if it is one of those that pages have."""
    match = _CHARSET.search(data[:2048])
    name = match[1].decode("ascii").lower() if match else ""
    return name if name in _STATED else None


def _is_binary(data: bytes) -> bool:
    head = data[:8192]
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return data.startswith(_OF_OTHER_KINDS) or controls > 4 + len(head) // 50
