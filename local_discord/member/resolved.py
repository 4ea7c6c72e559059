"""What an interaction names, described for the bot (Receiving and Responding to Interactions, Resolved Data)."""

from __future__ import annotations

from dataclasses import dataclass, field

from local_discord.payloads import guilds, messages, people
from local_discord.payloads.interactions import place as place_payload
from local_discord.wire import Json, JsonObject
from local_discord.world.access import guild_of, permissions_in
from local_discord.world.content.files import Upload
from local_discord.world.conversations import Channel, Message, Place, Thread
from local_discord.world.members import Role
from local_discord.world.people import User
from local_discord.world.world import World


@dataclass(slots=True)
class Resolved:
    """Collects the people, roles, channels, messages and files; each method gives the id that stands for one."""

    world: World
    viewer: User
    place: Place
    found: dict[str, dict[str, Json]] = field(default_factory=dict[str, "dict[str, Json]"])

    @property
    def payload(self) -> JsonObject:
        """The `resolved` object."""
        return self.found

    def user(self, user: User) -> str:
        """A user, with their membership beside them."""
        self.found.setdefault("users", {})[str(user.id)] = people.user(user)
        guild = guild_of(self.place)
        member = guild.members.get(user.id) if guild else None
        if member:
            permissions = str(permissions_in(user, self.place))
            described = {**people.member_alone(member), "permissions": permissions}
            self.found.setdefault("members", {})[str(user.id)] = described
        return str(user.id)

    def role(self, role: Role) -> str:
        """A role."""
        self.found.setdefault("roles", {})[str(role.id)] = guilds.role(role)
        return str(role.id)

    def channel(self, channel: Channel | Thread) -> str:
        """A channel or thread, with what the person may do there."""
        self.found.setdefault("channels", {})[str(channel.id)] = place_payload(channel, self.viewer)
        return str(channel.id)

    def message(self, message: Message) -> str:
        """A message with all it says: the person chose to show it."""
        self.found.setdefault("messages", {})[str(message.id)] = messages.message(message)
        return str(message.id)

    def file(self, upload: Upload) -> str:
        """A file, uploaded now."""
        kept = self.world.files.keep(upload, self.place.id, ephemeral=True)
        self.found.setdefault("attachments", {})[str(kept.id)] = messages.attachment(kept)
        return str(kept.id)
