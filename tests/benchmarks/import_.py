"""How long it takes from a text to passages with questions."""

import os
from pathlib import Path
from time import process_time

from bot.core.importers.reader import read_essay
from bot.i18n import Texts
from tests.benchmarks.figures import Figure

ROUNDS = 5


async def measure() -> list[Figure]:
    """A megabyte of essays (a thousand passages are the most, so it is two); and the article, if it is there."""
    templates = Texts().templates()
    essay = _essay(500_000)
    read_essay("warm.txt", essay[:20_000], templates)
    figures = [Figure("1 MB of text into passages with questions, seconds", 2 * _best("essay.txt", essay), 1.0)]
    article = os.environ.get("SEED_ARTICLE")
    if article is None:
        print("import: SEED_ARTICLE does not name the article, so it is not timed.")  # noqa: T201 # its output
    else:
        figures.append(Figure("the article, milliseconds", 1000 * _best("a.txt", Path(article).read_bytes()), 50))
    return figures


def _best(name: str, data: bytes) -> float:
    """Seconds of the processor in the best of a few rounds: the machine has other things to do."""
    templates, times = Texts().templates(), list[float]()
    for _ in range(ROUNDS):
        begun = process_time()
        assert read_essay(name, data, templates).passages
        times.append(process_time() - begun)
    return min(times)


def _essay(size: int) -> bytes:
    """The starter library, over and over, without its questions, each sentence a little different."""
    texts = [
        passage.text
        for path in sorted((Path(__file__).parents[2] / "data" / "essays").glob("*.md"))
        for passage in read_essay(path.name, path.read_bytes(), {}).passages
    ]
    parts, length, number = ["A Long Essay"], 0, 0
    while length < size:
        number += 1
        parts.append(f"{texts[number % len(texts)]} That was number {number}.")
        length += len(parts[-1].encode()) + 2
    return "\n\n".join(parts).encode()
