"""The process that `bot.outside.sandbox` starts: it reads one file that nobody vouches for, and writes what is in it.

It is given a line of JSON (`name`, `banks`, `seconds`, `memory`) with the file behind it, and ends with a code that
says how.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path

from bot.core.errors import Remark, StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.essays.draft_json import dump, dump_remarks
from bot.core.importers.reader import read_essay
from bot.core.questions.bank import Banks, banks_of
from bot.outside.confinement import give_up_files, leave_network
from bot.outside.reader_exit import ReaderExit


def serve(read: Callable[[str, bytes, Banks], DraftEssay]) -> int:
    """The exit code, after the draft, the refusal or the place of an error has been written to standard output."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(asked["seconds"], asked["memory"])
    sys.stderr = StringIO()  # what libraries say there may be the words of the file
    leave_network()
    give_up_files(_code())
    banks = banks_of(asked["banks"])
    try:
        code, output = ReaderExit.READ, dump(read(asked["name"], sys.stdin.buffer.read(), banks))
    except StudyError as refused:
        first = Remark(refused.key, tuple(refused.values.items()))
        code, output = ReaderExit.REFUSED, dump_remarks((first, *refused.details))
    except Exception as error:  # noqa: BLE001 # the end of a process, which the bot logs
        code, output = ReaderExit.FAILED, _where(error)
    sys.stdout.buffer.write(output.encode())
    return code


def _code() -> list[Path]:
    """Where modules and the system's libraries are: some are loaded only when they are needed."""
    ours = Path(__file__).parents[1]
    python = [sys.prefix, sys.base_prefix, *(entry for entry in sys.path if entry and Path(entry) != ours.parent)]
    return [ours, *map(Path, python), *map(Path, ("/usr/lib", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/urandom"))]


def _limit(seconds: int, memory: int) -> None:
    """Limit this process to what a reader needs; Windows has no such limits, there only the bot's time limit holds.

    `memory` is in bytes.
    """
    try:
        import resource
    except ImportError:
        return
    most = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds + 1,  # the bot ends it sooner, unless the bot is gone
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,  # no other process, and no thread; the system does not hold root to it
    }
    for kind, limit in most.items():
        with suppress(ValueError, OSError):  # not every system has each of them
            resource.setrlimit(kind, (limit, limit))


def _where(error: Exception) -> str:
    """The kind of an error and where it happened, without what it says: that may be the words of the file."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}" if at else "nowhere"
    return f"{type(error).__name__} at {place}"


if __name__ == "__main__":
    sys.exit(serve(read_essay))
