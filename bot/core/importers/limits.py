"""How large an essay may be, and what is said when it is larger."""

from bot.core.errors import StudyError

FILE_BYTES = 10_000_000
CHARACTERS = 2_000_000
PASSAGES = 1000
TITLE = 200
AUTHOR = 200
HEADING = 150
PASSAGE = 3000
QUESTION = 300


def decode(data: bytes) -> str:
    """The text of a file: UTF-8 (with or without a mark), UTF-16 with its mark, else Windows-1252.

    Raises `StudyError` for a file that is empty, too large, or no text at all.
    """
    if len(data) > FILE_BYTES:
        raise StudyError("import.too_large", megabytes=FILE_BYTES // 1_000_000)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        if _is_binary(data):
            raise StudyError("import.not_text")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if len(text) > CHARACTERS:
        raise StudyError("import.too_long", characters=f"{CHARACTERS:,}")
    if not text.strip():
        raise StudyError("import.empty")
    return text


def _is_binary(data: bytes) -> bool:
    head = data[:8192]
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return b"\0" in data or controls > 4 + len(head) // 50
