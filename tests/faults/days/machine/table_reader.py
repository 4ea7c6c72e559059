"""The tables as others see them beside the bot: what a host knows of a study before they do something."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any


class TableReader:
    """Reads the committed state of a database."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def claims_at(self, now: datetime) -> tuple[bool, datetime | None]:
        """Whether a slot of any study was to be claimed by this moment, and when the next one after it will be."""
        until = int(now.timestamp())
        asked = "SELECT min(next_claim_at) <= ?, min(next_claim_at) FILTER (WHERE next_claim_at > ?) FROM studies"
        ((overdue, at),) = self._rows(f"{asked} WHERE state = 'active'", until, until)
        return bool(overdue), None if at is None else datetime.fromtimestamp(at, UTC)

    def mark(self) -> int:
        """The number of the last entry of the journal."""
        return self._rows("SELECT coalesce(max(id), 0) FROM journal")[0][0]

    def edit(self, passage_id: int, text: str) -> None:
        """Give a passage another text, as a correction does."""
        self._connection.execute("UPDATE passages SET text = ? WHERE id = ?", (text, passage_id))

    def essays(self) -> dict[int, list[int]]:
        """The passages of every essay, in order."""
        found: dict[int, list[int]] = {}
        for essay, passage in self._rows("SELECT essay_id, id FROM passages ORDER BY essay_id, number"):
            found.setdefault(essay, []).append(passage)
        return found

    def texts(self) -> dict[int, set[str]]:
        """The text of every passage, as the only one that it has had."""
        return {passage: {text} for passage, text in self._rows("SELECT id, text FROM passages")}

    def plan(self, study_id: int) -> list[int]:
        """The passages that a study is to read, in order."""
        return [row[0] for row in self._rows("SELECT passage_id FROM plan WHERE study_id = ? ORDER BY place", study_id)]

    def listed(self, study_id: int) -> list[int]:
        """The essays on its list."""
        return [
            row[0]
            for row in self._rows("SELECT essay_id FROM study_essays WHERE study_id = ? ORDER BY position", study_id)
        ]

    def left_out(self, study_id: int) -> list[date]:
        """The days that are left out."""
        rows = self._rows("SELECT local_date FROM skips WHERE study_id = ?", study_id)
        return [date.fromisoformat(row[0]) for row in rows]

    def claimed(self) -> list[int]:
        """The passages of posts that are on their way."""
        asked = "SELECT passage_id FROM post_passages JOIN posts ON posts.id = post_id"
        rows = self._rows(f"{asked} JOIN deliveries ON deliveries.id = delivery_id WHERE state = 'claimed'")
        return [row[0] for row in rows]

    def unknown(self, study_id: int) -> list[int]:
        """The posts whose end is unknown."""
        asked = "SELECT posts.id FROM posts JOIN deliveries ON deliveries.id = delivery_id WHERE posts.study_id = ?"
        return [row[0] for row in self._rows(f"{asked} AND deliveries.state = 'unknown' ORDER BY posts.id", study_id)]

    def state(self, study_id: int) -> tuple[str, str | None]:
        """Whether a study posts, and why not if a fault has stopped it."""
        ((state, reason),) = self._rows("SELECT state, paused_because FROM studies WHERE id = ?", study_id)
        return state, reason

    def in_trouble(self) -> list[int]:
        """The studies that a fault has stopped, and those with a post whose end is unknown."""
        stopped = "SELECT id FROM studies WHERE state = 'paused' AND paused_because IS NOT NULL"
        unknown = "SELECT study_id FROM deliveries WHERE state = 'unknown'"
        return [row[0] for row in self._rows(f"{stopped} UNION {unknown} ORDER BY 1")]

    def _rows(self, statement: str, *values: int) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values).fetchall()
