"""How long it takes from a text to passages, beside markdown-it-py, which only renders it; and from books and papers.

Seconds alone would say how fast the machine is at the moment: a text is read and rendered in turn, and the median of
the ratios of such pairs counts. Books and papers are made here and go through the sandbox, as a host's do.
"""

import asyncio
import gc
import os
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from textwrap import wrap
from time import perf_counter, process_time

import psutil
from markdown_it import MarkdownIt

from bot.core.importers.reader import read_essay
from bot.i18n import Texts
from bot.outside import sandbox
from tests.benchmarks.figures import Figure
from tests.benchmarks.stalls import Ticking
from tests.core.importers.formats import samples

PAIRS = 31
STALL = 100.0
"""Milliseconds that the loop may stand still while a file is read, at the 99th percentile."""
IMPORTS, GROWTH = 100, 5.0
"""Small files, and the megabytes by which the bot may grow over them."""
CHAPTERS, PARAGRAPHS = 30, 17
"""Of the book: some 90,000 words on what would be 300 pages of paper."""
PAGES, LINES, WIDTH = 60, 44, 88
_ROOT = Path(__file__).parents[2]
_REAL = _ROOT / "tests" / "core" / "importers" / "real_files"


async def measure() -> list[Figure]:
    """Half a megabyte of essays; a book, a paper and a hundred small files; and the article, if it is there."""
    return [*_texts(), *_article(), *await _files()]


def _texts() -> list[Figure]:
    banks = Texts().banks()
    essay = _essay(500_000)
    text = essay.decode()
    read_essay("warm.txt", essay[:20_000], banks)

    def rendered() -> object:
        return MarkdownIt("commonmark").render(text)

    cut = _ratio(lambda: read_essay("essay.txt", essay, {}).passages, rendered, PAIRS)
    asked = _ratio(lambda: read_essay("essay.txt", essay, banks).passages, rendered, PAIRS // 2)
    seconds = min(_seconds(lambda: read_essay("essay.txt", essay, banks).passages) for _ in range(3))
    return [
        Figure("a text into passages, ratio to markdown-it-py", cut, 5),
        Figure("a text into passages with questions, ratio to markdown-it-py", asked, 20),
        Figure("1 MB of text into passages with questions, seconds", 2 * seconds),
    ]


def _article() -> list[Figure]:
    article = os.environ.get("SEED_ARTICLE")
    if article is None:
        print("import: SEED_ARTICLE does not name the article, so it is not timed.")  # noqa: T201 # its output
        return []
    data, banks = Path(article).read_bytes(), Texts().banks()
    seconds = min(_seconds(lambda: read_essay("a.txt", data, banks).passages) for _ in range(15))
    return [Figure("the article, milliseconds", 1000 * seconds, 50)]


def _ratio(ours: Callable[[], object], theirs: Callable[[], object], pairs: int) -> float:
    """How many times longer ours takes: the median of pairs, since the machine changes its speed all the time."""
    return median(_seconds(ours) / _seconds(theirs) for _ in range(pairs))


def _seconds(call: Callable[[], object]) -> float:
    """Seconds of the processor that a call takes."""
    begun = process_time()
    assert call()
    return process_time() - begun


async def _files() -> list[Figure]:
    """Files through the sandbox: how long they take, and what they take from the loop and the memory meanwhile."""
    texts = _library()
    gc.collect()
    gc.freeze()  # as the bot does when it starts
    watch = Watch()
    book, paper = await watch.read("book.epub", _book(texts)), await watch.read("paper.pdf", _paper(texts))
    grown = await _growth(watch)
    return [
        Figure("a book of 300 pages (EPUB), seconds", book, 5),
        Figure("a paper of 60 pages (PDF), seconds", paper, 8),
        Figure("loop's longest stall by a file, 99th percentile, milliseconds", _p99(watch.computed), STALL),
        Figure("the same as a clock sees it, with all else the machine does, milliseconds", _p99(watch.late)),
        Figure(f"what the bot grows by over {IMPORTS} imports, megabytes", grown, GROWTH),
    ]


class Watch:
    """Reads files through the sandbox, and notes the longest that the loop stood still by each, in milliseconds."""

    def __init__(self) -> None:
        self.computed = list[float]()
        self.late = list[float]()
        self._banks = Texts().banks()

    async def read(self, name: str, data: bytes) -> float:
        """Seconds until a file is read."""
        ticking = Ticking()
        clock = asyncio.create_task(ticking.run())
        begun = perf_counter()
        draft = await sandbox.read_essay(name, data, self._banks)
        took = perf_counter() - begun
        clock.cancel()
        assert draft.passages
        self.computed.append(1000 * ticking.computed)
        self.late.append(1000 * ticking.late)
        return took


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


async def _growth(watch: Watch) -> float:
    """The megabytes that this process has grown by over small files of every kind, after the first of each."""
    names = (
        "libreoffice.txt",
        "pandoc.md",
        "pandoc.html",
        "chromium.mhtml",
        "pandoc-3.epub",
        "pandoc.docx",
        "typst.pdf",
    )
    files = [(name, (_REAL / name).read_bytes()) for name in names]
    for name, data in files:
        await watch.read(name, data)
    begun = _resident()
    for name, data in islice(cycle(files), IMPORTS):
        await watch.read(name, data)
    return (_resident() - begun) / 1e6


def _resident() -> int:
    gc.collect()
    return psutil.Process().memory_info().rss


def _library() -> list[str]:
    """The passages of the starter library."""
    return [
        passage.text
        for path in sorted((_ROOT / "data" / "essays").glob("*.md"))
        for passage in read_essay(path.name, path.read_bytes(), {}).passages
    ]


def _book(texts: list[str]) -> bytes:
    """An e-book of thirty chapters, each with some 3,000 words."""
    written = cycle(texts)
    chapters: dict[str, str | bytes] = {}
    for chapter in range(1, CHAPTERS + 1):
        numbered = enumerate(islice(written, PARAGRAPHS))
        paragraphs = "".join(f"<p>{text} That was number {number} of {chapter}.</p>" for number, text in numbered)
        chapters[f"{chapter}.xhtml"] = samples.chapter(f"<h2>Chapter {chapter}</h2>{paragraphs}")
    return samples.epub(chapters)


def _paper(texts: list[str]) -> bytes:
    """A paper of sixty pages in Helvetica: wrapped lines, the first of a paragraph further in, and page numbers."""
    wrapped = (wrap(_plain(text), WIDTH, initial_indent=" ") for text in islice(cycle(texts), PAGES * 5))
    lines = [line for paragraph in wrapped for line in paragraph]
    pages = (lines[at : at + LINES] for at in range(0, PAGES * LINES, LINES))
    return samples.pdf([[*_set(page), (300.0, 40.0, 9.0, str(number))] for number, page in enumerate(pages, start=1)])


def _set(lines: list[str]) -> Iterator[tuple[float, float, float, str]]:
    """Each line with its place on the page and its size."""
    for row, line in enumerate(lines):
        yield 72.0 + 15 * line.startswith(" "), 740.0 - 15 * row, 11.0, line.strip()


def _plain(text: str) -> str:
    """The words of a passage in letters that every PDF has."""
    return text.translate({ord("*"): None, ord(">"): None}).encode("cp1252", errors="ignore").decode("cp1252")


def _essay(size: int) -> bytes:
    """The starter library, over and over, without its questions, each sentence a little different."""
    texts = _library()
    parts, length, number = ["A Long Essay"], 0, 0
    while length < size:
        number += 1
        parts.append(f"{texts[number % len(texts)]} That was number {number}.")
        length += len(parts[-1].encode()) + 2
    return "\n\n".join(parts).encode()
