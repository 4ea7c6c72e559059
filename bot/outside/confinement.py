"""A Linux process gives up, for good, the files and the network that it will not need.

By Landlock (docs.kernel.org/userspace-api/landlock.html; Linux 5.13 and later) and a network namespace of its own
(man 7 network_namespaces), over ctypes: the packages that offer Landlock have to be compiled. Neither needs a
privilege, and children inherit both.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture but Alpha
_VERSION, _PATH_BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38
_READ = 1 << 2 | 1 << 3  # files, and the names in folders
_ON_A_FILE = 1 << 2
_FILES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_FILES_SINCE_5 = (1 << 16) - 1
"""All rights on files that a version of Landlock knows; what is not named there stays allowed."""
_TCP, _TCP_SINCE = 0b11, 4  # binding and connecting
_SCOPES, _SCOPES_SINCE = 0b11, 6  # abstract sockets, and signals to processes outside
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("at", ctypes.c_int32))


def leave_network() -> bool:
    """Leave every network for good, even this machine's own; False where the system does not allow that."""
    if sys.platform != "linux":
        return False
    return ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK) == 0


def give_up_files(readable: Iterable[Path]) -> int:
    """Leave this process what it has open and the reading of these files and folders, and nothing else from now on.

    The version of Landlock: it closes TCP as well from 4 on, and signals to other processes from 6 on. 0 where there is
    none: everything stays as it was.
    """
    if sys.platform != "linux":
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, 0, _VERSION)
    if version < 1:
        return 0
    ruleset = _Ruleset(
        _FILES.get(version, _FILES_SINCE_5),
        _TCP if version >= _TCP_SINCE else 0,
        _SCOPES if version >= _SCOPES_SINCE else 0,
    )
    rules = _called(libc, _CREATE_RULESET, ctypes.byref(ruleset), ctypes.sizeof(ruleset), 0)
    for path in readable:
        with suppress(FileNotFoundError, PermissionError):  # what cannot be reached need not be allowed
            at = os.open(path, os.O_PATH)
            rule = _PathBeneath(_READ if path.is_dir() else _ON_A_FILE, at)
            _called(libc, _ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(rule), 0)
            os.close(at)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _called(libc, _RESTRICT_SELF, rules, 0)
    os.close(rules)
    return version


def _called(libc: ctypes.CDLL, *arguments: object) -> int:
    """What a system call gave. Raises `OSError` when it failed."""
    given = libc.syscall(*arguments)
    if given < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return given
