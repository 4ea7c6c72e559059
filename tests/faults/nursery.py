"""Bots' processes: each is forked from one that has imported everything and started nothing."""

import asyncio
import gc
import os
import signal
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import NoReturn

from tests.faults.child import live, prepare
from tests.faults.orders import Order

FORK, WAIT = b"f", b"w"
_ASKED, _ANSWERED = struct.Struct("!cq"), struct.Struct("!q")
PATIENCE = 40.0
"""Real seconds after which a bot that says nothing is taken to be stuck."""


class StuckError(Exception):
    """A bot that should have said something has not."""


def offset_of(now: datetime) -> float:
    """What a process has to add to the machine's monotonic clock to have this moment."""
    return now.timestamp() - monotonic()


@dataclass(frozen=True, slots=True)
class Word:
    """What a bot says: `rest` when all it has in hand sleeps, `crash` before it ends itself, `end` when it is gone,
    `step` when its machine's clock has been set at a boundary.

    `seconds` is how long the first delivery in hand would sleep (0: none is in hand), `points` how many boundaries were
    passed since the count began, `where` the place of a crash.
    """

    kind: str
    seconds: float = 0.0
    points: int = 0
    where: str = ""


class Life:
    """One process of the bot, as its parent sees it."""

    def __init__(
        self, nursery: "Nursery", pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.pid = pid
        self._nursery, self._reader, self._writer = nursery, reader, writer
        self._serial = 0

    def clock(self, now: datetime, wall: float, *, crash_at: int | None = None, step: float = 0.0) -> None:
        """Move its clocks; with `crash_at` it begins to count boundaries, and ends itself at that one (0: at none).

        With a `step` it does not end itself there: its machine's clock is wrong by so many seconds from then on.
        """
        self._serial += 1
        armed = -1 if crash_at is None else crash_at
        self._writer.write(f"{self._serial} {offset_of(now)!r} {wall!r} {armed} {step!r}\n".encode())

    async def word(self) -> Word:
        """What it says next that is not about an earlier clock."""
        try:
            async with asyncio.timeout(PATIENCE):
                while line := await self._line():
                    kind, serial, seconds, points, where = line.decode().rstrip("\n").split("\t")
                    if kind in ("crash", "step") or int(serial) == self._serial:
                        return Word(kind, float(seconds), int(points), where)
        except TimeoutError:
            raise StuckError(f"process {self.pid} has said nothing for {PATIENCE:g} s") from None
        return Word("end")

    def kill(self) -> None:
        """Kill -9."""
        os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Let it do nothing until it is woken: its machine sleeps."""
        os.kill(self.pid, signal.SIGSTOP)

    def wake(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)

    async def ended(self) -> None:
        """Wait until the process is gone, with all that it held."""
        while await self._line():
            pass
        self._writer.close()
        self._nursery.wait(self.pid)

    async def _line(self) -> bytes:
        try:
            return await self._reader.readline()
        except ConnectionError:
            return b""


class Nursery:
    """The process that bots are forked from; make it before any event loop."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair()
        self._pid = os.fork()
        if self._pid == 0:
            self._ours.close()
            _serve(theirs)
        theirs.close()

    async def start(self, order: Order, now: Callable[[], datetime]) -> Life:
        """A bot that has its order, and the time it is."""
        ours, theirs = socket.socketpair()
        socket.send_fds(self._ours, [_ASKED.pack(FORK, 0)], [theirs.fileno()])
        theirs.close()
        pid = _ANSWERED.unpack(self._ours.recv(_ANSWERED.size))[0]
        reader, writer = await asyncio.open_connection(sock=ours)
        writer.write(replace(order, offset=offset_of(now())).written())
        return Life(self, pid, reader, writer)

    def wait(self, pid: int) -> int:
        """The wait status of a bot that has ended, or is about to."""
        self._ours.send(_ASKED.pack(WAIT, pid))
        return _ANSWERED.unpack(self._ours.recv(_ANSWERED.size))[0]

    def close(self) -> None:
        """End the nursery."""
        self._ours.close()
        os.waitpid(self._pid, 0)


def _serve(parent: socket.socket) -> NoReturn:
    """Fork and wait as asked, until the parent is gone."""
    prepare()
    gc.collect()
    gc.freeze()  # what has been imported stays shared between all bots
    with suppress(ConnectionError):
        while asked := _asked(parent):
            what, number, handed = asked
            if what == WAIT:
                answer = os.waitpid(number, 0)[1]
            elif (answer := os.fork()) == 0:
                parent.close()
                live(socket.socket(fileno=handed))
            else:
                os.close(handed)
            parent.send(_ANSWERED.pack(answer))
    os._exit(0)


def _asked(parent: socket.socket) -> tuple[bytes, int, int] | None:
    """What is asked, about which process, and the socket that came with it; None when the parent is gone."""
    asked, handed, _, _ = socket.recv_fds(parent, _ASKED.size, 1)
    return (*_ASKED.unpack(asked), handed[0] if handed else -1) if asked else None
