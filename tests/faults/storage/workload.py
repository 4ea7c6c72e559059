"""`python -m tests.faults.storage.workload FILE DAYS [MUTANT]`: the bot's own store at work, whose writes are recorded.

Beside the database it writes `acknowledged`: after each transaction a line with what the database holds then.
"""

import asyncio
import hashlib
import os
import sqlite3
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.models import Place
from bot.core.studies.schedule import WEEKS
from bot.services.deliveries import outcomes, post_extras, slot_claims
from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy
from bot.store.database import Connection, Database
from bot.store.dialects.sqlite import engines
from bot.store.dialects.sqlite.database import SqliteDatabase

ACKNOWLEDGED = "acknowledged"
START, APPLICATION, GUILD, STUDIES = datetime(2026, 5, 1, 6, 0, tzinfo=UTC), 10**17, 2 * 10**17, 3
MUTANTS = {"not_synced": "PRAGMA synchronous=OFF", "synced_late": "PRAGMA synchronous=NORMAL"}
"""Ways of writing that lose what was acknowledged, by the words that they put in the place of FULL."""


def held(connection: sqlite3.Connection) -> str:
    """A digest of all rows of all tables; the same for every database without tables."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    rows = hashlib.sha256()
    for (name,) in tables:
        found = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 # a table's own name
        rows.update(f"{name} {found}".encode())
    return rows.hexdigest()[:16]


class AcknowledgingDatabase(SqliteDatabase):
    """The bot's database, which notes after each transaction what it holds."""

    notes: int = -1

    @asynccontextmanager
    async def writing(self, *, first: bool = False) -> AsyncGenerator[Connection]:
        """A transaction that is acknowledged once it is committed."""
        async with super().writing(first=first) as connection:
            yield connection
        self.acknowledge()

    def acknowledge(self) -> None:
        """Tell the world what is stored: nothing of it may be lost from now on."""
        with closing(sqlite3.connect(self._file.path)) as connection:
            digest = held(connection)
        os.write(self.notes, f"{digest}\n".encode())


async def work(file: Path, days: int) -> None:
    """Studies that claim, send and record their posts, day after day."""
    async with AcknowledgingDatabase.opened(f"sqlite+aiosqlite:///{file}") as opened:
        assert isinstance(opened, AcknowledgingDatabase)
        opened.notes = os.open(file.with_name(ACKNOWLEDGED), os.O_CREAT | os.O_WRONLY)
        opened.acknowledge()
        await catalogue.stock(opened, [EssayFile("on-bread.md", _pack(days).encode())])
        for number in range(STUDIES):
            place = Place(10**18 + number, pin=True)
            plan = NewStudy(GUILD + number % 2, place, f"{7 + number:02}:00", "UTC", WEEKS["every_day"], None)
            await study_changes.set_up(opened, plan, START)
        for day in range(days):
            await _day(opened, START + timedelta(days=day, hours=5), 10**19 + day * 100)


async def _day(database: Database, now: datetime, first_id: int) -> None:
    for number, post in enumerate(await slot_claims.claim_due(database, APPLICATION, now)):
        assert post.delivery is not None
        claim = await outcomes.begin_attempt(database, post.delivery, now, nothing_before=True)
        message_id = (first_id + number) % 2**62
        await outcomes.sent(database, claim, message_id, now)
        await post_extras.thread_opened(database, post, message_id, now)
        await post_extras.pinned(database, post)


def _pack(days: int) -> str:
    texts = "\n\n---\n\n".join(
        f"Passage {n} is about bread and neighbours. {'Bread is shared. ' * 40}\n\n? notice: Who comes late?"
        for n in range(1, days + 2)
    )
    return f"---\ntitle: On Bread\nauthor: A Circle\nid: on-bread\n---\n{texts}\n"


def main() -> None:
    """Do the work."""
    if len(sys.argv) > 3:
        words = MUTANTS[sys.argv[3]]
        engines._EVERYWHERE = tuple(words if "synchronous" in each else each for each in engines._EVERYWHERE)
    asyncio.run(work(Path(sys.argv[1]), int(sys.argv[2])))


if __name__ == "__main__":
    main()
