"""A reader that leaves a process behind, which holds on to its pipe; `name` says whether in a session of its own."""

import os
import signal
import sys

from bot.core.essays.draft import DraftEssay
from bot.outside.sandbox_child import serve


def read(name: str, data: bytes, banks: object) -> DraftEssay:
    if os.fork() == 0:
        if name == "session":
            os.setsid()
        while True:
            signal.pause()
    return DraftEssay(name, None, None, "en", None, ())


if __name__ == "__main__":
    sys.exit(serve(read))
