"""Rounds spread over processes, two at a time, and their results as they come."""

import asyncio
import multiprocessing
import multiprocessing.connection
import multiprocessing.process
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TypeVar

from tests.faults.nursery import Nursery

T = TypeVar("T")
R = TypeVar("R")
WORKERS = 2
Play = Callable[[Nursery, T], Awaitable[R]]


class WorkerError(Exception):
    """Rounds that were not played are no proof."""


def played(play: Play[T, R], rounds: Sequence[T], workers: int = WORKERS) -> Iterator[R]:
    """The results of all rounds, in the order they end; whoever stops listening ends the rest."""
    forking = multiprocessing.get_context("fork")
    processes: list[multiprocessing.process.BaseProcess] = []
    ends: list[multiprocessing.connection.Connection] = []
    for number in range(min(workers, len(rounds))):
        ours, theirs = forking.Pipe(duplex=False)
        process = forking.Process(target=_work, args=(play, rounds[number::workers], theirs), daemon=True)
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
            process.join()


def _work(play: Play[T, R], rounds: Sequence[T], results: multiprocessing.connection.Connection) -> None:
    nursery = Nursery()
    try:
        for each in rounds:
            results.send(asyncio.run(_one(play, nursery, each)))
    finally:
        nursery.close()


async def _one(play: Play[T, R], nursery: Nursery, each: T) -> R:
    return await play(nursery, each)
