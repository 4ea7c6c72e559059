"""Text as people save it, made safe and comparable."""

import re
import unicodedata
from functools import cache
from math import ceil

from bot.core.text import scripts

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028]")
_JOINER, _LATIN = "[\u034f\u115f\u1160\u200c-\u200f]", "[A-Za-z\u00c0-\u024f]"
_JOINERS = re.compile(f"{_JOINER}(?<={_LATIN}{_JOINER}){_JOINER}*+(?={_LATIN})")
"""Those between Latin letters, which need none: there they only keep a word from being found."""
_ALIKE = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ё": "е", "ı": "i", "ـ": ""}
    | dict.fromkeys("’‘ʼ‛′׳`´", "'")
    | dict.fromkeys("“”„‟«»״″", '"')
    | dict.fromkeys("يى", "ی")
    | dict.fromkeys("ةہۃۀ", "ه")
    | {"ك": "ک"}
    | dict.fromkeys("\u00ad\u200c\u200d\u200e\u200f\u2060", "")
)
"""Letters and signs with those that search takes for them: of letters that keyboards have in two forms, the Persian."""
_HALF_SPACE = re.compile("(?<=[\u0620-\u06ff])\u200c+(?=[\u0620-\u06ff])")
"""What parts a Persian word from its endings: it is written as well as a space, or not at all."""
_BEGINNING = re.compile(r"(?<!\S)[^\w\s]*+\w")
CHARACTERS_A_WORD = 2.5
"""Of scripts without spaces: 300 of their characters take as long to read as 120 words of others."""
MOST_MARKS = 30
"""Marks over one letter: more than any language has (Unicode Standard Annex 15, Stream-Safe Text Format)."""
_MANY_SIGNS = re.compile(rf"(?:[^\w\s\x00-\x7f]|[\uff9e\uff9f]){{{MOST_MARKS + 1},}}")
"""So many signs that are no letters that they can be marks (with the two marks that Unicode calls letters)."""
_PERHAPS_MARKS = re.compile(rf"[^\x00-\x7f][^\x00-\x7f]{{{MOST_MARKS}}}")
"""What most texts have nowhere, which is seen in a tenth of the time."""
_VIRAMA, _VOWELS = 9, range(84, 133)
"""Combining classes (Unicode Standard Annex 44) of marks that make another word, from India to Thailand."""
_LETTERS_KEPT = 20_000
"""Characters that are remembered without their marks: all of Unicode would take a hundred megabytes."""
_BLANK_LINES = re.compile(r"\n\s*\n")


@cache
def _unseen() -> re.Pattern[str]:
    """Controls, what steers direction, what hides, and letters of nobody's; no joiners and marks that scripts need.

    So many letters take 5 ms to compile: it is done when it is needed.
    """
    return re.compile(
        "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u17b4\u17b5\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff"
        "\uffa0\ufff9-\ufffb\ud800-\udfff\ue000-\uf8ff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
        "\U000f0000-\U0010ffff]"
    )


def clean(raw: str) -> str:
    r"""The text with one kind of line break and without characters that only steer a terminal or hide something.

    Bidirectional overrides and isolates go as well: they can show a link or a name as something it is not.

    >>> clean("one\r\ntwo\u202e!")
    'one\ntwo!'
    """
    lines = _BREAKS.sub("\n", raw).replace("\u2029", "\n\n").replace("\u00a0", " ")
    return unicodedata.normalize("NFC", _few_marks(_JOINERS.sub("", _unseen().sub("", lines))))


def clean_line(raw: str) -> str:
    r"""`clean`, in one line.

    >>> clean_line(" Bread\n and\u202e\tsalt ")
    'Bread and salt'
    """
    return " ".join(clean(raw).split())


def tidy(text: str) -> str:
    r"""A passage as it is stored: `clean`, and one blank line at most in a row.

    >>> tidy("one\r\n\r\n \n\n  two")
    'one\n\n  two'
    """
    return _BLANK_LINES.sub("\n\n", clean(text))


class _Bare(dict[int, str]):
    """A table of characters without their marks, filled in as they are looked up."""

    def __missing__(self, code: int) -> str:
        """The letters that are left of a character; nothing is left of a mark that stands alone."""
        letter = chr(code)
        if len(self) >= _LETTERS_KEPT:
            self.clear()
        if letter.isdecimal():
            letter = str(unicodedata.decimal(letter))
        elif not _is_whole(letter):
            letter = "".join(c for c in unicodedata.normalize("NFKD", letter) if not _is_ornament(c)).translate(_ALIKE)
        self[code] = letter
        return letter


_BARE = _Bare()


def _is_whole(letter: str) -> bool:
    """Whether NFKD would take the letter apart into other letters: й, kana, Hangul, and am in Thai and Lao."""
    return letter in "йำຳ" or "\u3041" <= letter <= "\u30ff" or "\uac00" <= letter <= "\ud7a3"


def _is_ornament(mark: str) -> bool:
    """Whether a mark is one that search does without: not the vowels and tones of India's and Thailand's scripts."""
    order = unicodedata.combining(mark)
    return bool(order) and order != _VIRAMA and order not in _VOWELS


def fold(text: str) -> str:
    """The text as search compares it: no accents or vowel points, no case, plain quotes and letters.

    >>> fold("Élan, Ångström, שָׁלוֹם")
    'elan, angstrom, שלום'
    """
    if text.isascii():
        return text.casefold().translate(_ALIKE)
    plain = _HALF_SPACE.sub("-", unicodedata.normalize("NFKC", _few_marks(text)))
    return plain.replace("ํา", "ำ").replace("ໍາ", "ຳ").casefold().translate(_ALIKE).translate(_BARE)


def _few_marks(text: str) -> str:
    """The text with 30 marks at most over a letter: Python puts marks in order by the square of their number."""
    return _MANY_SIGNS.sub(_without_most_marks, text) if _PERHAPS_MARKS.search(text) else text


def _without_most_marks(signs: re.Match[str]) -> str:
    kept = list[str]()
    marks = 0
    for sign in signs.group():
        marks = marks + 1 if unicodedata.combining(unicodedata.normalize("NFKD", sign)[0]) else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def words(text: str) -> list[str]:
    """The words of the text in order, apostrophes kept inside.

    >>> words("God’s quality — bestowal.")
    ['God’s', 'quality', 'bestowal']
    """
    return scripts.word().findall(text)


def count_words(text: str) -> int:
    """How many words the text has, by white space; of scripts without spaces, as many as take as long to read.

    >>> count_words("Water waits."), count_words("水は低きに流れる。")
    (2, 4)
    """
    unspaced = scripts.unspaced_length(text)
    if not unspaced:
        return len(text.split())
    return len(_BEGINNING.findall(scripts.without_unspaced(text))) + ceil(unspaced / CHARACTERS_A_WORD)


def count_letters(text: str) -> int:
    """How many letters and figures the text has: what no cut and no style changes.

    >>> count_letters("*God’s* quality, 1")
    12
    """
    return sum(map(str.isalnum, text))


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


def beginning(text: str, limit: int) -> str:
    r"""The text, or where it is longer its beginning of at most `limit` characters, cut between words; lines stay.

    >>> beginning("One line,\nand a long one", 16)
    'One line,\nand a…'
    """
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    before = "" if text[limit - 1].isspace() else kept.rpartition(" ")[0]
    return (before or kept).rstrip() + "…"
