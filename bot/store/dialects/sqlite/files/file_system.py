"""On what kind of file system a file lies: SQLite's locks do not work across a network (sqlite.org/faq.html, 5)."""

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
"""Where Linux tells what is mounted where (fstab(5)); no other system has it."""
_NETWORK = {
    *("9p", "afs", "ceph", "cifs", "coda", "lustre", "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs"),
    *(f"fuse.{name}" for name in ("ceph-fuse", "curlftpfs", "gcsfuse", "glusterfs", "rclone", "s3fs", "sshfs")),
}
"""The types of file systems that are on another machine, as Linux calls them; 9p is also what Windows shows to WSL."""
_ESCAPED = re.compile(r"\\([0-7]{3})")


def kind_at(path: Path, mounts: Path | None = None) -> str | None:
    """The type of the file system that holds a path (`ext4`), also where nothing is yet; None where nobody tells.

    The path has to be absolute, with its links followed.
    """
    try:
        lines = (mounts or MOUNTS).read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    holding, kind = -1, None
    for line in lines:
        _, place, type_, *_ = line.split(" ")
        folder = Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), place))
        if path.is_relative_to(folder) and len(folder.parts) >= holding:  # what is mounted later hides what was there
            holding, kind = len(folder.parts), type_
    return kind


def network_drive_at(path: Path) -> str | None:
    """The type of the network drive that holds a path, or None; None also where nobody tells."""
    kind = kind_at(path)
    return kind if kind in _NETWORK else None
