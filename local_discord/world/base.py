"""What everything in the world shares: the clock, the ids that carry its time, and who is told of changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from local_discord.clock import Clock
from local_discord.snowflake import Snowflakes
from local_discord.world.changes import Event
from local_discord.world.content.files import Files
from local_discord.world.people import User


@dataclass(slots=True)
class Settings:
    """What differs between Discords, or is not documented: durations are of the world's clock unless stated.

    `nonce_window`: how long a nonce is remembered ("the past few minutes", Message Resource, Create Message).
    `answer_seconds` and `token_seconds`: an interaction's 3 s and 15 min, in real seconds (Receiving and Responding).
    `old_edits` of messages over an hour old a bot may make in a channel in `old_edit_seconds`, real ones (code 30046).
    """

    nonce_window: timedelta = timedelta(seconds=180)
    answer_seconds: float = 3.0
    token_seconds: float = 900.0
    attachment_bytes: int = 10 * 1024 * 1024
    shards: int = 1
    max_concurrency: int = 1
    old_edits: int = 3
    old_edit_seconds: float = 20.0


@dataclass(slots=True, eq=False, repr=False)
class WorldBase:
    """The world as its parts know it; each change is told to the listeners before the call that made it returns.

    `connected` has the ids of the applications whose bots are online.
    """

    clock: Clock
    settings: Settings = field(default_factory=Settings)
    users: dict[int, User] = field(default_factory=dict[int, User])
    listeners: list[Callable[[Event], None]] = field(default_factory=list[Callable[[Event], None]])
    connected: set[int] = field(default_factory=set[int])
    files: Files = field(init=False)
    _snowflakes: Snowflakes = field(init=False)

    def __post_init__(self) -> None:
        self._snowflakes = Snowflakes(self.clock)
        self.files = Files(self.new_id)

    def new_id(self) -> int:
        """A fresh snowflake."""
        return self._snowflakes.new()

    def emit(self, event: Event) -> None:
        """Tells every listener."""
        for listener in tuple(self.listeners):
            listener(event)
