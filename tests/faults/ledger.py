"""The bot's ledger, read from outside while the bot may be running."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

CLAIMED, SENT, SKIPPED, UNKNOWN = "claimed", "sent", "skipped", "unknown"
WISHES_WITHIN = 86400
"""Seconds for which the bot still owes a post its thread and pin."""


@dataclass(frozen=True, slots=True)
class Row:
    """One slot as the bot has recorded it."""

    channel_id: int
    local_date: str
    due_at: datetime
    state: str
    reason: str | None
    reference: str | None
    message_id: int | None
    sent_at: datetime | None
    thread: str
    pin: str


class Ledger:
    """Reads the database of one bot."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def rows(self) -> list[Row]:
        """All slots, in the order they were recorded."""
        wanted = "channel_id, local_date, due_at, state, reason, reference, message_id, sent_at, thread, pin"
        with self._opened() as connection:
            found = connection.execute(f"SELECT {wanted} FROM posts ORDER BY id").fetchall()  # noqa: S608 # our own words
        return [_row(*row) for row in found]

    def next_claim_at(self) -> datetime | None:
        """When the bot will claim its next slot."""
        with self._opened() as connection:
            found = connection.execute("SELECT min(next_claim_at) FROM studies WHERE state = 'active'").fetchone()[0]
        return None if found is None else _at(found)

    def first_slots(self) -> dict[int, datetime]:
        """The next slot of each study by its channel; asked right after they were set up, the first one."""
        with self._opened() as connection:
            return {row[0]: _at(row[1]) for row in connection.execute("SELECT channel_id, next_due_at FROM studies")}

    def unsettled(self, now: datetime) -> bool:
        """Whether something is still to be done: a claim without an end, a young post without its thread or pin."""
        return any(
            row.state == CLAIMED
            or (
                row.state == SENT
                and row.message_id is not None
                and "wanted" in (row.thread, row.pin)
                and row.sent_at is not None
                and (now - row.sent_at).total_seconds() <= WISHES_WITHIN
            )
            for row in self.rows()
        )

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(f"file:{self._file}?mode=ro", uri=True, timeout=5)
        try:
            yield connection
        finally:
            connection.close()


def _row(
    channel_id: int,
    local_date: str,
    due_at: int,
    state: str,
    reason: str | None,
    reference: str | None,
    message_id: int | None,
    sent_at: int | None,
    thread: str,
    pin: str,
) -> Row:
    sent = None if sent_at is None else _at(sent_at)
    return Row(channel_id, local_date, _at(due_at), state, reason, reference, message_id, sent, thread, pin)


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
