"""A reader as the sandbox's, but forked from a process that has imported everything: no start has to be waited for.

It runs the same code under the same limits. A crash or a hang is seen by its parent, and its memory is measured.
"""

import json
import os
import selectors
import signal
import sys
import time
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NoReturn

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.importers.formats import bounds
from bot.core.importers.reader import read_essay
from bot.outside import sandbox, sandbox_child
from bot.outside.reader_exit import ReaderExit
from tests.faults.imports.odd_file import OddFile
from tests.faults.imports.verdict import FAILED, TOO_LONG, Came, judged

_REAL = Path(__file__).parents[2] / "core" / "importers" / "real_files"
_BUSY = 0.8
"""Which part of its time a child has computed that hung; else the machine had other things to do."""
_BROKE = 99
"""The exit code of a child that not even could say what went wrong."""


def prepare() -> None:
    """Import what readers import only once they need it, by reading a file of each kind."""
    for name in ("chromium.mhtml", "libreoffice.docx", "libreoffice.epub", "reportlab.pdf", "weir.md", "pandoc.txt"):
        read_essay(name, (_REAL / name).read_bytes(), {})


def read(file: OddFile) -> Came:
    """What a file came to, in a child of its own that is gone when this returns."""
    data = file.make()
    pdf = bounds.is_pdf(data)
    seconds, memory = (bounds.PDF_SECONDS, bounds.PDF_MEMORY) if pdf else (bounds.SECONDS, bounds.MEMORY)
    asked = {"name": file.name, "banks": {}, "seconds": seconds, "memory": memory}
    reading, writing = os.pipe()
    begun = time.perf_counter()
    child = os.fork()
    if not child:
        _serve(json.dumps(asked).encode() + b"\n" + data, writing)
    os.close(writing)
    output = _told(reading, begun + seconds)
    if output is None:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    came: DraftEssay | StudyError | str
    if output is not None:
        came = _understood(os.waitstatus_to_exitcode(status), output)
    elif used.ru_utime + used.ru_stime > _BUSY * seconds:
        came = "hung"
    else:
        came = StudyError(TOO_LONG, n=seconds)
    return judged(file.label, came, time.perf_counter() - begun, used.ru_maxrss * 1024, pdf=pdf)


def _serve(asked: bytes, writing: int) -> NoReturn:
    code = _BROKE
    with suppress(BaseException):
        sys.stdin = TextIOWrapper(BytesIO(asked))
        sys.stdout = TextIOWrapper(os.fdopen(writing, "wb", buffering=0))
        code = sandbox_child.serve(read_essay)
        sys.stdout.flush()
    os._exit(code)


def _told(reading: int, until: float) -> bytes | None:
    """What the child writes until it ends; None when it takes longer."""
    output = bytearray()
    with os.fdopen(reading, "rb", buffering=0) as pipe, selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(until - time.perf_counter()):
            if not (some := pipe.read(1 << 20)):
                return bytes(output)
            output += some
    return None


def _understood(code: int, output: bytes) -> DraftEssay | StudyError | str:
    if (told := sandbox.outcome(code, output)) is not None:
        return told
    return f"{FAILED}: {output.decode(errors='replace')}" if code == ReaderExit.FAILED else f"ended with code {code}"
