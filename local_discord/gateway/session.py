"""A bot's session: what it identified with, and the events it can replay (Gateway, Connection Lifecycle)."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from local_discord.payloads import messages
from local_discord.payloads.dispatches import Dispatch, Intent
from local_discord.snowflake import shard_of
from local_discord.wire import Json, JsonObject, encode, items, obj, objects
from local_discord.world.access import may_see, reads_contents
from local_discord.world.applications import Application
from local_discord.world.conversations import DirectChannel
from local_discord.world.members import GuildBase

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

    def serves(self, guild: GuildBase | None) -> bool:
        """Whether this shard hears of a guild; direct messages belong to shard 0."""
        return (shard_of(guild.id, self.shard[1]) if guild else 0) == self.shard[0]

    def hears(self, dispatch: Dispatch) -> bool:
        """Whether a dispatch is for this session (Gateway, Intents)."""
        if not self.serves(dispatch.guild):
            return False
        if dispatch.application:
            return dispatch.application is self.application
        if dispatch.guild and (dispatch.guild.unavailable or self.application.id not in dispatch.guild.applications):
            return False
        if not self._intends(dispatch):
            return False
        if isinstance(dispatch.place, DirectChannel):
            return self.application.user in dispatch.place.people
        if dispatch.place is None or dispatch.name in HIDDEN_PLACES_TOO:
            return True
        return may_see(self.application.user, dispatch.place)

    def _intends(self, dispatch: Dispatch) -> bool:
        if dispatch.name in ABOUT_ITSELF and dispatch.user is self.application.user:
            return dispatch.name == "GUILD_MEMBER_UPDATE"
        if dispatch.name == "THREAD_MEMBERS_UPDATE" and not self.intents & Intent.GUILD_MEMBERS:
            own = str(self.application.user.id)
            added = any(each.get("user_id") == own for each in objects(dispatch.data.get("added_members")))
            return bool(self.intents & Intent.GUILDS) and (
                added or own in items(dispatch.data.get("removed_member_ids"))
            )
        return not dispatch.intent or bool(self.intents & int(dispatch.intent))

    def told(self, dispatch: Dispatch) -> JsonObject:
        """The dispatch's data, without contents that this bot does not get."""
        message = dispatch.message
        if message is None or dispatch.name == "MESSAGE_DELETE" or self._reads(dispatch):
            return dispatch.data
        data = messages.without_contents(dispatch.data)
        answered = obj(data.get("referenced_message"))
        if answered:
            data["referenced_message"] = (
                messages.without_contents(answered) if self._hidden_answer(dispatch) else answered
            )
        return data

    def _reads(self, dispatch: Dispatch) -> bool:
        message, intended = dispatch.message, bool(self.intents & Intent.MESSAGE_CONTENT)
        return message is None or reads_contents(self.application.user, message, intended=intended)

    def _hidden_answer(self, dispatch: Dispatch) -> bool:
        reference = dispatch.message.reference if dispatch.message else None
        answered = dispatch.message.place.by_id.get(reference.message_id) if dispatch.message and reference else None
        return answered is None or not reads_contents(self.application.user, answered, intended=False)
