"""One world played from its seed, in a process that is given to virtual time."""

import asyncio
import gc
import logging
import random
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from bot.store.database import Database
from bot.store.dialects.sqlite import driver
from cogs.deliveries import daily_post
from tests.faults.days.machine import journal
from tests.faults.days.machine.database import MortalDatabase, connect_by
from tests.faults.days.machine.virtual_time import VirtualClock, VirtualLoop
from tests.faults.days.mutations import MUTATIONS
from tests.faults.days.oracle import judgement
from tests.faults.days.oracle.wall import changes
from tests.faults.days.wishes import ZONES, Wishes
from tests.faults.days.world import Life, World
from tests.faults.nursery import Nursery
from tests.faults.verdict import Tally

YEARS = range(2026, 2038)
BEFORE = timedelta(days=5)
"""How long before a change of clocks a world begins."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What a world came to."""

    life: Life
    tally: Tally
    acts: int
    refused: int
    zones: frozenset[str]
    log: str


async def play(nursery: Nursery, life: Life) -> Lived:
    """Play a world, in a thread that has a loop of its own."""
    del nursery
    if life.mutant:
        _broken(life.mutant)
    return await asyncio.to_thread(_played, life)


@lru_cache
def _broken(mutant: str) -> None:
    """Put a broken design in the place of the right one, for as long as this process lives."""
    MUTATIONS[mutant]()


@lru_cache
def _template() -> Path:
    """A database with all tables and nothing in them but the journal; made once a process."""
    file = Path(tempfile.mkdtemp()) / "study.sqlite3"

    async def make() -> None:
        async with Database.opened(f"sqlite+aiosqlite:///{file}"):
            pass

    asyncio.run(make())
    journal.begin(file)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    return file


def _played(life: Life) -> Lived:
    _wind_up()
    chance = random.Random(f"{life.seed}/{life.number}")
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner(loop_factory=VirtualLoop) as runner:
        file = Path(folder) / "study.sqlite3"
        shutil.copy(_template(), file)
        first_day, zone = _beginning(chance)
        clock = VirtualClock(runner.get_loop(), first_day)
        driver.connect = connect_by(lambda: clock.true_now().timestamp())
        world = runner.run(_live(life, clock, file, zone, chance))
        tally, told = judgement.judge(world)
        zones = frozenset(zone for reader in world.readers for zone in reader.zones)
        return Lived(life, tally, world.acts, world.refused, zones, "\n".join(told))


async def _live(life: Life, clock: VirtualClock, file: Path, zone: str, chance: random.Random) -> World:
    async with MortalDatabase.opened(f"sqlite+aiosqlite:///{file}") as database:
        assert isinstance(database, MortalDatabase)
        world = World(life, clock, database, Wishes(chance, life.number * life.studies, zone), chance)
        await world.live()
        return world


def _beginning(chance: random.Random) -> tuple[datetime, str]:
    """A day before 2038 and a zone: most often one whose clocks are set some days later."""
    zone, year = chance.choice(ZONES), chance.choice(YEARS)
    found = changes(zone, year, year)
    if found and chance.random() < 0.9:
        return chance.choice(found) - BEFORE, zone
    return datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(365)), zone


@lru_cache
def _wind_up() -> None:
    """What holds for all worlds of this process: no log, and no thread below a post."""
    logging.disable(logging.WARNING)

    async def nothing_follows(*args: object, **more: object) -> None:
        del args, more

    daily_post.complete = nothing_follows
