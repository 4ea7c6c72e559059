"""Notes every post that ever stood in a channel, deleted since or not, and everything that was ever sent as one."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from local_discord import Channel, LocalDiscord, Message, Thread, User
from local_discord.faults import SEND
from local_discord.rest.pipeline import Exchange
from local_discord.world.changes import Created, Deleted, Event
from local_discord.world.channel_kinds import FORUM
from local_discord.world.content.message_parts import DEFAULT

FORUM_POST = "POST /channels/{channel_id}/threads"


@dataclass(frozen=True, slots=True)
class Made:
    """A post that came to be, and when."""

    message: Message
    channel: Channel
    at: datetime


class Witness:
    """Sees all that the bot posts in study channels."""

    def __init__(self, server: LocalDiscord, author: User) -> None:
        self._server, self._author = server, author
        self.made: list[Made] = []
        self.bodies: list[str] = []
        server.world.listeners.append(self._take)
        server.observers.append(self._note)

    def posts(self, channel_id: int, reference: str) -> list[Made]:
        """The posts in a channel that bear this reference."""
        return [made for made in self.made if made.channel.id == channel_id and reference in made.message.text]

    def tellings(self, reference: str) -> set[str]:
        """The different bodies that were sent as the post of this reference: more than one is one too many."""
        return {body for body in self.bodies if reference in body}

    def delete(self, channel: Channel) -> bool:
        """Delete what stands in the channel, as a moderator does; whether there was anything."""
        standing = [made.message for made in self.made if made.channel is channel and not made.message.deleted]
        for message in standing:
            place = message.place
            if isinstance(place, Thread):
                place.delete()
                message.deleted = True
            else:
                place.remove(message)
                self._server.world.emit(Deleted(message))
        return bool(standing)

    def nameless(self, references: Iterable[str], elsewhere: Collection[int] = ()) -> list[Made]:
        """Posts that bear none of these references, in other channels than those `elsewhere`."""
        known, posts = list(references), [made for made in self.made if made.channel.id not in elsewhere]
        return [made for made in posts if not any(reference in made.message.text for reference in known)]

    def notices(self, channel_id: int) -> list[Made]:
        """All that was ever said in a host channel."""
        return [made for made in self.made if made.channel.id == channel_id]

    def retold(self) -> int:
        """How many nonces were sent with more than one body."""
        bodies: dict[str, set[str]] = {}
        for body in self.bodies:
            bodies.setdefault(str(json.loads(body).get("nonce")), set()).add(body)
        return sum(len(said) > 1 for nonce, said in bodies.items() if nonce != "None")

    def _take(self, event: Event) -> None:
        message = event.subject if isinstance(event, Created) else None
        if not isinstance(message, Message) or message.author is not self._author:
            return
        place = message.place
        if isinstance(place, Channel) and message.kind == DEFAULT:
            self.made.append(Made(message, place, self._server.clock.now()))
        elif isinstance(place, Thread) and place.parent.kind == FORUM and message.id == place.id:
            self.made.append(Made(message, place.parent, self._server.clock.now()))

    def _note(self, exchange: Exchange) -> None:
        if f"{exchange.method} {exchange.template}" in (SEND, FORUM_POST):
            self.bodies.append(json.dumps(exchange.request, sort_keys=True))
