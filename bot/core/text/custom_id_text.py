"""Text in few ASCII characters, for the ids of buttons."""

import base64
import binascii

_ENCODINGS = ("latin-1", "cp1251", "cp1255", "cp1256", "cp1253", "utf-16-be", "utf-8")
"""One byte a letter for most alphabets, two for most others; the order must stay: buttons already sent rely on it."""


def pack(text: str) -> str:
    """The text as a digit for its encoding and base64 without padding: four characters for three bytes.

    >>> pack("ahavá"), unpack(pack("אהבה"))
    ('0YWhhduE', 'אהבה')
    """
    for number, encoding in enumerate(_ENCODINGS):
        try:
            packed = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        return str(number) + base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")
    return ""


def unpack(packed: str) -> str:
    """The text again; empty for what `pack` has not made."""
    try:
        number, encoded = int(packed[:1]), packed[1:]
        raw = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        return raw.decode(_ENCODINGS[number])
    except (ValueError, IndexError, binascii.Error):
        return ""
