"""One page's socket: the state it opens with, the events it gets, and the actions it asks for."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import WSMsgType, web

from local_discord.member.errors import NotPossible, NotSeen
from local_discord.member.member import Member
from local_discord.member.world import World
from local_discord.page.actions import Actions
from local_discord.page.schedule import Schedule
from local_discord.page.state import state
from local_discord.payloads import messages
from local_discord.payloads.dispatches import Dispatch, dispatch_of
from local_discord.wire import Json, JsonObject, decode, encode, items, moment, number, obj, snowflake
from local_discord.world.access import may_see
from local_discord.world.changes import Event
from local_discord.world.events import CommandsChanged

TOLD = ("MESSAGE_", "THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "TYPING_START")
CHANGES_ALL = ("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE", "GUILD_", "APPLICATION_COMMAND_")
MOST_FRAME = 20 * 1024 * 1024
PATIENCE = 1.0  # seconds for a browser to say goodbye
GATHER = 0.1  # seconds: one look at what is planned for a burst of changes
BROKEN = "Something broke in the local Discord itself. Try once more; the window in which you started it tells more."
log = logging.getLogger(__name__)


class Socket:
    """A page that somebody has open."""

    def __init__(self, world: World, schedule: Schedule) -> None:
        self._world = world
        self._socket = web.WebSocketResponse(max_msg_size=MOST_FRAME, heartbeat=30, timeout=PATIENCE)
        self._actions = Actions(world, schedule)
        self._schedule = schedule
        self._person: Member | None = None
        self._outbox: asyncio.Queue[str | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stale = False
        self._replanned = asyncio.Event()
        self._planned: JsonObject | None = None

    async def run(self, request: web.Request) -> web.WebSocketResponse:
        """Serves the page until it is closed."""
        await self._socket.prepare(request)
        self._world.listeners.append(self._hear)
        self._world.clock.on_move.append(self._clock_moved)
        writer = asyncio.create_task(self._write())
        looking = asyncio.create_task(self._tell_schedule())
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._take(str(message.data))
        finally:
            self._world.listeners.remove(self._hear)
            self._world.clock.on_move.remove(self._clock_moved)
            for task in (looking, *self._tasks):
                task.cancel()
            self._outbox.put_nowait(None)
            await writer
        return self._socket

    async def close(self) -> None:
        """Ends it, as when the program ends."""
        await self._socket.close(code=1001)

    def _send(self, payload: JsonObject) -> None:
        self._outbox.put_nowait(encode(payload))

    async def _write(self) -> None:
        while (frame := await self._outbox.get()) is not None:
            if not self._socket.closed:
                await self._socket.send_str(frame)

    def _take(self, frame: str) -> None:
        try:
            asked = obj(decode(frame))
        except ValueError:
            self._send({"error": "That was no JSON."})
            return
        if "open" in asked:
            self._open(snowflake(obj(asked.get("open")).get("person")))
            return
        task = asyncio.create_task(self._do(asked))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _open(self, person_id: int | None) -> None:
        people = self._world.people
        self._person = people.get(person_id or 0) or next(iter(people.values()), None)
        self._planned = None
        self._send_state()

    def _send_state(self) -> None:
        self._stale = False
        if self._person:
            self._send({"state": state(self._world, self._person, next_moment=self._schedule.next_moment is not None)})
            self._replanned.set()

    async def _do(self, asked: JsonObject) -> None:
        action_id: Json = number(asked.get("id"))
        try:
            if self._person is None:
                raise NotPossible("Choose whom to act as first.")  # noqa: TRY301 - the answer is the same as for the rest
            self._send({"id": action_id, "ok": await self._actions.do(self._person, asked)})
        except (NotPossible, NotSeen) as refused:
            self._send({"id": action_id, "error": str(refused).split("\n", 1)[0]})
        except Exception:  # event dispatch: the page waits for an answer to everything that it asks
            log.exception("an action of the page failed: %s", asked.get("do"))
            self._send({"id": action_id, "error": BROKEN})

    async def _tell_schedule(self) -> None:
        """Tells when the next post comes, whenever that may have changed and has."""
        while await self._replanned.wait():
            self._replanned.clear()
            if self._person and self._schedule.next_moment:
                planned = await self._schedule.next_moment()
                told: JsonObject = {"event": "NEXT", "data": {"at": moment(planned) if planned else None}}
                if told != self._planned:
                    self._planned = told
                    self._send(told)
            await asyncio.sleep(GATHER)

    def _clock_moved(self) -> None:
        self._send({"event": "CLOCK", "data": {"now": moment(self._world.clock.now())}})

    def _hear(self, event: Event) -> None:
        self._replanned.set()
        dispatch = dispatch_of(event)
        if isinstance(event, CommandsChanged) or (dispatch and dispatch.name.startswith(CHANGES_ALL)):
            self._refresh()
        elif dispatch and self._person and self._sees(dispatch, self._person):
            self._tell(dispatch, self._person)

    def _tell(self, dispatch: Dispatch, person: Member) -> None:
        if dispatch.name == "MESSAGE_DELETE_BULK":
            for message_id in items(dispatch.data.get("ids")):
                self._send({"event": "MESSAGE_DELETE", "data": {**dispatch.data, "id": message_id}})
        elif dispatch.name.startswith(TOLD):
            self._send({"event": dispatch.name, "data": self._told(dispatch, person)})

    def _refresh(self) -> None:
        """Sends the state once for a burst of changes."""
        if not self._stale:
            self._stale = True
            asyncio.get_running_loop().call_soon(self._send_state)

    def _sees(self, dispatch: Dispatch, person: Member) -> bool:
        if dispatch.message and dispatch.message.ephemeral_for:
            return dispatch.message.ephemeral_for is person.user
        return dispatch.place is None or may_see(person.user, dispatch.place)

    def _told(self, dispatch: Dispatch, person: Member) -> JsonObject:
        if dispatch.message is None or dispatch.name == "MESSAGE_DELETE":
            return dispatch.data
        return {**dispatch.data, **messages.message(dispatch.message, person.user)}
