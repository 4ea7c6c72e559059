"""A study in a database, and a few people."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.models import Place
from bot.core.studies import schedule
from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy, StudyStatus
from bot.store.database import Database
from tests.asking import GUILD

START = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
DUE = datetime(2026, 5, 1, 7, 0, 30, tzinfo=UTC)
"""Half a minute past seven: by then every study of seven o'clock is due, whatever its own few seconds."""
APPLICATION, OTHER_GUILD, CHANNEL = 10**17, 3 * 10**17, 4 * 10**17


def plan(**changes: object) -> NewStudy:
    given: dict[str, object] = {
        "guild_id": GUILD,
        "place": Place(CHANNEL),
        "time": "07:00",
        "zone": "UTC",
        "weekdays": schedule.WEEKS["every_day"],
        "essay_id": None,
    }
    return NewStudy(**(given | changes))  # type: ignore[arg-type] # a test names what it changes


def pack(title: str, passages: int) -> EssayFile:
    texts = "\n\n---\n\n".join(
        f"{title}, passage {n}, about bread and neighbours.\n\n! {title}, passage {n}, about bread and neighbours.\n"
        f"? notice: What is passage {n} of {title}?\n"
        f"? understand: What does passage {n} of {title} mean?"
        for n in range(1, passages + 1)
    )
    slug = title.lower().replace(" ", "-")
    return EssayFile(f"{slug}.md", f"---\ntitle: {title}\nauthor: A Circle\nid: {slug}\n---\n{texts}\n".encode())


@pytest.fixture
async def stocked(database: Database, project: Path) -> Database:
    """A shelf with two short essays."""
    del project
    await catalogue.stock(database, [pack("On Bread", 3), pack("On Salt", 2)])
    return database


@pytest.fixture
async def study(stocked: Database) -> StudyStatus:
    """A study of both essays, at 07:00 UTC every day."""
    return await study_changes.set_up(stocked, plan(), START)
