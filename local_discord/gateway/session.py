"""A bot's session: what it identified with, and the events it can replay (Gateway, Connection Lifecycle)."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from local_discord.payloads import messages
from local_discord.snowflake import shard_of
from local_discord.wire import Json, JsonObject, encode, items, obj, objects
from local_discord.world.access import may_see, reads_contents
from local_discord.world.channels import DirectChannel
from local_discord.world.events import Event, Intent

if TYPE_CHECKING:
    from local_discord.world.applications import Application
    from local_discord.world.guilds import Guild

REPLAYED = 5000
ABOUT_ITSELF = ("GUILD_MEMBER_UPDATE", "GUILD_MEMBER_ADD")
HIDDEN_PLACES_TOO = ("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE")


@dataclass(slots=True, eq=False)
class Session:
    """What survives a lost connection: the sequence, and the last events with their numbers."""

    application: Application
    intents: int
    shard: tuple[int, int] = (0, 1)
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    acknowledged: int = 0
    replay: deque[tuple[int, str]] = field(default_factory=lambda: deque[tuple[int, str]](maxlen=REPLAYED))
    push: Callable[[str], None] | None = None

    def dispatch(self, name: str, data: Json) -> None:
        """Numbers an event, keeps it for a replay, and sends it if there is a connection."""
        self.sequence += 1
        frame = encode({"op": 0, "t": name, "s": self.sequence, "d": data})
        self.replay.append((self.sequence, frame))
        if self.push:
            self.push(frame)

    def missed(self, after: int) -> list[str] | None:
        """The events after a number, None when they are not all kept any more."""
        frames = [frame for number, frame in self.replay if number > after]
        return frames if len(frames) == self.sequence - after else None

    def serves(self, guild: Guild | None) -> bool:
        """Whether this shard hears of a guild; direct messages belong to shard 0."""
        return (shard_of(guild.id, self.shard[1]) if guild else 0) == self.shard[0]

    def hears(self, event: Event) -> bool:
        """Whether an event is for this session (Gateway, Intents)."""
        if event.name.islower() or not self.serves(event.guild):
            return False
        if event.application:
            return event.application is self.application
        if event.message and event.message.ephemeral_for:
            return False
        if event.guild and (event.guild.unavailable or self.application.id not in event.guild.applications):
            return False
        if not self._intends(event):
            return False
        if isinstance(event.place, DirectChannel):
            return self.application.user in event.place.people
        if event.place is None or event.name in HIDDEN_PLACES_TOO:
            return True
        return may_see(self.application.user, event.place)

    def _intends(self, event: Event) -> bool:
        if event.name in ABOUT_ITSELF and event.user is self.application.user:
            return event.name == "GUILD_MEMBER_UPDATE"
        if event.name == "THREAD_MEMBERS_UPDATE" and not self.intents & Intent.GUILD_MEMBERS:
            own = str(self.application.user.id)
            added = any(each.get("user_id") == own for each in objects(event.data.get("added_members")))
            return bool(self.intents & Intent.GUILDS) and (added or own in items(event.data.get("removed_member_ids")))
        return not event.intent or bool(self.intents & int(event.intent))

    def told(self, event: Event) -> JsonObject:
        """The event's data, without contents that this bot does not get."""
        message = event.message
        if message is None or event.name == "MESSAGE_DELETE" or self._reads(event):
            return event.data
        data = messages.without_contents(event.data)
        answered = obj(data.get("referenced_message"))
        if answered:
            data["referenced_message"] = messages.without_contents(answered) if self._hidden_answer(event) else answered
        return data

    def _reads(self, event: Event) -> bool:
        message, intended = event.message, bool(self.intents & Intent.MESSAGE_CONTENT)
        return message is None or reads_contents(self.application.user, message, intended=intended)

    def _hidden_answer(self, event: Event) -> bool:
        reference = event.message.reference if event.message else None
        answered = event.message.place.by_id.get(reference.message_id) if event.message and reference else None
        return answered is None or not reads_contents(self.application.user, answered, intended=False)
