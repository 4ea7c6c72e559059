"""Changed files, each in a forked reader, two processes at a time."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.faults.imports import changes, forked
from tests.faults.imports.verdict import Came

_AT_ONCE = 2


def labels(seeds: int) -> list[str]:
    """The names of so many changed files of each kind."""
    return [f"{kind}/{seed}" for kind in changes.kinds() for seed in range(seeds)]


def play(asked: Sequence[str]) -> Iterator[Came]:
    """What each changed file came to, by its name."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_AT_ONCE, mp_context=fresh, initializer=forked.prepare) as processes:
        yield from processes.map(_one, asked)


def _one(label: str) -> Came:
    kind, _, seed = label.partition("/")
    return forked.read(changes.changed(kind, int(seed)))
