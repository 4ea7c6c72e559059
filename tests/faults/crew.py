"""Rounds spread over processes, two at a time, and their results as they come."""

import asyncio
import multiprocessing
import multiprocessing.connection
import multiprocessing.process
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn, TypeVar

from tests.faults.nursery import Nursery

T = TypeVar("T")
R = TypeVar("R")
WORKERS = 2
MEMORY = Path("/dev/shm")  # noqa: S108 # kill -9 takes nothing from a disk that a memory disk would keep
Play = Callable[[Nursery, T], Awaitable[R]]


class WorkerError(Exception):
    """Rounds that were not played are no proof."""


def played(play: Play[T, R], rounds: Sequence[T], workers: int = WORKERS) -> Iterator[R]:
    """The results of all rounds, in the order they end; whoever stops listening ends the rest."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, ignore_cleanup_errors=True) as folder:
        yield from _listened(play, rounds, workers, folder)


def _listened(play: Play[T, R], rounds: Sequence[T], workers: int, folder: str) -> Iterator[R]:
    fresh = multiprocessing.get_context("spawn")  # what a parent has imported, patched or unloaded stays with it
    processes: list[multiprocessing.process.BaseProcess] = []
    ends: list[multiprocessing.connection.Connection] = []
    for number in range(min(workers, len(rounds))):
        ours, theirs = fresh.Pipe(duplex=False)
        process = fresh.Process(target=_work, args=(play, rounds[number::workers], theirs, folder), daemon=True)
        process.start()
        theirs.close()
        processes.append(process)
        ends.append(ours)
    try:
        while ends:
            for end in multiprocessing.connection.wait(ends):
                assert isinstance(end, multiprocessing.connection.Connection)
                try:
                    yield end.recv()
                except EOFError:
                    ends.remove(end)
        for process in processes:
            process.join()
            if process.exitcode:
                raise WorkerError("a worker has died: its rounds were not all played")
    finally:
        for process in processes:
            process.terminate()
            process.join(2)
            process.kill()


def _work(play: Play[T, R], rounds: Sequence[T], results: multiprocessing.connection.Connection, folder: str) -> None:
    tempfile.tempdir = folder
    signal.signal(signal.SIGTERM, _leave)
    nursery = Nursery()
    try:
        for each in rounds:
            results.send(asyncio.run(_one(play, nursery, each)))
    finally:
        nursery.close()


async def _one(play: Play[T, R], nursery: Nursery, each: T) -> R:
    return await play(nursery, each)


def _leave(number: int, frame: object) -> NoReturn:
    """End on SIGTERM as on an error, so that bots and files are cleared away."""
    del number, frame
    sys.exit(1)
