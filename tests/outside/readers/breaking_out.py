"""A reader without any privilege that tries what the bot's own user may do; it tells what succeeded.

The file it is given holds, line by line, paths to read and addresses to reach.
"""

import ctypes
import os
import signal
import socket
import sys
from collections.abc import Callable

from bot.core.essays.draft import DraftEssay
from bot.outside.sandbox_child import serve

_CAPSET, _VERSION_3 = 126 if os.uname().machine == "x86_64" else 91, 0x20080522


def drop_privileges() -> None:
    """Make root what everybody is: it keeps its files, and no power over the rest."""
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    assert ctypes.CDLL(None).syscall(_CAPSET, header, (ctypes.c_uint32 * 6)()) == 0


def reach(kind: socket.SocketKind, port: str) -> None:
    with socket.socket(socket.AF_INET, kind) as made:
        made.settimeout(2)
        made.connect(("127.0.0.1", int(port)))
        made.send(b"what the essay says")


def listen(kind: socket.SocketKind) -> None:
    with socket.socket(socket.AF_INET, kind) as made:
        made.bind(("127.0.0.1", 0))
        made.listen()


def read(name: str, data: bytes, banks: object) -> DraftEssay:
    secret, tcp, udp, parent = data.decode().split("\n")
    attempts: dict[str, Callable[[], object]] = {
        "read a secret": lambda: open(secret).read(),  # noqa: SIM115, PTH123 # plainly
        "list its folder": lambda: os.listdir(os.path.dirname(secret)),  # noqa: PTH120, PTH208 # plainly
        "write beside it": lambda: open(f"{secret}.new", "w").close(),  # noqa: PTH123 # plainly
        "remove it": lambda: os.unlink(secret),  # noqa: PTH108 # plainly
        "read the bot's environment": lambda: open(f"/proc/{parent}/environ").read(),  # noqa: SIM115, PTH123 # plainly
        "read the bot's memory": lambda: open(f"/proc/{parent}/mem", "rb").read(1),  # noqa: SIM115, PTH123 # plainly
        "signal the bot": lambda: os.kill(int(parent), signal.SIGURG),
        "reach by TCP": lambda: reach(socket.SOCK_STREAM, tcp),
        "reach by UDP": lambda: reach(socket.SOCK_DGRAM, udp),
        "listen": lambda: listen(socket.SOCK_STREAM),
        "start a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 # it must not succeed
    }
    succeeded: list[str] = []
    for attempt, act in attempts.items():
        try:
            act()
        except OSError:
            continue
        succeeded.append(attempt)
    return DraftEssay(name, None, None, "en", None, (), dropped=tuple(succeeded))


if __name__ == "__main__":
    drop_privileges()
    sys.exit(serve(read))
