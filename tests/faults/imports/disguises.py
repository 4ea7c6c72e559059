"""Files that are two kinds at once, have the name of another kind, or a name that no file should have."""

from collections.abc import Iterator

from tests.core.importers.formats import samples
from tests.faults.imports.odd_file import PROSE, TEXT, OddFile

_KINDS = ("txt", "md", "html", "eml", "epub", "docx", "pdf")
_NAMES = (
    "a" * 300 + ".txt",
    "a\0b.txt",
    "../../../etc/passwd.txt",
    "/etc/passwd.md",
    "C:\\autoexec.txt",
    "\u202etxt.exe.md",
    ".txt",
    "txt",
    "...",
    "a.",
    " .md",
    "a.TXT",
    "a.txt.exe",
    "\n.txt",
    "\ud800.md",
    "a" * 100_000,
    "\u0301.txt",
    "%s%n{0}.txt",
    "con.txt",
    "-rf.txt",
    "`x`.txt",
    "$(x).txt",
    "@everyone.txt",
    "[a](https://a.example).txt",
    "{n}.md",
    "_" * 300 + ".txt",
    "2024-99-99.md",
    "99999999.md",
    "a." + "b" * 100_000,
    "",
)


def files() -> Iterator[OddFile]:
    """Kinds in each other, each kind under each other's ending, and names."""
    page, book, document, paper = _valid("html"), _valid("epub"), _valid("docx"), _valid("pdf")
    both = {
        "a PDF and an archive": paper + book,
        "a page and an archive": page + book,
        "an archive and a page": book + page,
        "a picture and a page": b"GIF89a/*" + page,
        "a PDF in a page": page[:200] + paper,
        "a PDF behind a mail": _valid("eml") + paper,
        "a document and a book": document + book,
        "a mail and a page": _valid("eml") + page,
        "a program and a text": b"MZ\x90" + TEXT.encode(),
        "a program of a shell": b"#!/bin/sh\n" + TEXT.encode(),
        "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + TEXT.encode("utf-16-le"),
    }
    for label, data in both.items():
        for ending in ("html", "epub", "pdf"):
            yield OddFile(f"{label}, as .{ending}", f"essay.{ending}", lambda data=data: data)
    for kind in _KINDS:
        for ending in _KINDS:
            if kind != ending:
                yield OddFile(f"{kind} as .{ending}", f"essay.{ending}", lambda kind=kind: _valid(kind))
    for name in _NAMES:
        yield OddFile(f"called {name[:30]!r}, {len(name)} characters", name, TEXT.encode)


def _valid(kind: str) -> bytes:
    made = {
        "txt": f"On Bread\n\n{TEXT}",
        "md": f"# On Bread\n\n*{TEXT.strip()}*",
        "html": f"<!DOCTYPE html><html><head><title>On Bread</title></head><body>{PROSE}</body></html>",
        "eml": f"MIME-Version: 1.0\nSubject: On Bread\nContent-Type: text/plain\n\n{TEXT}",
        "epub": samples.epub({"one.xhtml": samples.chapter(PROSE)}),
        "docx": samples.docx(samples.paragraph(TEXT)),
        "pdf": samples.pdf([[(72.0, 720.0 - 14 * n, 11.0, TEXT[70 * n : 70 * n + 70]) for n in range(20)]]),
    }[kind]
    return made if isinstance(made, bytes) else made.encode()
