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
from dataclasses import asdict, dataclass, field

import discord
import psutil

from bot.client import StudyBot
from bot.core.models import Place
from bot.core.studies.schedule import WEEKS
from bot.interactions.answers import Layout
from bot.outside.allocator import use_one_arena
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy
from bot.settings import read_settings
from command_line.running import study_bot
from tests.benchmarks.crowd_bot import FollowedClock

TICK = 0.02
STUDIES = "SOAK_STUDIES"
"""The variable with what is to be set up: a list of guild, channel and local time."""
VIEWS = "SOAK_VIEWS"
"""And with the seconds after which discord.py forgets a layout that one person alone sees: 15 minutes by itself."""
LOOK = "look"
OF_LAYOUT = "BaseView.__timeout_task_impl"
"""The task by which discord.py forgets a layout after a while: their number follows how much was answered lately."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the process holds, and the loop's delays in milliseconds since the last look."""

    megabytes: float
    objects: int
    tasks: int
    layouts: int
    """Those that wait to be forgotten, which the tasks leave out."""
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
        layouts = tasks.pop(OF_LAYOUT, 0)
        kinds.update({f"task {name}": count for name, count in tasks.items()})
        process, delays = psutil.Process(), self._delays
        looked = Look(
            process.memory_info().rss / 2**20,
            len(objects) + gc.get_freeze_count(),
            tasks.total(),
            layouts,
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
    for guild_id, channel_id, at in json.loads(os.environ[STUDIES]):
        plan = NewStudy(guild_id, Place(channel_id), at, "UTC", WEEKS["every_day"], None)
        await study_changes.set_up(bot.database, plan, bot.clock.now())


def _forget_layouts_after(seconds: float) -> None:
    timeout = discord.ui.LayoutView.timeout

    def shorter(self: Layout, value: float | None) -> None:
        timeout.__set__(self, None if value is None else seconds)

    Layout.timeout = property(timeout.__get__, shorter)  # type: ignore[assignment] # for this process alone


async def _main() -> None:
    use_one_arena()  # as `command_line/running.py` does
    _forget_layouts_after(float(os.environ[VIEWS]))
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

    async with study_bot(read_settings(os.environ), clock) as bot:
        await _set_up(bot)
        gc.collect()
        gc.freeze()  # as the bot does when it starts
        asyncio.get_running_loop().add_reader(sys.stdin, obey)
        ticking = asyncio.create_task(watch.tick(), name="the watch")
        try:
            await bot.start(read_settings(os.environ).token)
        finally:
            ticking.cancel()


if __name__ == "__main__":
    asyncio.run(_main())
