"""All sessions, the spreading of events among them, and what a test lets the gateway refuse."""

from __future__ import annotations

from dataclasses import dataclass, field

from local_discord.gateway.session import Session
from local_discord.payloads.dispatches import Dispatch, dispatch_of
from local_discord.world.applications import Application
from local_discord.world.changes import Created, Deleted, Event, Updated
from local_discord.world.conversations import Message
from local_discord.world.events import ConnectionChanged
from local_discord.world.world import World

ECHO = "MESSAGE_CREATE"


@dataclass(slots=True, eq=False)
class Sessions:
    """The sessions by id; `held` collects new messages instead of sending them while it is a list."""

    world: World
    url: str = ""
    by_id: dict[str, Session] = field(default_factory=dict[str, Session])
    held: list[Dispatch] | None = None
    heartbeat_ms: int = 41250
    required_shards: int = 1
    starts_apart: float = 0.0
    """Real seconds between two sessions of one bucket, of which Discord wants five; 0 for tests that begin many."""
    refused_resumes: int = 0
    refused_connections: int = 0
    invalidated_identifies: int = 0
    closed_identifies: int = 0
    closing_code: int = 4009
    started: dict[tuple[int, int], float] = field(default_factory=dict[tuple[int, int], float])
    """When the last session of each application and bucket began, in real seconds."""

    def __post_init__(self) -> None:
        self.world.listeners.append(self.take)

    def take(self, event: Event) -> None:
        """Hands an event to every session that hears of it, now or when it is no longer held back.

        It is told as it is at this moment, whenever a bot reads it. Ephemeral messages are their reader's alone.
        """
        subject = event.subject if isinstance(event, Created | Updated | Deleted) else None
        if isinstance(subject, Message) and subject.ephemeral:
            return
        if dispatch := dispatch_of(event):
            if self.held is not None and dispatch.name == ECHO:
                self.held.append(dispatch)
            else:
                self._spread(dispatch)

    def _spread(self, dispatch: Dispatch) -> None:
        for session in tuple(self.by_id.values()):
            if session.hears(dispatch):
                session.dispatch(dispatch.name, session.told(dispatch))

    def comes_too_soon(self, application: Application, shard: int, now: float) -> bool:
        """Whether Discord would end this session at once; it counts for the next of its bucket if not.

        Buckets are `shard % max_concurrency` (Gateway, Sharding for Very Large Bots).
        """
        bucket = application.id, shard % self.world.settings.max_concurrency
        if now - self.started.get(bucket, float("-inf")) < self.starts_apart:
            return True
        self.started[bucket] = now
        return False

    def release(self) -> None:
        """Sends what was held back, in order."""
        held, self.held = self.held or [], None
        for dispatch in held:
            self._spread(dispatch)

    def online(self, session: Session) -> None:
        """Notes that a bot took in everything it needs to begin."""
        if session.application.id not in self.world.connected:
            self.world.connected.add(session.application.id)
            self.world.emit(ConnectionChanged(session.application))

    def offline(self, application: Application) -> None:
        """Notes that a bot has no connection left."""
        self.world.connected.discard(application.id)
        self.world.emit(ConnectionChanged(application))
