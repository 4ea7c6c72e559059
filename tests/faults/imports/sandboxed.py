"""The hostile files, each through the bot's own sandbox, two at a time."""

import asyncio
import ctypes
import gc
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache
from itertools import chain

import psutil

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.importers.formats import bounds
from bot.core.questions.bank import Banks
from bot.i18n import Texts
from bot.outside import sandbox
from tests.faults.imports import books, disguises, documents, mails, notes, pages, papers, texts, zips
from tests.faults.imports.odd_file import OddFile
from tests.faults.imports.verdict import Came, judged

_SOURCES = (texts, notes, pages, mails, disguises, zips, books, documents, papers)
_AT_ONCE = 2
AGAIN = 60
"""Files that come once more, spread over all kinds."""
Tell = Callable[[Came], None]


def every() -> list[OddFile]:
    """All hostile files, the kinds in turn."""
    sources = [source.files() for source in _SOURCES]
    return list(chain.from_iterable(sources))


async def play(files: Sequence[OddFile], tell: Tell) -> int:
    """Give each file to the sandbox and tell what it came to; by how many bytes this process grows when it goes on.

    That is: when some of the files come once more. What the largest drafts took once stays with the process to be used
    again, and is no growth.
    """
    banks, again = Texts().banks(), files[:: max(1, len(files) // AGAIN)]
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as maker:  # what makes files takes memory too, and is no bot
        waiting = iter(files)
        await asyncio.gather(*(_turns(waiting, maker, banks, tell) for _ in range(_AT_ONCE)))
        before, waiting = _resident(), iter(again)
        await asyncio.gather(*(_turns(waiting, maker, banks, lambda _: None) for _ in range(_AT_ONCE)))
        return _resident() - before


async def _turns(files: Iterator[OddFile], maker: Executor, banks: Banks, tell: Tell) -> None:
    for file in files:
        data = await asyncio.get_running_loop().run_in_executor(maker, _made, file.label)
        tell(await _one(file, data, banks))


def _made(label: str) -> bytes:
    return _by_label()[label].make()


@cache
def _by_label() -> Mapping[str, OddFile]:
    return {file.label: file for file in every()}


async def _one(file: OddFile, data: bytes, banks: Banks) -> Came:
    peak, begun = _peak(), time.perf_counter()
    came: DraftEssay | StudyError | str
    try:
        came = await sandbox.read_essay(file.name, data, banks)
    except StudyError as refused:
        came = refused.with_traceback(None)
    except Exception as error:  # noqa: BLE001 # whatever it is, it is what is looked for
        came = f"the parent raised {error!r:.300}"
    seconds = time.perf_counter() - begun
    raised = now if (now := _peak()) > peak else 0
    return judged(file.label, came, seconds, raised, pdf=bounds.is_pdf(data))


def _peak() -> int:
    """The most memory that any reader has had so far, in bytes; no less than this process has had.

    For a process that is started begins with the peak of the one that starts it: up to there the figure tells of us.
    """
    ours, readers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(ours, readers) * 1024


def _resident() -> int:
    """The memory of this process in bytes, without what glibc keeps of the largest drafts to use it again."""
    gc.collect()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)
    return psutil.Process().memory_info().rss
