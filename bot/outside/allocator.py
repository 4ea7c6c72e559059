"""The system's memory allocator, set for a process that lives long and has many threads."""

import ctypes
import sys

_ARENAS = -8
"""M_ARENA_MAX of malloc.h."""


def use_one_arena() -> bool:
    """Have all threads share one heap; False where the allocator is not glibc's. No thread may have begun.

    glibc (man 3 mallopt, M_ARENA_MAX) gives threads heaps of their own, up to eight for each core, so that they need
    not wait for one another. Each connection to SQLite has a thread: what one of them frees is of no use to the
    others, and a heap gives nothing back while its last piece is in use. Amid the talk of 500 guilds
    (`tests/faults/soak`) 24 MB lay free in the heaps of all threads, 5 MB in one, and the bot had 145 MB for 161.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    return mallopt is not None and bool(mallopt(_ARENAS, 1))
