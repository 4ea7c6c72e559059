"""What a database went through, written down by the database itself: triggers, which no code under test knows of."""

import json
import sqlite3
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NamedTuple

acting: ContextVar[int | None] = ContextVar("acting", default=None)
"""The number of the host's act in which something is written."""

_STUDY_OF_POST = "(SELECT study_id FROM posts WHERE id = NEW.post_id)"
_TRIGGERS = {
    "slot": (
        "INSERT ON posts",
        "NEW.study_id",
        "NEW.id, NEW.epoch, NEW.local_date, NEW.due_at, NEW.delivery_id, NEW.reason, NEW.round",
    ),
    "forgotten": ("DELETE ON posts", "OLD.study_id", "OLD.id"),
    "due again": ("UPDATE OF due_at ON posts", "NEW.study_id", "NEW.id, NEW.due_at"),
    "reads": ("INSERT ON post_passages", _STUDY_OF_POST, "NEW.post_id, NEW.passage_id"),
    "claim": ("INSERT ON deliveries", "NEW.study_id", "NEW.id, NEW.content, NEW.nonce, NEW.channel_id"),
    "end": ("UPDATE OF state ON deliveries", "NEW.study_id", "NEW.id, NEW.state, NEW.reason, NEW.message_id"),
    "plan+": ("INSERT ON plan", "NEW.study_id", "NEW.place, NEW.passage_id"),
    "plan-": ("DELETE ON plan", "OLD.study_id", "OLD.place, OLD.passage_id"),
    "state": ("UPDATE OF state ON studies", "NEW.id", "NEW.state, NEW.paused_because"),
}
_JOURNAL = "CREATE TABLE journal (id INTEGER PRIMARY KEY, at REAL, act INTEGER, what TEXT, study INTEGER, told TEXT)"
_NO_EXTRAS = """
CREATE TRIGGER nothing_follows AFTER INSERT ON posts
BEGIN UPDATE posts SET thread = 'none', line = 'none' WHERE id = NEW.id; END
"""
"""Threads and the growing line are another proof's subject, and would be tried again for a day."""


class Entry(NamedTuple):
    """One row that was written: its number, when, in which act of a host, what it was, and its values."""

    id: int
    at: float
    act: int | None
    what: str
    told: list[Any]


def begin(file: Path) -> None:
    """Have a database keep a journal from now on; who writes has to know `virtual_now` and `acting`."""
    connection = sqlite3.connect(file)
    connection.execute(_JOURNAL)
    for what, (when, study, values) in _TRIGGERS.items():
        row = f"virtual_now(), acting(), '{what}', {study}, json_array({values})"
        noted = f"INSERT INTO journal (at, act, what, study, told) VALUES ({row});"  # noqa: S608 # of this module alone
        connection.execute(f'CREATE TRIGGER "journal {what}" AFTER {when} BEGIN {noted} END')
    connection.execute(_NO_EXTRAS)
    connection.commit()
    connection.close()


def entries(file: Path) -> dict[int, list[Entry]]:
    """All that was written down, by study, in order."""
    connection = sqlite3.connect(file)
    by_study: dict[int, list[Entry]] = {}
    rows = connection.execute("SELECT id, at, act, what, study, told FROM journal ORDER BY id")
    for number, moment, act, what, study, told in rows:
        by_study.setdefault(study, []).append(Entry(number, moment, act, what, json.loads(told)))
    connection.close()
    return by_study
