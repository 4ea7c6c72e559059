"""A guild: its channels, roles and members, and what its administrators can do to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from local_discord.permissions import BOT, Overwrite
from local_discord.world import events
from local_discord.world.changes import Created, Deleted, Updated
from local_discord.world.channels import FORUM, REQUIRE_TAG, TEXT, VOICE, Channel, ForumTag, Thread
from local_discord.world.people import GuildMember, Role, User

if TYPE_CHECKING:
    from local_discord.member.actor import Member
    from local_discord.world.applications import Application
    from local_discord.world.world import World


@dataclass(slots=True, eq=False, repr=False)
class Guild:
    """A server, as people call it."""

    world: World
    id: int
    name: str
    owner_id: int
    locale: str = "en-US"
    channels: dict[int, Channel] = field(default_factory=dict[int, Channel])
    threads: dict[int, Thread] = field(default_factory=dict[int, Thread])
    roles: dict[int, Role] = field(default_factory=dict[int, Role])
    members: dict[int, GuildMember] = field(default_factory=dict[int, GuildMember])
    applications: dict[int, Application] = field(default_factory=dict[int, "Application"])
    unavailable: bool = False

    @property
    def everyone(self) -> Role:
        """The role that all members have."""
        return self.roles[self.id]

    def add_text_channel(
        self, name: str, topic: str | None = None, overwrites: Mapping[Role, tuple[int, int]] | None = None
    ) -> Channel:
        """A new text channel; `overwrites` maps roles to (allowed, denied) permissions."""
        return self._add_channel(name, TEXT, topic, overwrites or {})

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
        self.channels[channel.id] = self.world.places[channel.id] = channel
        self.world.emit(Created(channel))
        return channel

    def add_role(self, name: str, permissions: int = 0, *, mentionable: bool = False) -> Role:
        """A new role above all others."""
        return self._add_role(name, int(permissions), mentionable, None)

    def _add_role(self, name: str, permissions: int, mentionable: bool, application: Application | None) -> Role:
        role = Role(
            self.world.new_id(),
            self,
            name,
            permissions,
            len(self.roles),
            mentionable=mentionable,
            application=application,
        )
        self.roles[role.id] = role
        self.world.emit(Created(role))
        return role

    def remove_role(self, role: Role) -> None:
        """Deletes a role and takes it from everybody."""
        for member in self.members.values():
            if role.id in member.role_ids:
                member.role_ids.remove(role.id)
        self.roles.pop(role.id)
        self.world.emit(Deleted(role))

    def add_application(self, application: Application, permissions: int = BOT) -> Role:
        """Lets a bot in, and gives back its managed role with the permissions that it asked for."""
        role = self._add_role(application.name, permissions, mentionable=False, application=application)
        self.applications[application.id] = application
        self._join(application.user, [role])
        self.world.emit(events.BotAdded(self, application))
        return role

    def add_member(self, person: str | Member, roles: Sequence[Role] = (), *, locale: str = "en-US") -> Member:
        """A person in this guild, ready to act; somebody known from elsewhere keeps their account."""
        actor = self.world.add_person(person, locale) if isinstance(person, str) else person
        self._join(actor.user, roles)
        return actor

    def _join(self, user: User, roles: Sequence[Role]) -> GuildMember:
        member = GuildMember(user, self, self.world.clock.now(), [role.id for role in roles])
        self.members[user.id] = member
        self.world.emit(Created(member))
        return member

    def member(self, who: Member | User | Application) -> GuildMember:
        """Somebody's membership; KeyError when they are not in this guild."""
        user = getattr(who, "user", who)
        return self.members[user.id]

    def give_role(self, who: Member | Application, role: Role) -> None:
        """Gives somebody a role."""
        member = self.member(who)
        if role.id not in member.role_ids:
            member.role_ids.append(role.id)
            self.world.emit(Updated(member))

    def take_role(self, who: Member | Application, role: Role) -> None:
        """Takes a role from somebody."""
        member = self.member(who)
        if role.id in member.role_ids:
            member.role_ids.remove(role.id)
            self.world.emit(Updated(member))

    def time_out(self, who: Member | Application, for_: timedelta) -> None:
        """Silences somebody for a while."""
        member = self.member(who)
        member.timed_out_until = self.world.clock.now() + for_
        self.world.emit(Updated(member))

    def kick(self, who: Member | Application) -> None:
        """Removes a person, or a bot with its role and its commands for this guild."""
        gone = self.members.pop(self.member(who).id)
        self.world.emit(Deleted(gone))
        if application := self.applications.pop(gone.user.application.id, None) if gone.user.application else None:
            application.commands = {
                key: command for key, command in application.commands.items() if command.guild is not self
            }
            for role in [role for role in self.roles.values() if role.application is application]:
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

    def delete(self) -> None:
        """Deletes the guild; its bots leave."""
        for application in tuple(self.applications.values()):
            self.kick(application)
        self.world.guilds.pop(self.id)
        for place_id in (*self.channels, *self.threads):
            self.world.places.pop(place_id, None)

    def __repr__(self) -> str:
        return f"<Guild {self.name}>"
