"""The folder of a database's copies: how each is named after its time, and which are too old to be kept."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.store.dialects.sqlite.files.database_file import free_name

KEPT_FOR = timedelta(days=14)
"""How long a copy is kept: it holds what people have had deleted since."""
A_LITTLE = timedelta(hours=1)
"""A copy further ahead than this was named by a clock that was wrong."""
_TIME = "%Y-%m-%d-%H%M%S"
_NAMED = re.compile(r"\d{4}-\d\d-\d\d-\d{6}\b")


class BackupFolder:
    """The copies of one database: those of another one in the same folder are not among them."""

    def __init__(self, folder: Path, database: Path) -> None:
        """Name the folder; it is made with the first copy."""
        self.folder = folder
        self._stem, self._suffix = database.stem, database.suffix

    def free_path(self, now: datetime, before: str | None = None) -> Path:
        """Where to write a copy of now, or of before a migration."""
        label = f"-before-{before}" if before else ""
        return free_name(self.folder / f"{self._stem}-{now.astimezone(UTC):{_TIME}}{label}{self._suffix}")

    def newest_at(self, now: datetime) -> datetime | None:
        """When the newest copy was made; None without one."""
        return max((at for at in self._copies().values() if at <= now + A_LITTLE), default=None)

    def remove_old(self, now: datetime) -> list[Path]:
        """Remove the copies that are older than `KEPT_FOR`; which these were."""
        old = [path for path, at in self._copies().items() if at < now - KEPT_FOR]
        for path in old:
            path.unlink()
        return old

    def _copies(self) -> dict[Path, datetime]:
        """The copies, with the times in their names."""
        if not self.folder.is_dir():
            return {}
        named = [path for path in self.folder.iterdir() if path.suffix != ".part"]
        return {path: at for path in named if (at := self._time_in(path.name)) is not None}

    def _time_in(self, name: str) -> datetime | None:
        """The time in the name of a copy; None for the name of anything else."""
        match = _NAMED.match(name.removeprefix(f"{self._stem}-")) if name.startswith(f"{self._stem}-") else None
        return datetime.strptime(match[0], _TIME).replace(tzinfo=UTC) if match else None
