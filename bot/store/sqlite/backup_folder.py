"""The folder of a database's copies: how each is named after its time, and which are too old to be kept."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.store.sqlite.database_file import free_name

KEPT_FOR = timedelta(days=14)
"""How long a copy is kept: it holds what people have had deleted since."""
A_LITTLE = timedelta(hours=1)
"""A copy further ahead than this was named by a clock that was wrong."""
_TIME = "%Y-%m-%d-%H%M%S"


class BackupFolder:
    """The copies of one database: those of another one in the same folder are not among them."""

    def __init__(self, folder: Path, database: Path) -> None:
        """Name the folder; it is made with the first copy."""
        self.folder = folder
        self._stem, self._suffix = database.stem, database.suffix
        self._name = re.compile(rf"{re.escape(self._stem)}-(\d{{4}}(?:-\d\d){{2}}-\d{{6}})\b.*")

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
        named = [(path, self._name.fullmatch(path.name)) for path in self.folder.iterdir()]
        return {
            path: datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
            for path, match in named
            if match and path.suffix != ".part"
        }
