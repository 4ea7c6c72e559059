"""One gateway socket, from HELLO to its close (Gateway; Opcodes and Status Codes, Gateway)."""

from __future__ import annotations

import asyncio
import time
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import TypeAlias

from aiohttp import WSMessage, WSMsgType, web

from local_discord.gateway.identify import ready, refused_identify, session_to_resume
from local_discord.gateway.session import Session
from local_discord.gateway.sessions import Sessions
from local_discord.payloads import people
from local_discord.wire import Json, JsonObject, decode, encode, items, number, obj, snowflake, text
from local_discord.world.events import ConnectionChanged

ENDS_SESSION = (1000, 1001)  # a bot that closes with these ends its session (Gateway, Initiating a Disconnect)
ENDED_SESSION = (4007, 4009)  # after these it must begin a new one (Opcodes and Status Codes)
MOST_SENDS, PER_SECONDS, MOST_BYTES = 120, 60.0, 4096
CHUNK = 1000
VERSIONS = ("10", "9")
PATIENCE = 2.0  # seconds for a bot to say goodbye


class Op(IntEnum):
    """The gateway opcodes in use."""

    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Connection:
    """A socket and, once identified, the session that it carries."""

    def __init__(self, sessions: Sessions, connections: list[Connection], request: web.Request) -> None:
        self.sessions = sessions
        self.session: Session | None = None
        self.silent = False
        self._request = request
        self._connections = connections
        self._socket = web.WebSocketResponse(compress=False, timeout=PATIENCE)
        # zstd-stream is asked for where that module is installed; plain text frames are understood by such clients too.
        self._zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self._outbox: asyncio.Queue[str | None] = asyncio.Queue()
        self._sends: deque[float] = deque(maxlen=MOST_SENDS)
        self._code: int | None = None

    async def run(self) -> web.WebSocketResponse:
        """Serves the socket until it closes."""
        await self._socket.prepare(self._request)
        self._connections.append(self)
        self.send(Op.HELLO, {"heartbeat_interval": self.sessions.heartbeat_ms})
        writer = asyncio.create_task(self._write())
        try:
            if self._request.query.get("v", VERSIONS[0]) not in VERSIONS:
                await self._refuse(4012)
            async for message in self._socket:
                if not await self._take(message):
                    break
        finally:
            self._leave()
            self._outbox.put_nowait(None)
            await writer
        return self._socket

    def send(self, op: Op, data: Json) -> None:
        """Sends a frame that is no event."""
        self.push(encode({"op": int(op), "d": data, "s": None, "t": None}))

    def push(self, frame: str) -> None:
        """Puts a frame in line."""
        self._outbox.put_nowait(frame)

    def ask_for_heartbeat(self) -> None:
        """Makes the bot send a heartbeat at once."""
        self.send(Op.HEARTBEAT, None)

    async def close(self, code: int) -> None:
        """Closes with a code, after what is in line; 4007 and 4009 end the session as well."""
        self._code = code
        try:
            async with asyncio.timeout(PATIENCE):
                await self._drained()
                await self._socket.close(code=code)
        except TimeoutError:
            self.cut()

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Tells the bot that its session is over (op 9), or that it may try to resume it."""
        if self.session and not resumable:
            self.sessions.by_id.pop(self.session.id, None)
        self.send(Op.INVALID_SESSION, resumable)
        await self._drained()

    async def reconnect(self) -> None:
        """Asks the bot to come back with a RESUME (op 7)."""
        self.send(Op.RECONNECT, None)
        await self._drained()

    def cut(self) -> None:
        """Breaks the connection without a word."""
        if transport := self._request.transport:
            transport.abort()

    async def _drained(self) -> None:
        await self._outbox.join()

    async def _write(self) -> None:
        broken = False
        while (frame := await self._outbox.get()) is not None:
            try:
                if not broken and not self._socket.closed:
                    await self._put(frame)
            except ConnectionError:
                broken = True
            finally:
                self._outbox.task_done()
        self._outbox.task_done()

    async def _put(self, frame: str) -> None:
        if self._zlib is None:
            await self._socket.send_str(frame)
        else:
            await self._socket.send_bytes(self._zlib.compress(frame.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH))

    def _leave(self) -> None:
        self._connections.remove(self)
        session = self.session
        if session is None:
            return
        session.push = None
        said_goodbye = self._code is None and self._socket.close_code in ENDS_SESSION
        if said_goodbye or self._code in ENDED_SESSION:
            self.sessions.by_id.pop(session.id, None)
        if not any(other.session and other.session.application is session.application for other in self._connections):
            self.sessions.offline(session.application)

    async def _take(self, message: WSMessage) -> bool:
        """Whether to go on after a frame."""
        if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
            return False
        now = time.monotonic()
        if len(self._sends) == MOST_SENDS and now - self._sends[0] < PER_SECONDS:
            return await self._refuse(4008)
        self._sends.append(now)
        data = message.data if isinstance(message.data, bytes) else str(message.data).encode()
        if len(data) > MOST_BYTES:
            return await self._refuse(4002)
        try:
            frame = obj(decode(data))
        except ValueError:
            return await self._refuse(4002)
        op = number(frame.get("op"), -1)
        if op not in HANDLERS:
            return await self._refuse(4001)
        if self.session is None and op not in (Op.HEARTBEAT, Op.IDENTIFY, Op.RESUME):
            return await self._refuse(4003)
        refused = HANDLERS[Op(op)](self, frame)
        return True if refused is None else await self._refuse(refused)

    async def _refuse(self, code: int) -> bool:
        self._code = code
        await self._drained()
        await self._socket.close(code=code)
        return False

    def heartbeat(self, frame: JsonObject) -> int | None:
        """Acknowledges, and notes the last event that the bot has seen."""
        if not self.silent:
            self.send(Op.HEARTBEAT_ACK, None)
        if self.session:
            self.session.acknowledged = max(self.session.acknowledged, number(frame.get("d")))
            self.sessions.online(self.session)
            self.sessions.world.emit(ConnectionChanged(self.session.application))
        return None

    def identify(self, frame: JsonObject) -> int | None:
        """Begins a session, or the close code that refuses it."""
        data = obj(frame.get("d"))
        application = self.sessions.world.application_with(text(data.get("token")).removeprefix("Bot "))
        if self.session:
            return 4005
        if application is None:
            return 4004
        application.identifies += 1
        self.sessions.world.emit(ConnectionChanged(application))
        shard = [number(each) for each in items(data.get("shard"))] or [0, 1]
        if refused := refused_identify(self.sessions, application, number(data.get("intents")), shard):
            return refused
        if self.sessions.closed_identifies > 0:
            self.sessions.closed_identifies -= 1
            return self.sessions.closing_code
        if self.sessions.invalidated_identifies > 0:
            self.sessions.invalidated_identifies -= 1
            self.send(Op.INVALID_SESSION, False)
            return None
        if self.sessions.comes_too_soon(application, shard[0], time.monotonic()):
            application.early_identifies += 1
            self.send(Op.INVALID_SESSION, False)
            return None
        session = Session(application, number(data.get("intents")), (shard[0], shard[1]))
        self.sessions.by_id[session.id] = session
        self._carry(session)
        ready(self.sessions, session)
        self.ask_for_heartbeat()
        return None

    def resume(self, frame: JsonObject) -> int | None:
        """Replays what the session missed, or says that it is over (op 9)."""
        data = obj(frame.get("d"))
        if self.sessions.world.application_with(text(data.get("token")).removeprefix("Bot ")) is None:
            return 4004
        seen = number(data.get("seq"))
        session = session_to_resume(self.sessions, data)
        if session is None:
            self.send(Op.INVALID_SESSION, False)
            return None
        if seen > session.sequence:
            return 4007
        missed = session.missed(seen)
        if missed is None:
            self.sessions.by_id.pop(session.id)
            self.send(Op.INVALID_SESSION, False)
            return None
        self._carry(session)
        for event in missed:
            self.push(event)
        session.dispatch("RESUMED", {})
        self.ask_for_heartbeat()
        return None

    def _carry(self, session: Session) -> None:
        for other in tuple(self._connections):
            if other.session is session:
                other.session = None
                other.cut()
        self.session = session
        session.push = self.push

    def request_members(self, frame: JsonObject) -> int | None:
        """Sends the members that were asked for, in chunks of a thousand (Gateway Events, Request Guild Members)."""
        session, data = self.session, obj(frame.get("d"))
        guild = self.sessions.world.guilds.get(snowflake(data.get("guild_id")) or 0)
        if session is None or guild is None:
            return None
        wanted = {snowflake(each) for each in items(data.get("user_ids"))}
        query, most = text(data.get("query")).lower(), number(data.get("limit")) or None
        found = [
            member
            for member in guild.members.values()
            if (member.id in wanted if wanted else member.user.name.lower().startswith(query))
        ][:most]
        chunks = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)] or [[]]
        for index, chunk in enumerate(chunks):
            payload: dict[str, Json] = {
                "guild_id": str(guild.id),
                "members": [people.member(member) for member in chunk],
                "chunk_index": index,
                "chunk_count": len(chunks),
                "not_found": [],
            }
            if "nonce" in data:
                payload["nonce"] = data["nonce"]
            session.dispatch("GUILD_MEMBERS_CHUNK", payload)
        return None

    def nothing(self, frame: JsonObject) -> int | None:
        """Presence and voice are taken in and have no effect here."""
        del frame


Handler: TypeAlias = Callable[[Connection, JsonObject], "int | None"]
HANDLERS: Mapping[int, Handler] = {
    Op.HEARTBEAT: Connection.heartbeat,
    Op.IDENTIFY: Connection.identify,
    Op.PRESENCE: Connection.nothing,
    Op.VOICE: Connection.nothing,
    Op.RESUME: Connection.resume,
    Op.REQUEST_MEMBERS: Connection.request_members,
}
