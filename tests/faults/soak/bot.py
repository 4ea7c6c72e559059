"""The bot in a process of its own, by the clock of its parent, telling what it holds when it is asked.

Each line of its input is an offset to go by, in seconds to add to the machine's monotonic clock, or the word `look`.
"""

import asyncio
import gc
import json
import os
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from functools import partial

import psutil
from yarl import URL

from bot.client import StudyBot
from bot.core.models import Place
from bot.core.studies import schedule
from bot.core.studies.schedule import WEEKS
from bot.outside.allocator import use_one_arena
from bot.services.deliveries import daily_posts
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy
from bot.settings import read_settings
from bot.store import guilds
from bot.store.essays import essays
from bot.store.studies import plans, studies
from cogs.deliveries.clockwork import Clockwork
from command_line.running import study_bot
from tests.benchmarks.crowd_bot import FollowedClock

TICK = 0.02
STUDIES = "SOAK_STUDIES"
"""The variable with what is to be set up: a list of guild, channel and local time."""
KNOWN = "SOAK_KNOWN"
"""With how many of them, from the first, are as if the bot had been up since their last post; 0 if it is not set."""
LOOK = "look"


@dataclass(frozen=True, slots=True)
class Look:
    """What the process holds, and the loop's delays in milliseconds since the last look."""

    megabytes: float
    objects: int
    tasks: int
    descriptors: int
    delays: list[int] = field(default_factory=list[int])
    kinds: dict[str, int] = field(default_factory=dict[str, int])
    """How many there are of the most frequent kinds of objects, for whoever wonders what has grown."""


class Watch:
    """Sees how late the loop comes to what is due, and counts what is there."""

    def __init__(self) -> None:
        self._delays: list[int] = []
        self._due = 0.0

    async def tick(self) -> None:
        """Note delays until cancelled."""
        while True:
            self._due = time.monotonic() + TICK
            await asyncio.sleep(TICK)
            self._delays.append(round((time.monotonic() - self._due) * 1000))

    def look(self) -> Look:
        """What is there now; what the counting itself takes is no delay."""
        gc.collect()
        objects = gc.get_objects()
        kinds = Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in objects)
        tasks = Counter(_named(task) for task in asyncio.all_tasks())
        kinds.update({f"task {name}": count for name, count in tasks.items()})
        process, delays = psutil.Process(), self._delays
        looked = Look(
            process.memory_info().rss / 2**20,
            len(objects) + gc.get_freeze_count(),
            tasks.total(),
            process.num_fds(),
            delays,
            dict(kinds),
        )
        self._delays, self._due = [], time.monotonic() + TICK
        return looked


def _named(task: asyncio.Task[object]) -> str:
    """What a task does, without its number."""
    return getattr(task.get_coro(), "__qualname__", task.get_name())


async def _set_up(bot: StudyBot) -> None:
    """Begin the first study as a host does, and the others like it; unless an earlier process has."""
    if await daily_posts.next_claim_at(bot.database) is not None:
        return
    (guild_id, channel_id, at), *others = json.loads(os.environ[STUDIES])
    new = NewStudy(guild_id, Place(channel_id), at, "UTC", WEEKS["every_day"], None)
    first = (await study_changes.set_up(bot.database, new, bot.clock.now())).study
    async with bot.database.writing() as connection:
        to_come = await plans.passages_to_come(connection, first.id)
        essay_ids = [essay.id for essay in await essays.of_study(connection, first.id)]
        for guild_id, channel_id, at in others:
            timetable = replace(first.timetable, time=schedule.parse_time(at))
            await guilds.ensure_guild(connection, guild_id)
            study_id = await studies.add_study(
                connection,
                guild_id=guild_id,
                place=Place(channel_id),
                host_role_id=None,
                timetable=timetable,
                slot=schedule.first_slot(timetable, now=bot.clock.now(), last=None),
                essay_ids=essay_ids,
                arrangement=first.arrangement,
                ending=first.ending,
                portion=first.portion,
            )
            await plans.change(connection, study_id, to_come)


async def _know(bot: StudyBot) -> None:
    """Have the bot go on as if it had looked at the channels of some studies since it started: a day before, say."""
    known = int(os.environ.get(KNOWN, "0"))
    clockwork = bot.get_cog("Clockwork")
    assert isinstance(clockwork, Clockwork)
    clockwork.deliveries._looked_at.update((study_id, None) for study_id in range(1, known + 1))


async def _main() -> None:
    use_one_arena()  # as `command_line/running.py` does
    clock, watch = FollowedClock(), Watch()
    clock.move()

    def obey() -> None:
        line = sys.stdin.readline()
        if not line:
            os._exit(0)
        if line.strip() != LOOK:
            clock.follow(float(line))
            return
        print(json.dumps(asdict(watch.look())), flush=True)  # noqa: T201 # what the parent has asked for

    given = read_settings(os.environ)
    settings = replace(given, file_host=URL(given.api_url or "").authority)
    async with study_bot(settings, clock) as bot:
        await _set_up(bot)
        bot.add_listener(partial(_know, bot), "on_ready")
        gc.collect()
        gc.freeze()  # as the bot does when it starts
        asyncio.get_running_loop().add_reader(sys.stdin, obey)
        ticking = asyncio.create_task(watch.tick(), name="the watch")
        try:
            await bot.start(settings.token)
        finally:
            ticking.cancel()


if __name__ == "__main__":
    asyncio.run(_main())
