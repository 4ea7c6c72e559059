"""Plain texts: every sign without end, every plane of Unicode, broken encodings, and nothing at all."""

import string
from collections.abc import Callable, Iterator
from itertools import product

from tests.faults.imports.odd_file import SENTENCE, TEXT, OddFile, named

_RUN = 400_000
_SIGNS = "-*_#>|[](){}\"'.:,;!?=+~`^$&%@/\\<"
"""The signs that mean something to a reader, as they are typed."""
_WIDE = "“”‘’«»„—–…·•†‡§©®°′″。、「」『』？！।॥؟؛۔։፡་\u200b\u200d\u2028\u2029\u00ad\u0301\ufffd\ufeff"
_STATED = (
    "By",
    "Title:",
    "Chapter",
    "I.",
    "1.",
    "[1]",
    "— ",
    "Re:",
    "Contents",
    "Page 1",
    "http://a.example/",
    "*** START OF THE PROJECT GUTENBERG EBOOK",
    "[Illustration:",
    "3:16",
    "May 5, 2024",
    "Dear",
    "Mr.",
    "(see",
    "> ",
)


def files() -> Iterator[OddFile]:
    """Runs of signs in a text and in Markdown, then texts."""
    for sign in string.punctuation:
        for name in ("essay.txt", "essay.md"):
            run = f"On Bread\n\n{TEXT}\n\n{sign * _RUN}\n\n{(sign + ' ') * 9000}\n\n{(sign + chr(10)) * 9000}{TEXT}"
            yield from named(name, {f"run of {sign}": lambda run=run: run})
    for name in ("essay.txt", "essay.md"):
        yield from named(
            name, {"runs of pairs": _pairs, "runs of other signs": _wide, "runs of beginnings": _beginnings}
        )
    yield from named("essay.txt", _texts() | _encodings() | _small())


def _pairs() -> str:
    return "On Bread\n\n" + "\n\n".join((a + b) * 700 for a, b in product(_SIGNS, repeat=2) if a != b)


def _wide() -> str:
    return "On Bread\n\n" + "\n\n".join(sign * 20_000 for sign in _WIDE)


def _beginnings() -> str:
    return "\n\n".join(f"{begun} {SENTENCE}\n{begun * 3000}\n{f'{begun}{chr(10)}' * 900}" for begun in _STATED)


def _planes() -> str:
    return "\n\n".join(
        "".join(chr(code) for code in range(at, at + 0x1000) if not 0xD800 <= code < 0xE000)
        for at in range(0, 0x110000, 0x1000)
    )


def _texts() -> dict[str, Callable[[], bytes | str]]:
    return {
        "every sign of Unicode": _planes,
        "one line of two megabytes": lambda: SENTENCE * 28_000,
        "one word of two megabytes": lambda: "x" * 1_999_990,
        "one sentence of two megabytes": lambda: "bread " * 330_000,
        "three hundred thousand blank lines": lambda: "Rye\n" + "\n" * 300_000 + TEXT,
        "three hundred thousand lines of spaces": lambda: "Rye\n" + "   \n" * 300_000 + TEXT,
        "three hundred thousand lines": lambda: "bread\n" * 300_000,
        "nineteen thousand paragraphs": lambda: "Rye bread.\n\n" * 19_000,
        "fifty thousand headings": lambda: "Rye\n\n" * 50_000,
        "tabs": lambda: "\t" * 100_000 + TEXT + "\n" + "a\t" * 100_000,
        "zeros": lambda: bytes(1_000_000),
        "zeros between words": lambda: TEXT.replace(" ", "\0"),
        "controls": lambda: "".join(map(chr, range(1, 32))) * 10_000 + TEXT,
        "steering of terminals": lambda: "\x1b[2J\x1b]0;x\x07" * 20_000 + TEXT,
        "directions": lambda: "\u202e\u2066\u202d\u2069" * 50_000 + TEXT,
        "a hundred thousand marks over a letter": lambda: TEXT + "e" + "\u0301\u0315" * 50_000,
        "ligatures that unfold": lambda: "\ufdfa" * 100_000 + TEXT,
        "joiners": lambda: "a\u200d" * 200_000 + TEXT,
        "letters of nobody": lambda: "\ue000\U000f0000" * 100_000 + TEXT,
        "lone surrogates": lambda: "\ud800\udc00\udfff" * 50_000 + TEXT,
        "Chinese without an end": lambda: "水低流" * 300_000,
        "Thai without an end": lambda: "น้ำ" * 300_000,
        "Hindi without an end": lambda: "पानी " * 150_000,
        "Arabic both ways": lambda: "ماء water " * 80_000,
        "emoji of families": lambda: "\U0001f468\u200d\U0001f469\u200d\U0001f467 " * 60_000,
        "letters twice misread": lambda: (
            TEXT.replace("e", "é").encode().decode("cp1252").encode().decode("cp1252", "ignore")
        ),
        "words misread without end": lambda: "Ã©â€™Ã¼ " * 100_000,
        "words misread in part": lambda: "Ã©â€™\u0103 Ãż " * 100_000,
        "hyphens at the ends of lines": lambda: "bread-\n" * 200_000,
        "page numbers alone": lambda: "- 12 -\n\f" * 100_000,
        "questions alone": lambda: "Why?\n\n" * 15_000,
        "lists of numbers": lambda: "".join(f"{n}. rye\n" for n in range(100_000)),
        "notes alone": lambda: "Rye [1]\n\nNotes\n\n" + "[1] rye\n\n" * 15_000,
        "quotation marks that never close": lambda: "“rye " * 200_000,
        "brackets in brackets": lambda: "(" * 200_000 + "rye" + ")" * 200_000,
        "abbreviations": lambda: "Mr. Dr. e.g. St. p. 5. A. B. " * 50_000,
        "dashes between words": lambda: "rye—" * 200_000,
        "verse without end": lambda: "rye and\nbread\n" * 100_000,
    }


def _encodings() -> dict[str, Callable[[], bytes]]:
    codes = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037", "utf-8-sig", "punycode")
    return {
        **{f"in {code}": lambda code=code: TEXT.encode(code) for code in codes},
        "halves of UTF-16": lambda: b"\xff\xfe" + b"\x00\xd8" * 100_000 + TEXT.encode("utf-16-le"),
        "UTF-16 and one byte": lambda: TEXT.encode("utf-16") + b"x",
        "UTF-8 cut in every letter": lambda: "é".encode()[:1] * 200_000 + TEXT.encode(),
        "letters longer than they may be": lambda: b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80" * 20_000 + TEXT.encode(),
        "bytes of every kind": lambda: bytes(range(32, 256)) * 5000,
        "high bytes alone": lambda: bytes(range(128, 256)) * 8000,
        "one high byte": lambda: b"\xff" * 500_000,
        "two encodings": lambda: "é ".encode() * 9000 + "é ".encode("cp1252") * 9000,
        "Japanese in old letters": lambda: "水は流れる。".encode("shift_jis") * 9000,
        "Russian in old letters": lambda: "вода течёт ".encode("koi8-r") * 9000,
        "escapes of old Japanese": lambda: "水は流れる。".encode("iso-2022-jp") * 9000,
    }


def _small() -> dict[str, Callable[[], bytes]]:
    marks = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"+/v8-")
    single = (b"a", b"\0", b"\xff", b"\n", b" ", b"#", b"<", b"%", b"-", b"\x1a")
    return {
        "nothing": lambda: b"",
        **{f"a mark and nothing else, {mark!r}": lambda mark=mark: mark for mark in marks},
        **{f"one byte, {byte!r}": lambda byte=byte: byte for byte in single},
    }
