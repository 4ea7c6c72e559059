"""Small valid files of every kind in which something was changed, the same for the same seed."""

import random
import re
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tests.core.importers.formats import samples
from tests.faults.imports.odd_file import PROSE, TEXT, OddFile

_PROJECT = Path(__file__).parents[3]
_REAL = _PROJECT / "tests" / "core" / "importers" / "real_files"
_TAGS = b"""
    <b> </b> <div> </div> <p> <table> <td> <!-- --> <![CDATA[ ]]> <script> <br> &amp; &# &#x41; " ' = > < / <a&href='#'>
""".split()
_SIGNS = rb"* ** _ ` ``` # > [ ] ( ) [^1] [^1]: | -|- --- +++ { } : ; \ ~ ~~~ $ % %% {{< >}} ![ <! == ?".split()
_BYTES = [b"\xff", b"\0", b"\xe2\x80\xa8"]
_TOKENS: Mapping[str, list[bytes]] = {
    "txt": [*_SIGNS, *_BYTES, b"By ", b"Notes", b"\n\n", b"\r", b"\f", b"\t", b"\xef\xbb\xbf", b"I.", b"1. "],
    "md": [*_SIGNS, *_TAGS, b"\n\n", b"\n---\n", b"title: "],
    "html": [*_TAGS, b"\0", b"<h1>", b"<title>", b"<article>", b"<nav>", b"<sup>", b"\xff"],
    "mail": [
        b"\n\n",
        b"\r\n",
        b"--",
        b"boundary=",
        b"Content-Type: text/html\n",
        b"=?utf-8?q?",
        b"?=",
        b"=",
        b";",
        b"\0",
        b"base64",
        b"(",
        b'"',
        *_TAGS,
    ],
    "epub": [
        *_TAGS,
        b"<item ",
        b"<itemref ",
        b"href='../",
        b"id='",
        b"<?xml",
        b"<!DOCTYPE x [",
        b"<!ENTITY a 'b'>",
        b"PK\1\2",
        b"PK\3\4",
    ],
    "docx": [
        *_TAGS,
        b"<w:p>",
        b"</w:p>",
        b"<w:r>",
        b"<w:tbl>",
        b"<w:t>",
        b"w:val='",
        b"<w:fldChar w:fldCharType='begin'/>",
        b"<w:ins>",
        b"PK\5\6",
    ],
    "pdf": [
        b" 0 R",
        b"<<",
        b">>",
        b"[",
        b"]",
        b"/Kids",
        b"/Parent",
        b"obj",
        b"endobj",
        b"stream\n",
        b"endstream",
        b"(",
        b")",
        b"Tj",
        b"BT",
        b"ET",
        b"/Filter/FlateDecode",
        b"/Length ",
        b"xref",
        b"trailer",
    ],
    "pack": [*_SIGNS, b"\n? notice: ", b"\n---\n", b"\n## ", b"pack: ", b"id: ", b"\n\n"],
}
_NUMBER = re.compile(rb"\d{1,9}")
_NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"99999999999", b"1e99", b"0.0000001")
_LONGEST = 300_000
"""Bytes after which a file is changed no more."""
Change = Callable[[bytes, random.Random, list[bytes]], bytes]


def kinds() -> tuple[str, ...]:
    """The kinds of which there are valid files."""
    return tuple(_TOKENS)


def changed(kind: str, seed: int) -> OddFile:
    """A valid file of a kind with some changes: in its bytes, or in a file inside it."""
    chance = random.Random(f"{kind}/{seed}")
    name, data = chance.choice(_valid()[kind])
    tokens = _TOKENS[kind]
    made = _inside(data, chance, tokens) if kind in ("epub", "docx") and chance.random() < 0.7 else None
    made = made or _with_changes(data, chance, tokens)
    return OddFile(f"{kind}/{seed}", name, lambda: made)


@cache
def _valid() -> Mapping[str, list[tuple[str, bytes]]]:
    def real(*names: str) -> list[tuple[str, bytes]]:
        return [(name, (_REAL / name).read_bytes()) for name in names]

    pack = min((_PROJECT / "data" / "essays").glob("*.md"), key=lambda path: path.stat().st_size)
    mail = f"MIME-Version: 1.0\nFrom: Ann <a@a.example>\nSubject: Bread\nContent-Type: text/plain\n\n{TEXT}"
    lines = [(72.0, 720.0 - 14 * n, 11.0, TEXT[60 * n : 60 * n + 60]) for n in range(20)]
    return {
        "txt": real("libreoffice.txt", "pandoc.txt"),
        "md": real("pandoc.md", "weir.md"),
        "html": real("chromium-dom.html", "libreoffice.html", "pandoc.html"),
        "mail": [*real("chromium.mhtml"), ("letter.eml", mail.encode())],
        "epub": [*real("libreoffice.epub", "pandoc-2.epub", "pandoc-3.epub"), ("a.epub", _book())],
        "docx": real("libreoffice.docx", "pandoc.docx"),
        "pdf": [*real("reportlab.pdf", "typst.pdf"), ("a.pdf", samples.pdf([lines, lines]))],
        "pack": [(pack.name, pack.read_bytes())],
    }


def _book() -> bytes:
    return samples.epub(
        {"nav.xhtml": samples.chapter("<nav><a href='1.xhtml'>One</a></nav>"), "1.xhtml": samples.chapter(PROSE)}
    )


def _inside(data: bytes, chance: random.Random, tokens: list[bytes]) -> bytes | None:
    """The archive in which one of its files of markup was changed."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except BadZipFile:
        return None
    name = chance.choice([name for name in files if name.endswith((".xml", ".xhtml", ".opf", ".ncx", ".rels"))])
    return samples.packed({**files, name: _with_changes(files[name], chance, tokens)})


def _with_changes(data: bytes, chance: random.Random, tokens: list[bytes]) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 3, 5, 10, 20))):
        if len(data) < _LONGEST:
            data = chance.choice(_CHANGES)(data, chance, tokens)
    return data


def _span(data: bytes, chance: random.Random, most: int = 2000) -> slice:
    begin = chance.randrange(len(data) + 1)
    return slice(begin, begin + chance.randrange(1, most))


def _flipped(data: bytes, chance: random.Random, tokens: list[bytes]) -> bytes:
    del tokens
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 30)) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _cut(data: bytes, chance: random.Random, tokens: list[bytes]) -> bytes:
    del tokens
    span = _span(data, chance)
    return data[: span.start] + (b"" if chance.random() < 0.3 else data[span.stop :])


def _doubled(data: bytes, chance: random.Random, tokens: list[bytes]) -> bytes:
    del tokens
    span = _span(data, chance)
    return data[: span.start] + data[span] * chance.choice((2, 3, 20, 300)) + data[span.stop :]


def _swapped(data: bytes, chance: random.Random, tokens: list[bytes]) -> bytes:
    del tokens
    a, b, c = sorted(chance.randrange(len(data) + 1) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def _inserted(data: bytes, chance: random.Random, tokens: list[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(tokens) * chance.choice((1, 1, 2, 50, 3000)) + data[at:]


def _renumbered(data: bytes, chance: random.Random, tokens: list[bytes]) -> bytes:
    """Another number in the place of one that the file says: lengths, sizes, names of objects."""
    del tokens
    if not (said := list(_NUMBER.finditer(data))):
        return data
    number = chance.choice(said)
    return data[: number.start()] + chance.choice(_NUMBERS) + data[number.end() :]


def _filled(data: bytes, chance: random.Random, tokens: list[bytes]) -> bytes:
    """Four bytes that say a length of nothing or of all there is."""
    del tokens
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f")) + data[at + 4 :]


_CHANGES: tuple[Change, ...] = (_flipped, _cut, _doubled, _swapped, _inserted, _inserted, _renumbered, _filled)
