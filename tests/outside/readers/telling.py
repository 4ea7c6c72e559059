"""A reader that tells, as a title, all it can find out about where it runs."""

import os
import resource
import sys
from contextlib import suppress

from bot.core.essays.draft import DraftEssay
from bot.outside.sandbox_child import serve


def read(name: str, data: bytes, banks: object) -> DraftEssay:
    open_files: list[str] = []
    for number in range(256):
        with suppress(OSError):
            os.fstat(number)
            open_files.append(str(number))
    limits = [resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)]
    told = [f"{name}={value}" for name, value in os.environ.items()]
    own = os.getsid(0) == os.getpid()
    return DraftEssay(name, str(own), None, "en", str(limits), (), dropped=(*told, *open_files))


if __name__ == "__main__":
    sys.exit(serve(read))
