"""The world of a round: guilds with their studies, the bots that live in it, and a witness of all that is posted."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import StreamReader, web

from local_discord import Channel, Clock, Guild, LocalDiscord, Permission, Role, Thread
from local_discord.faults import Effect
from local_discord.permissions import BOT
from local_discord.rest.pipeline import Pipeline
from tests.faults.child import TOKEN
from tests.faults.ledger import Ledger
from tests.faults.memory import Memory, memory
from tests.faults.nursery import Life, Nursery, Word
from tests.faults.orders import Order, PlannedStudy
from tests.faults.witness import Witness

START = datetime(2026, 5, 1, 6, 50, tzinfo=UTC)
NONCE_WINDOW = timedelta(seconds=65)
"""How long this Discord knows a nonce: hardly longer than the bot trusts it to."""
LATE = timedelta(seconds=45)
"""When a request whose sender is gone is carried out at last: within the 60 s that the bot assumes."""
MOST_MOVES = 300
OF_POSTS = "daily clockwork", "post "
"""The beginnings of the names of tasks that claim and carry posts."""
OF_NOTICES = "discord.py: on_study_notice_due", "notice "
"""And of those that do so with notices."""
OF_CONTINUATIONS = "discord.py: on_study_post_goes_on", "continuation "
"""And of those that do so with what goes on below a post."""
OF_ANSWERS = "discord.py: on_interaction", "discord.py: on_study_answer_claimed", "answer "
"""And of those that do so with what a member hands in."""


class WatchedPipeline(Pipeline):
    """The requests' way, with a count of those under way."""

    under_way = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The answer to a request of the API."""
        self.under_way += 1
        try:
            body = await request.read()
            await self.delay()
            if body:
                _read_anew(request, body)
            return await super().answer(request)
        except ConnectionResetError:
            return web.Response(status=499)  # it never arrived as a whole, and nobody reads this
        finally:
            self.under_way -= 1

    async def delay(self) -> None:
        """What passes before a request is looked at: nothing."""


@dataclass(slots=True)
class Bots:
    """How the bot of a stage is started."""

    nursery: Nursery
    folder: Path
    memory: Memory
    mutant: str = ""
    send_within: float = 30.0
    counted: tuple[str, ...] = OF_POSTS


class Stage:
    """One world with its bot, which lives and dies as a round wants."""

    def __init__(self, server: LocalDiscord, pipeline: WatchedPipeline, bots: Bots) -> None:
        self.server, self._pipeline, self._bots = server, pipeline, bots
        self.application = server.world.add_application("Daily Passage", token=TOKEN)
        self.witness = Witness(server, self.application.user)
        self.ledger = Ledger(bots.memory.rows)
        self.roles: dict[int, Role] = {}
        self.queue = 0.0
        self.wall = 0.0
        """By how many seconds the clock of the bot's machine is wrong."""
        self.remarks: list[str] = []
        self.life: Life | None = None
        self._late_at: datetime | None = None

    @property
    def now(self) -> datetime:
        """The world's time."""
        return self.server.clock.now()

    @property
    def log(self) -> str:
        """What the bots have logged, and what was remarked on their slots."""
        file = self._bots.folder / "log"
        logged = file.read_text() if file.exists() else ""
        return "\n".join([logged, *self.remarks])

    def add_guild(self, name: str) -> Guild:
        """A guild with the bot in it."""
        guild = self.server.world.add_guild(name)
        self.roles[guild.id] = guild.add_application(self.application, BOT | int(Permission.PIN_MESSAGES))
        return guild

    async def start(self, studies: Sequence[PlannedStudy] = ()) -> Word:
        """Start the bot; its first word."""
        return await (await self.begin(studies)).word()

    async def begin(self, studies: Sequence[PlannedStudy] = ()) -> Life:
        """Start the bot, and do not wait for it."""
        order = Order(
            database_url=self._bots.memory.url,
            backups="" if self._bots.memory.file else str(self._bots.folder / "backups"),
            essays=str(self._bots.folder / "essays"),
            api_url=self.server.rest_url,
            gateway_url=self.server.gateway_url,
            log=str(self._bots.folder / "log"),
            offset=0.0,
            wall=self.wall,
            mutant=self._bots.mutant,
            send_within=self._bots.send_within,
            queue=self.queue,
            counted=self._bots.counted,
            studies=tuple(studies),
        )
        self.life = await self._bots.nursery.start(order, self.server.clock.now)
        return self.life

    async def gone(self) -> None:
        """Wait until the bot is dead, and Discord has done with what it still had of it."""
        if self.life:
            await self.life.ended()
            self.life = None
        for fault in self.server.faults.active:
            fault.release()
        runner = self.server._runner
        async with asyncio.timeout(10):
            while self._pipeline.under_way or (runner and runner.server and runner.server.connections):  # noqa: ASYNC110 # aiohttp has no event for its last connection
                await asyncio.sleep(0.001)
        self._note_late()

    async def kill(self) -> None:
        """Kill the bot, if it lives."""
        if self.life:
            self.life.kill()
        await self.gone()

    def set_wall(self, wall: float) -> None:
        """Set the clock of the bot's machine, and wake the bot."""
        self.wall = wall
        self._shift(timedelta(0))

    def copy(self) -> Path:
        """A copy of the bot's database as it is now, whether or not the bot is running."""
        kept, file = self._bots.folder / "copy.sqlite3", self._bots.memory.file
        assert file is not None, "a server's database is copied by its operator"
        with closing(sqlite3.connect(file, timeout=5)) as source, closing(sqlite3.connect(kept)) as target:
            source.backup(target)
        return kept

    def put_back(self, kept: Path) -> None:
        """Put a copy in the place of the database of a bot that is dead."""
        for file in self._bots.folder.glob("study.sqlite3*"):
            file.unlink()
        kept.rename(self._bots.folder / "study.sqlite3")

    def move(self, by: timedelta, *, crash_at: int | None = None, step: float = 0.0) -> None:
        """Move the world's clock, carrying out on the way what is late."""
        self._note_late()
        target = self.now + max(by, timedelta(0))
        if self._late_at is not None and self._late_at <= target:
            self._shift(self._late_at - self.now)
            self.carry_out_late()
        self._shift(target - self.now, crash_at, step)

    def carry_out_late(self) -> None:
        """Do now what has been put off."""
        for fault in self.server.faults.active:
            fault.commit()
        self._late_at = None

    async def settle(self, word: Word) -> Word:
        """Move the clock on from the bot's last word, as little as possible, until every claim has its end.

        The last word then: `rest` when all is settled, `crash` or `step` when that came first, `stuck` when there is
        no end to it. A bot that ends by itself, as without a network, is started again.
        """
        for _ in range(MOST_MOVES):
            if word.kind in ("crash", "step"):
                return word
            if word.kind == "end" or self.life is None:
                await self.gone()
                word = await self.start()
                continue
            self._note_late()
            if self._late_at is None and not word.seconds and not self.ledger.unsettled(self.now):
                return word
            self.move(timedelta(seconds=word.seconds or 16))
            word = await self.life.word()
        return Word("stuck")

    def _shift(self, by: timedelta, crash_at: int | None = None, step: float = 0.0) -> None:
        self.server.clock.move(max(by, timedelta(0)))
        if self.life:
            self.life.clock(self.now, self.wall, crash_at=crash_at, step=step)

    def _note_late(self) -> None:
        waiting = any(fault.effect is Effect.LATE_COMMIT and fault.waiting for fault in self.server.faults.active)
        if waiting and self._late_at is None:
            self._late_at = self.now + LATE


@asynccontextmanager
async def stage(
    nursery: Nursery,
    *,
    passages: int,
    pipeline: type[WatchedPipeline] = WatchedPipeline,
    mutant: str = "",
    send_within: float = 30.0,
    counted: tuple[str, ...] = OF_POSTS,
    repeated: int = 1,
) -> AsyncIterator[Stage]:
    """A world with an essay of so many passages, each a sentence so often; its bot and files are gone afterwards."""
    with TemporaryDirectory() as name, memory(Path(name)) as kept:
        folder = Path(name)
        (folder / "essays").mkdir()
        (folder / "essays" / "bread.md").write_text(_essay(passages, repeated))
        server = LocalDiscord(Clock(START))
        server.rest = watched = pipeline(server.world, server.gateway, server.faults)
        server.world.settings.nonce_window = NONCE_WINDOW
        server.limits.generous()  # its windows are of real time, of which a day takes two seconds here
        async with server:
            made = Stage(server, watched, Bots(nursery, folder, kept, mutant, send_within, counted))
            try:
                yield made
            finally:
                await made.kill()
                assert server.unknown_requests == [], "routes that the local Discord does not have"
                assert server.failures == [], "defects of the local Discord"


def channel_of(place: object) -> Channel | None:
    """The channel that a message is in, or that its thread belongs to."""
    if isinstance(place, Thread):
        return place.parent
    return place if isinstance(place, Channel) else None


def _read_anew(request: web.Request, body: bytes) -> None:
    """Let a body be read once more: what has arrived is carried out, whether or not its sender is still there."""
    payload = StreamReader(request.protocol, len(body) + 1, loop=asyncio.get_running_loop())
    payload.feed_data(body)
    payload.feed_eof()
    request._payload, request._read_bytes = payload, None


def _essay(passages: int, repeated: int) -> str:
    more = " Bread is shared." * (repeated - 1)
    texts = "\n\n---\n\n".join(
        f"Passage {n} is about bread and neighbours.{more}\n\n? notice: Who comes late?" for n in range(1, passages + 1)
    )
    return f"---\ntitle: On Bread\nauthor: A Circle\nid: on-bread\n---\n{texts}\n"
