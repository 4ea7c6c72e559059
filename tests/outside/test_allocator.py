"""The allocator of a process with many threads."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

THREADS = """
import ctypes, threading
from bot.outside.allocator import use_one_arena

{first}
allocated = threading.Barrier(5)

def allocate():
    kept = bytes(3_000)
    allocated.wait()
    allocated.wait()

for _ in range(4):
    threading.Thread(target=allocate, daemon=True).start()
allocated.wait()
ctypes.CDLL(None).malloc_stats()
allocated.wait()
"""
"""Four threads that hold memory at once; then glibc tells of its arenas."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other allocators have no arenas to count")
@pytest.mark.parametrize(("first", "arenas"), [("", 5), ("use_one_arena()", 1)])
def test_all_threads_share_one_arena(project: Path, first: str, arenas: int):
    """Each would have its own; there is none for any of them beside the main one."""
    program = THREADS.format(first=first)
    ended = subprocess.run([sys.executable, "-c", program], cwd=project, check=True, capture_output=True, text=True)  # noqa: S603 # a program of our own
    assert ended.stderr.count("Arena ") == arenas
