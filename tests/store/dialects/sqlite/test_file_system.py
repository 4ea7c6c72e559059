"""On what kind of file system the database lies, and that none on a network drive is opened."""

import os
import subprocess
from pathlib import Path

import pytest

from bot.core.errors import StudyError
from bot.store.database import Database
from bot.store.dialects.sqlite.files import file_system
from bot.store.dialects.sqlite.files.file_system import kind_at, network_drive_at

LISTED = """\
/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw,relatime 0 0
server:/export /srv/bot nfs4 rw,vers=4.2,addr=10.0.0.2 0 0
tmpfs /srv/bot/quick tmpfs rw 0 0
//nas/share /mnt/my\\040files cifs rw 0 0
/dev/vdb /srv/both xfs rw 0 0
somebody@host:/ /srv/both fuse.sshfs rw 0 0
C:\\134 /mnt/c 9p rw 0 0
"""


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with several network drives, as Linux lists them."""
    listed = tmp_path / "mounts"
    listed.write_text(LISTED, "utf-8")
    monkeypatch.setattr(file_system, "MOUNTS", listed)
    return listed


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/bot/data/study.sqlite3", None),
        ("/srv/bot/data/study.sqlite3", "nfs4"),
        ("/srv/bot/quick/study.sqlite3", None),
        ("/srv/bottom/study.sqlite3", None),
        ("/mnt/my files/study.sqlite3", "cifs"),
        ("/srv/both/study.sqlite3", "fuse.sshfs"),
        ("/mnt/c/bot/study.sqlite3", "9p"),
    ],
)
def test_a_path_lies_on_what_was_mounted_nearest_and_last(mounts: Path, path: str, kind: str | None):
    """Names that only begin alike are others, and blanks are written as numbers."""
    del mounts
    assert network_drive_at(Path(path)) == kind


def test_a_machine_that_does_not_tell_is_believed(tmp_path: Path):
    """macOS and Windows have no such list."""
    assert kind_at(Path("/anywhere"), tmp_path / "missing") is None


@pytest.mark.skipif(not file_system.MOUNTS.exists(), reason="only Linux tells")
def test_this_machine_tells_what_it_has(tmp_path: Path):
    """The same as `stat` says, which asks the system another way."""
    assert kind_at(Path("/proc/self")) == "proc"
    asked = ["stat", "--file-system", "--format=%T", str(tmp_path)]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 # this test's own folder
    kind = kind_at(Path(os.path.realpath(tmp_path)))
    assert kind is not None
    assert told.startswith(kind.removesuffix("4")[:3])


async def test_no_database_on_a_network_drive_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nor made, nor read."""
    drive = tmp_path / "drive"
    drive.mkdir()
    listed = tmp_path / "mounts"
    listed.write_text(f"server:/export {drive} nfs4 rw 0 0\n", "utf-8")
    monkeypatch.setattr(file_system, "MOUNTS", listed)
    url = f"sqlite+aiosqlite:///{drive}/study.sqlite3"
    for opening in (Database.opened(url), Database.read_only(url, None)):
        with pytest.raises(StudyError, match=r"store\.network_drive"):
            async with opening:
                pass
    assert list(drive.iterdir()) == []
