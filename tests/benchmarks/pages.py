"""How much of the essays on saved pages is found, and how much of what is found is theirs, beside the library alone.

`PAGES` names a folder with a folder a page: `source.html`, `expected.html` with what is wanted of it, and
`expected-metadata.json`. A sentence of four words or more counts as found when three quarters of its runs of three
words stand in the other text; recall and precision weigh sentences by their words and are averaged over the pages.
"""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import trafilatura

from bot.core.errors import StudyError
from bot.core.importers.html.page_blocks import parse_page
from bot.core.importers.inline_styles import bare
from bot.core.importers.reader import read_essay
from bot.core.text.scripts import units
from tests.benchmarks.figures import Figure

_SENTENCE = re.compile(r"(?<=[.!?…؟])[\"”’»)\]]*\s+|\n+|(?<=[。！？])")


class Read(NamedTuple):
    """What a reader made of a page."""

    recall: float
    precision: float
    titled: bool


async def measure() -> list[Figure]:
    """The figures of both readers over all pages; nothing where `PAGES` is not set."""
    folder = os.environ.get("PAGES")
    if folder is None:
        print("pages: PAGES names no folder of saved pages, so none are read.")  # noqa: T201 # its output
        return []
    pages = sorted(path.parent for path in Path(folder).glob("*/source.html"))
    ours, theirs = (
        [_compared(page, *_ours(page)) for page in pages],
        [_compared(page, *_theirs(page)) for page in pages],
    )
    return [
        Figure("recall", mean(read.recall for read in ours), 0.97, "higher"),
        Figure("precision", mean(read.precision for read in ours), 0.955, "higher"),
        Figure("pages missing over a third", sum(read.recall < 2 / 3 for read in ours), 2),
        Figure("titles", sum(read.titled for read in ours), sum(read.titled for read in theirs), "higher"),
        Figure("pages", len(pages)),
        Figure("recall of the library alone", mean(read.recall for read in theirs)),
        Figure("precision of the library alone", mean(read.precision for read in theirs)),
    ]


def _ours(page: Path) -> tuple[str, str]:
    try:
        draft = read_essay("source.html", (page / "source.html").read_bytes(), {})
    except StudyError:
        return "", ""
    headings = [section.heading or "" for section in draft.sections]
    return bare("\n".join([*headings, *(passage.text for passage in draft.passages)])), draft.title


def _theirs(page: Path) -> tuple[str, str]:
    found = trafilatura.bare_extraction((page / "source.html").read_bytes(), include_comments=False, with_metadata=True)
    told = found.as_dict() if found is not None else {}  # pyright: ignore[reportAttributeAccessIssue] # what it returns unless told otherwise
    return told.get("text") or "", told.get("title") or ""


def _compared(page: Path, text: str, title: str) -> Read:
    wanted = "\n".join(bare(block.text) for block in parse_page((page / "expected.html").read_text("utf-8")).blocks)
    stated = json.loads((page / "expected-metadata.json").read_text("utf-8")).get("title") or ""
    one, other = " ".join(units(title)), " ".join(units(stated))
    titled = bool(one and other) and (one.startswith(other) or other.startswith(one))
    return Read(_share(wanted, f"{title}\n{text}"), _share(text, f"{wanted}\n{stated}"), titled)


def _share(sentences: str, text: str) -> float:
    """Which part of the words of these sentences stands in sentences that the text has as well."""
    there, whole, found = set(_runs(units(text))), 0, 0
    for sentence in _SENTENCE.split(sentences):
        words = units(sentence)
        if len(words) < 4:
            continue
        runs = _runs(words)
        whole += len(words)
        found += len(words) * (sum(run in there for run in runs) >= 0.75 * len(runs))
    return found / whole if whole else 0.0


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + 3]) for at in range(len(words) - 2)]
