"""Some studies, their hosts, one bot and Discord, through some weeks in which everything goes wrong that can."""

import heapq
import itertools
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.errors import StudyError
from bot.core.models import Arrangement, Ending, Place
from bot.services.library import catalogue
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy
from tests.faults.days import hosts
from tests.faults.days.hosts import ACTS, Done, Hosts
from tests.faults.days.library import shelf
from tests.faults.days.machine import journal
from tests.faults.days.machine.database import Killed, MortalDatabase
from tests.faults.days.machine.model_discord import Channel, Discord
from tests.faults.days.machine.process import Process
from tests.faults.days.machine.table_reader import TableReader
from tests.faults.days.machine.virtual_time import VirtualClock
from tests.faults.days.mishaps import Mishaps
from tests.faults.days.readers import Act, Chosen, Reader
from tests.faults.days.troubles import Troubles
from tests.faults.days.wishes import Wishes

APPLICATION = 10**17
A_DAY = timedelta(days=1)
CALM = timedelta(hours=7)
"""How long the world goes on without any trouble at the end, so that all comes to its end."""
TICK = 15
SLOWEST = 600
"""Seconds between two ticks at most while something is due and cannot be claimed."""
Event = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Life:
    """What makes a world what it is."""

    seed: int
    number: int
    studies: int
    days: int
    mutant: str = ""


class Errors(logging.Handler):
    """Keeps what the bot logs as an error: none may ever happen."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.lines.append(self.format(record))


class World:
    """The studies of one database, from their first day to their last."""

    def __init__(
        self, life: Life, clock: VirtualClock, database: MortalDatabase, wishes: Wishes, chance: random.Random
    ) -> None:
        self.life, self.clock, self.database, self.chance = life, clock, database, chance
        self.discord = Discord(clock, chance, APPLICATION, chance.choice((0, 0.02, 0.1)))
        self.tables = TableReader(database.path)
        self.wishes = wishes
        self.start, self.end = clock.true_now(), clock.true_now() + life.days * A_DAY
        self.readers: list[Reader] = []
        self.troubles = Troubles()
        self.mishaps = Mishaps(self)
        self.texts: dict[int, set[str]] = {}
        self.acts = self.refused = self.deaths = 0
        self.errors: list[str] = []
        self._process: Process | None = None
        self._queue: list[tuple[datetime, int, Event]] = []
        self._serial = itertools.count()
        self._ticked_at, self._waited = self.start, 0.0

    async def live(self) -> None:
        """Let it all happen, and let what is under way come to its end."""
        errors = Errors()
        logging.getLogger().addHandler(errors)
        await self._settle_in()
        await self._until(self.end)
        self._queue.clear()
        await self._calm()
        await self._until(self.end + CALM)
        assert self._process is not None
        await self._process.end()
        self.tables.close()
        logging.getLogger().removeHandler(errors)
        self.errors = errors.lines

    def at(self, moment: datetime, event: Event) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self._queue, (moment, next(self._serial), event))

    def tick_soon(self) -> None:
        """Let the clockwork tick as usual again: something has changed."""
        self._waited = 0.0

    async def end_process(self, away: timedelta) -> None:
        """End the process, if there is one, and start another after this time."""
        if self._process is not None:
            self.database.died.set()
            await self._bury(away)

    async def act(self, reader: Reader, act: Callable[[Hosts], Awaitable[Done]]) -> None:
        """Have a host do something, if the bot is there to hear it."""
        if self._process is None or self.database.died.is_set() or self.discord.outage is not None:
            return
        self.acts += 1
        before = self.tables.state(reader.id)
        token, number = journal.acting.set(self.acts), self.acts
        at = self.clock.true_now()
        try:
            done = await act(Hosts(self._process, reader, self.wishes, self.tables))
        except Killed:
            return
        except StudyError:
            self.refused += 1
            if before[0] == "paused" and self.tables.state(reader.id)[0] == "active":
                done = Done(reader.chosen._replace(active=True))  # what stopped it is over, and today has had its slot
            else:
                return
        finally:
            journal.acting.reset(token)
        now, mark = self.clock.true_now(), self.tables.mark()
        reader.acts.append(Act(number, act.__name__, done.at or at, now, mark, done.chosen, done.values, done.undoes))
        if done.undo is not None:
            reader.changes.setdefault(done.undo, number)
        if done.claimed is not None:
            self._process.take(done.claimed)
        self._waited = 0.0

    async def _settle_in(self) -> None:
        await catalogue.stock(self.database, shelf())
        essays = self.tables.essays()
        self.texts = self.tables.texts()
        for number in range(self.life.studies):
            await self._found(number, essays)
        for day in range(self.life.days):
            self._plan_day(self.start + day * A_DAY)
        await self._begin()

    async def _found(self, number: int, essays: dict[int, list[int]]) -> None:
        """Set a study up."""
        chance, guild_id = self.chance, 2 * 10**17 + number // 5
        channel_ids = tuple(self.discord.next_id() + chance.randrange(30) * 2**22 for _ in range(3))
        readable = chance.random() > 0.15
        self.discord.channels |= {each: Channel(each, readable=readable) for each in channel_ids}
        chosen = Chosen(self.wishes.time(), self.wishes.zone(), self.wishes.weekdays(), channel_ids[0])
        arrangement = chance.choice((Arrangement.IN_ORDER, *list(Arrangement)[:3]))
        ending = chance.choice((Ending.LOOP, Ending.LOOP, Ending.LOOP, Ending.GO_ON, Ending.STOP))
        essay_id = chance.choice((None, *essays))
        status = await study_changes.set_up(
            self.database,
            NewStudy(
                guild_id=guild_id,
                place=Place(channel_ids[0]),
                time=chosen.time,
                zone=chosen.zone,
                weekdays=chosen.weekdays,
                essay_id=essay_id,
                arrangement=arrangement,
                ending=ending,
            ),
            self.clock.true_now(),
        )
        first = Act(0, "set_up", self.clock.true_now(), self.clock.true_now(), self.tables.mark(), chosen)
        reader = Reader(status.study.id, guild_id, channel_ids, essays, arrangement, ending, [first])
        reader.zones.add(chosen.zone)
        self.readers.append(reader)

    def _plan_day(self, day: datetime) -> None:
        """Draw what happens on a day."""
        chance = self.chance
        for kind, odds in self._kinds().items():
            if chance.random() < odds:
                self.at(day + A_DAY * chance.random(), kind)
        for reader in self.readers:
            if chance.random() < 0.16:
                self.at(self._moment(reader, day), lambda reader=reader: self._some_act(reader))
            if chance.random() < 0.012:
                self.at(self._moment(reader, day), lambda reader=reader: self.mishaps.lose_permission(reader))
            if chance.random() < 0.012:
                self.at(self._moment(reader, day), lambda reader=reader: self.mishaps.delete(reader))
        for hours in (5, 13, 21):
            self.at(day + timedelta(hours=hours * chance.random()), self._repair)

    def _kinds(self) -> dict[Event, float]:
        return {
            self.mishaps.stop: 0.08,
            self.mishaps.doom: 1.0,
            self.mishaps.outage: 0.12,
            self.mishaps.set_clock: 0.12,
            self.mishaps.edit: 0.5,
        }

    def _moment(self, reader: Reader, day: datetime) -> datetime:
        """A moment of the day, often near the hour of the study."""
        if self.chance.random() < 0.5:
            return day + A_DAY * self.chance.random()
        hours, minutes = map(int, reader.chosen.time.split(":"))
        offset = day.astimezone(ZoneInfo(reader.chosen.zone)).utcoffset() or timedelta(0)
        near = timedelta(seconds=self.chance.choice((-3, -1, 5, 20, 31, 45, 120, self.chance.uniform(-4000, 4000))))
        return day + (timedelta(hours=hours, minutes=minutes) - offset) % A_DAY + near

    async def _some_act(self, reader: Reader) -> None:
        act = self.chance.choices(list(ACTS), list(ACTS.values()))[0]
        await self.act(reader, act)
        if self.chance.random() < 0.25:
            await self.act(reader, hosts.take_back)
        if not reader.chosen.active:
            later = self.clock.true_now() + timedelta(hours=self.chance.choice((0.01, 1, 11, 13, 30, 60)))
            self.at(later, lambda: self.act(reader, hosts.resume))

    async def _repair(self) -> None:
        """Have hosts see to what the bot has told them."""
        by_id = {reader.id: reader for reader in self.readers}
        for study_id in self.tables.in_trouble():
            await self.act(by_id[study_id], self.chance.choice((hosts.settle, hosts.resume, hosts.post_now)))

    async def _calm(self) -> None:
        """Let all be well."""
        await self.mishaps.back()
        await self.mishaps.offset(timedelta(0))
        self.discord.calm()
        self.troubles.end_all(self.clock.true_now())
        self.database.until_death = None
        if self._process is None:
            await self._begin()

    async def _begin(self) -> None:
        """Start a process."""
        if self._process is None:
            self.database.revive()
            self.troubles.end("down", self.clock.true_now())
            await self.mishaps.edit()
            self._process, self._waited = Process(self.discord, self.database), 0.0
            await self._tick()

    async def _bury(self, away: timedelta) -> None:
        """Clear away what is left of a process, and start another later."""
        assert self._process is not None
        process, self._process = self._process, None
        self.deaths += 1
        self.troubles.begin("down", self.clock.true_now())
        await process.end()
        self.at(self.clock.true_now() + away, self._begin)

    async def _until(self, end: datetime) -> None:
        while (now := self.clock.true_now()) < end:
            if self.database.died.is_set() and self._process is not None:
                pauses = (2, 20, 50, 58, 64, 200, 900, 7200, 20000, 100000)
                await self._bury(timedelta(seconds=self.chance.choice(pauses) * (0.9 + self.chance.random() / 5)))
            tick_at = self._next_tick()
            moments: list[datetime] = [end, *(event[0] for event in self._queue[:1]), *([tick_at] if tick_at else [])]
            moment = min(moments)
            if moment > now and not await self._outlives(moment - now):
                continue
            if self._queue and self._queue[0][0] <= self.clock.true_now():
                await heapq.heappop(self._queue)[2]()
            elif tick_at is not None and tick_at <= self.clock.true_now():
                await self._tick()

    async def _outlives(self, time: timedelta) -> bool:
        """Let this time pass, or as much of it as the process lives; whether it is all over."""
        if self._process is None:
            await self.clock.sleep(time.total_seconds())
            return True
        return await self.database.outlives(time.total_seconds())

    async def _tick(self) -> None:
        assert self._process is not None
        self._ticked_at = self.clock.true_now()
        await self._process.tick()
        self._waited = min(SLOWEST, max(TICK, self._waited * 2)) if self.tables.claims_at(self._ticked_at)[0] else 0.0

    def _next_tick(self) -> datetime | None:
        """When to tick next: at a moment of the fifteen seconds after something has come due by the bot's own time."""
        if self._process is None:
            return None
        slow = -min(self.clock.offset, timedelta(0))
        overdue, due = self.tables.claims_at(self._ticked_at - slow)
        moments = [self._ticked_at + timedelta(seconds=self._waited)] if overdue else []
        if due is not None:
            phase = int(due.timestamp()) * 7919 % (TICK * 1000) / 1000
            by_either = due + slow, due - max(self.clock.offset, timedelta(0))  # a clock that is ahead must do no harm
            moments += [at + timedelta(seconds=phase) for at in by_either if at > self._ticked_at]
        return max(self.clock.true_now(), min(moments)) if moments else None
