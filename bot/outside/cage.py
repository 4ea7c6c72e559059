"""The import cage: files from outside are read by a process that can neither stall the bot nor take it down."""

import asyncio
import json
import logging
import math
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

from bot.core.draft_json import load, load_remarks
from bot.core.drafts import DraftEssay
from bot.core.errors import StudyError
from bot.core.questions import Templates
from bot.outside.caged import FAILED, READ, REFUSED

_log = logging.getLogger(__name__)
_READER = "bot.outside.caged"
_FOLDER = Path(__file__).parents[2]
"""Where the reader's modules are found."""
_AT_ONCE = 2
_MOST_TOLD = 64_000_000  # bytes; a draft of ten megabytes with all that JSON adds is less
_PART = 1 << 18
_rooms: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def read_essay(
    name: str, data: bytes, templates: Templates, *, seconds: float = 20, reader: str = _READER
) -> DraftEssay:
    """What `bot.core.importers.read_essay` gives, read in a process of its own: the module `reader`.

    That process is given nothing of ours but the file: no environment, no open files, no more time, memory and disk
    than reading takes; and it is gone when this returns or is cancelled. Two files are read at once, others wait.
    Raises what the importer raises, and `StudyError` for a file that takes too long or makes the reader fail.
    """
    asked = {"name": name, "templates": {**templates}, "seconds": math.ceil(seconds)}
    room = _rooms.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_AT_ONCE))
    try:
        async with room, asyncio.timeout(seconds), _begun(reader) as child:
            told = await _told(child, json.dumps(asked).encode() + b"\n", data)
            return _understood(await child.process.wait(), told)
    except TimeoutError:
        raise StudyError("import.took_too_long", n=math.ceil(seconds)) from None


@dataclass(frozen=True, slots=True)
class _Child:
    """The reader, what it is asked and what it tells."""

    process: Process
    asked: asyncio.StreamWriter
    told: asyncio.StreamReader


@asynccontextmanager
async def _begun(reader: str) -> AsyncIterator[_Child]:
    """The reader, begun; it has ended when this ends, however it does."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", reader),
        cwd=_FOLDER,
        env=_environment(),
        stdin=PIPE,
        stdout=PIPE,
        start_new_session=True,  # a terminal's Ctrl-C is for the bot
    )
    child = _Child(process, process.stdin, process.stdout)  # pyright: ignore[reportArgumentType] # both are pipes
    try:
        yield child
    finally:
        await asyncio.shield(_end(child))


async def _end(child: _Child) -> None:
    with suppress(ProcessLookupError):
        child.process.kill()
    while await child.told.read(_PART):
        pass  # until a pipe is empty, asyncio does not see that its process has ended
    await child.process.wait()


async def _told(child: _Child, *asked: bytes) -> bytes:
    """What the reader tells when it is asked this; nothing where it is more than a draft can be."""
    with suppress(BrokenPipeError, ConnectionResetError):  # it has ended already: its code tells why
        child.asked.writelines(asked)
        await child.asked.drain()
        child.asked.close()
    told = bytearray()
    while part := await child.told.read(_PART):
        told += part
        if len(told) > _MOST_TOLD:
            child.process.kill()
            told.clear()
    return bytes(told)


def _understood(code: int, told: bytes) -> DraftEssay:
    """The draft that was told. Raises `StudyError` for a refusal, and for what makes no sense."""
    with suppress(ValueError):
        if code == READ:
            return load(told.decode())
        if code == REFUSED:
            first, *details = load_remarks(told.decode())
            refusal = first.as_error()
            refusal.details = tuple(details)
            raise refusal
    where = told[:300].decode(errors="replace") if code == FAILED else f"code {code}"
    _log.warning("A file was refused because its reader failed: %s", where)
    raise StudyError("import.reader_failed")


def _environment() -> dict[str, str]:
    """What the reader is told of ours: nothing, and on Windows where Windows is, as Python does not begin without."""
    if sys.platform != "win32":
        return {}
    import ctypes

    folder = ctypes.create_unicode_buffer(260)
    ctypes.windll.kernel32.GetWindowsDirectoryW(folder, len(folder))
    return {"SYSTEMROOT": folder.value}
