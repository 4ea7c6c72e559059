"""All sessions, and the spreading of events among them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from local_discord.gateway.session import Session
from local_discord.world import events
from local_discord.world.events import Event

if TYPE_CHECKING:
    from local_discord.gateway.connection import Connection
    from local_discord.world.applications import Application
    from local_discord.world.world import World

ECHO = "MESSAGE_CREATE"


@dataclass(slots=True, eq=False)
class Gateway:
    """The gateway's state: `held` collects events instead of sending them while it is a list."""

    world: World
    url: str = ""
    sessions: dict[str, Session] = field(default_factory=dict[str, Session])
    connections: list[Connection] = field(default_factory=list["Connection"])
    held: list[Event] | None = None
    heartbeat_ms: int = 41250
    required_shards: int = 1
    refused_resumes: int = 0
    refused_connections: int = 0
    invalidated_identifies: int = 0
    closed_identifies: int = 0
    closing_code: int = 4009

    def __post_init__(self) -> None:
        self.world.listeners.append(self.take)

    def take(self, event: Event) -> None:
        """Hands an event to every session that hears of it, now or when it is no longer held back."""
        if self.held is not None and event.name == ECHO:
            self.held.append(event)
            return
        for session in tuple(self.sessions.values()):
            if session.hears(event):
                session.dispatch(event.name, session.told(event))

    def release(self) -> None:
        """Sends what was held back, in order."""
        held, self.held = self.held or [], None
        for event in held:
            self.take(event)

    def of(self, application: Application | None = None) -> list[Connection]:
        """The open connections, of one application if named."""
        return [
            each
            for each in self.connections
            if each.session and (application is None or each.session.application is application)
        ]

    def online(self, session: Session) -> None:
        """Notes that a bot took in everything it needs to begin."""
        if session.application.id not in self.world.connected:
            self.world.connected.add(session.application.id)
            self.world.emit(events.noted("online"))

    def offline(self, application: Application) -> None:
        """Notes that a bot has no connection left."""
        if not self.of(application):
            self.world.connected.discard(application.id)
            self.world.emit(events.noted("offline"))

    async def delivered(self, within: float = 5) -> None:
        """Returns once every connected bot has taken in all events so far; NotSeen after `within` seconds.

        It asks each for a heartbeat, which a bot answers with the number of the last event it has seen.
        """
        expected = [(each.session, each.session.sequence) for each in self.connections if each.session]
        for connection in self.of():
            connection.ask_for_heartbeat()
        for session, sequence in expected:
            await self.world.wait_for(
                lambda session=session, sequence=sequence: session.push is None or session.acknowledged >= sequence,
                within,
                "the bot took in all events",
            )

    async def close(self) -> None:
        """Ends all connections, as a restart of Discord would."""
        await asyncio.gather(*(each.close(1001) for each in tuple(self.connections)))
