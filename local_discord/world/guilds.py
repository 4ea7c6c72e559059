"""A guild: its channels, and what its administrators can do to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from local_discord.permissions import BOT, Overwrite
from local_discord.world import events
from local_discord.world.applications import Application
from local_discord.world.changes import Created, Deleted, Updated
from local_discord.world.channel_kinds import FORUM, NEWS, REQUIRE_TAG, TEXT, VOICE, ForumTag
from local_discord.world.conversations import Channel, Thread
from local_discord.world.members import GuildBase, Role
from local_discord.world.people import HasUser, User


@dataclass(slots=True, eq=False, repr=False)
class Guild(GuildBase):
    """A server, as people call it."""

    channels: dict[int, Channel] = field(default_factory=dict[int, Channel])

    @property
    def threads(self) -> dict[int, Thread]:
        """The threads of all its channels, in the order in which they started."""
        threads = [thread for channel in self.channels.values() for thread in channel.threads]
        return {thread.id: thread for thread in sorted(threads, key=lambda thread: thread.created_at)}

    def add_text_channel(
        self, name: str, topic: str | None = None, overwrites: Mapping[Role, tuple[int, int]] | None = None
    ) -> Channel:
        """A new text channel; `overwrites` maps roles to (allowed, denied) permissions."""
        return self._add_channel(name, TEXT, topic, overwrites or {})

    def add_news_channel(self, name: str, topic: str | None = None) -> Channel:
        """A new announcement channel, whose messages can be published; nobody here can follow it."""
        return self._add_channel(name, NEWS, topic, {})

    def add_voice_channel(self, name: str) -> Channel:
        """A new voice channel, of which only the chat beside it is there: it can be written in, but has no threads."""
        return self._add_channel(name, VOICE, None, {})

    def add_forum_channel(
        self,
        name: str,
        tags: Iterable[str] = (),
        *,
        topic: str | None = None,
        require_tag: bool = False,
        overwrites: Mapping[Role, tuple[int, int]] | None = None,
    ) -> Channel:
        """A new forum channel with the tags of these names."""
        forum = self._add_channel(name, FORUM, topic, overwrites or {}, REQUIRE_TAG if require_tag else 0)
        if named := [ForumTag(self.world.new_id(), tag) for tag in tags]:
            forum.edit(tags=named)
        return forum

    def _add_channel(
        self, name: str, kind: int, topic: str | None, overwrites: Mapping[Role, tuple[int, int]], flags: int = 0
    ) -> Channel:
        given = {
            role.id: Overwrite(role.id, for_member=False, allow=int(allow), deny=int(deny))
            for role, (allow, deny) in overwrites.items()
        }
        channel = Channel(
            self.world.new_id(), self, name, kind, topic, len(self.channels), flags=flags, overwrites=given
        )
        self.channels[channel.id] = channel
        self.world.emit(Created(channel))
        return channel

    def add_application(self, application: Application, permissions: int = BOT) -> Role:
        """Lets a bot in, and gives back its managed role with the permissions that it asked for."""
        role = self.add_role(application.name, permissions, bot_id=application.user.id)
        self.applications[application.id] = application
        self.join(application.user, [role])
        self.world.emit(events.BotAdded(self, application))
        return role

    def kick(self, who: User | HasUser) -> None:
        """Removes a person, or a bot with its role and its commands for this guild."""
        gone = self.members.pop(self.member(who).id)
        self.world.emit(Deleted(gone))
        if application := self.applications.pop(gone.user.application_id or 0, None):
            application.commands = {
                key: command for key, command in application.commands.items() if command.guild_id != self.id
            }
            for role in [role for role in self.roles.values() if role.bot_id == application.user.id]:
                self.remove_role(role)
            self.world.emit(events.BotRemoved(self, application))

    def go_down(self) -> None:
        """An outage: the guild becomes unavailable to every bot, which still is a member."""
        self.unavailable = True
        for application in self.applications.values():
            self.world.emit(events.GuildUnavailable(self, application))

    def come_back(self) -> None:
        """The end of an outage."""
        self.unavailable = False
        for application in self.applications.values():
            self.world.emit(events.GuildAvailable(self, application))

    def edit(self, *, name: str | None = None, locale: str | None = None) -> None:
        """Changes what is given, and tells everybody."""
        self.name, self.locale = name or self.name, locale or self.locale
        self.world.emit(Updated(self))
