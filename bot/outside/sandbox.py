"""Files from outside are read in a process of its own, which can neither stall the bot nor end it."""

import asyncio
import json
import logging
import math
import os
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import cast
from weakref import WeakKeyDictionary

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.essays.draft_json import load, load_remarks
from bot.core.importers.formats import bounds
from bot.core.questions.bank import Banks
from bot.outside.reader_exit import ReaderExit

_log = logging.getLogger(__name__)
_READER = "bot.outside.sandbox_child"
_FOLDER = Path(__file__).parents[2]
"""Where the reader's modules are found."""
_AT_ONCE = 2
_MOST_TOLD = 64_000_000  # bytes; a draft of ten megabytes with all that JSON adds is less
_LAST_WORDS = 1.0  # seconds for what a reader has told before it ended
_STDIN, _STDOUT = 0, 1
_rooms: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def read_essay(
    name: str, data: bytes, banks: Banks, *, seconds: float | None = None, reader: str = _READER
) -> DraftEssay:
    """What `bot.core.importers.reader.read_essay` gives, read in a process of its own: the module `reader`.

    That process is given the file and no environment or open files, and no more time, memory and disk than reading
    takes; on Linux it can open nothing but its own code (`confinement`). It is gone when this returns or is cancelled,
    with all that it has begun. Two files are read at once, others wait.
    Raises what the importer raises, and `StudyError` for a file that takes too long or makes the reader fail.
    """
    pdf = bounds.is_pdf(data)
    seconds = seconds or (bounds.PDF_SECONDS if pdf else bounds.SECONDS)
    memory = bounds.PDF_MEMORY if pdf else bounds.MEMORY
    asked = {"name": name, "banks": {**banks}, "seconds": math.ceil(seconds), "memory": memory}
    room = _rooms.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_AT_ONCE))
    try:
        async with room, asyncio.timeout(seconds), _begun(reader) as (transport, protocol):
            output = await _told(transport, protocol, json.dumps(asked).encode() + b"\n", data)
            return _understood(transport.get_returncode(), output)
    except TimeoutError:
        raise StudyError("import.took_too_long", n=math.ceil(seconds)) from None


class _Reader(asyncio.SubprocessProtocol):
    """The connection to the reader: what it has written to its output, and when it has ended."""

    def __init__(self) -> None:
        self.told = bytearray()
        self._ended_early = False
        self.exited, self.all_told = asyncio.Event(), asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport of the process that has begun."""
        self._transport = cast("asyncio.SubprocessTransport", transport)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Keep what it writes; more than a draft can be counts as nothing, and ends the process."""
        if self._ended_early:
            return
        self.told += data
        if len(self.told) > _MOST_TOLD:
            self._ended_early = True
            self.told.clear()
            self._transport.kill()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """Note that the output has been read to its end."""
        if fd == _STDOUT:
            self.all_told.set()

    def process_exited(self) -> None:
        """Note that it has ended; what is still in its pipe arrives after this."""
        self.exited.set()


@asynccontextmanager
async def _begun(reader: str) -> AsyncIterator[tuple[asyncio.SubprocessTransport, _Reader]]:
    """The reader, started; with the block it ends, with every process of its own, and its pipes are closed."""
    transport, protocol = await asyncio.get_running_loop().subprocess_exec(
        _Reader,
        *(sys.executable, "-m", reader),
        cwd=_FOLDER,
        env=_environment(),
        stdin=PIPE,
        stdout=PIPE,
        stderr=None,
        start_new_session=True,  # a terminal's Ctrl-C is for the bot, and its processes can be ended together
    )
    try:
        yield transport, protocol
    finally:
        _end(transport)
        await asyncio.shield(protocol.exited.wait())


def _end(transport: asyncio.SubprocessTransport) -> None:
    """End the reader and the processes it has started, and close its pipes, whoever still holds them."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            transport.kill()
        else:
            os.killpg(transport.get_pid(), signal.SIGKILL)
    transport.close()


async def _told(transport: asyncio.SubprocessTransport, reader: _Reader, *asked: bytes) -> bytes:
    """The reader's output, once it has ended; nothing where it is more than a draft can be."""
    pipe = cast("asyncio.WriteTransport", transport.get_pipe_transport(_STDIN))
    pipe.writelines(asked)
    pipe.close()  # once all has been written
    await reader.exited.wait()
    with suppress(TimeoutError):  # what it has begun may hold the pipe for ever
        async with asyncio.timeout(_LAST_WORDS):
            await reader.all_told.wait()
    return bytes(reader.told)


def outcome(code: int | None, output: bytes) -> DraftEssay | StudyError | None:
    """The draft or the refusal that a reader has told before it ended with this code; None where it makes no sense."""
    with suppress(ValueError):
        if code == ReaderExit.READ:
            return load(output.decode())
        if code == ReaderExit.REFUSED:
            first, *details = load_remarks(output.decode())
            refusal = first.as_error()
            refusal.details = tuple(details)
            return refusal
    return None


def _understood(code: int | None, output: bytes) -> DraftEssay:
    """The draft in the reader's output. Raises `StudyError` for a refusal, and for what makes no sense."""
    told = outcome(code, output)
    if isinstance(told, StudyError):
        raise told
    if told is not None:
        return told
    where = output[:300].decode(errors="replace") if code == ReaderExit.FAILED else f"code {code}"
    _log.warning("A file was refused because its reader failed: %s", where)
    raise StudyError("import.reader_failed")


def _environment() -> dict[str, str]:
    """The reader's environment: empty, but on Windows the folder of Windows, without which Python does not start."""
    if sys.platform != "win32":
        return {}
    import ctypes

    folder = ctypes.create_unicode_buffer(260)
    ctypes.windll.kernel32.GetWindowsDirectoryW(folder, len(folder))
    return {"SYSTEMROOT": folder.value}
