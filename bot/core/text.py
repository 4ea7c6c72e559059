"""Text as people save it, made safe and comparable."""

import re
import unicodedata

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028]")
_KEPT_CONTROLS = {"\n", "\t", "\u200c", "\u200d", "\u200e", "\u200f"}  # joiners and marks that scripts need
_FOLDED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"'}
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def clean(raw: str) -> str:
    r"""The text with one kind of line break and without characters that only steer a terminal or hide something.

    Bidirectional overrides and isolates go as well: they can show a link or a name as something it is not.

    >>> clean("one\r\ntwo\u202e!")
    'one\ntwo!'
    """
    lines = _BREAKS.sub("\n", raw).replace("\u2029", "\n\n").replace("\u00a0", " ").replace("\ufeff", "")
    kept = (c for c in lines if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return unicodedata.normalize("NFC", "".join(kept))


def fold(text: str) -> str:
    """The text as search compares it: no accents or vowel points, no case, plain quotes and letters.

    >>> fold("Élan, Ångström, שָׁלוֹם")
    'elan, angstrom, שלום'
    """
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.casefold().translate(_FOLDED)


def words(text: str) -> list[str]:
    """The words of the text in order, apostrophes kept inside.

    >>> words("God’s quality — bestowal.")
    ['God’s', 'quality', 'bestowal']
    """
    return _WORD.findall(text)


def shorten(text: str, limit: int) -> str:
    """The text in one line of at most `limit` characters, cut between words and marked with an ellipsis.

    >>> shorten("Closeness is a likeness", 15)
    'Closeness is a…'
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    kept = cut.rsplit(" ", 1)[0] if " " in cut and line[limit - 1] != " " else cut
    return kept.rstrip(" ,;:.—–-") + "…"
