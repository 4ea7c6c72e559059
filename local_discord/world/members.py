"""Who belongs to a guild, with which roles, and what these allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from local_discord.permissions import in_guild, in_time_out
from local_discord.world.applications import Application
from local_discord.world.base import WorldBase
from local_discord.world.changes import Created, Deleted, Updated
from local_discord.world.people import HasUser, User


@dataclass(slots=True, eq=False, repr=False)
class Role:
    """A role of a guild; the one with the guild's own id is everyone's, one with `bot_id` is that bot's own."""

    id: int
    guild: GuildBase
    name: str
    permissions: int = 0
    position: int = 0
    color: int = 0
    mentionable: bool = False
    bot_id: int | None = None

    @property
    def mention(self) -> str:
        """The text that mentions them."""
        return f"<@&{self.id}>"

    def edit(self, *, permissions: int | None = None, mentionable: bool | None = None, name: str | None = None) -> None:
        """Changes what is given, and tells everybody."""
        self.permissions = self.permissions if permissions is None else int(permissions)
        self.mentionable = self.mentionable if mentionable is None else mentionable
        self.name = name or self.name
        self.guild.world.emit(Updated(self))

    def __repr__(self) -> str:
        return f"<Role {self.name}>"


@dataclass(slots=True, eq=False, repr=False)
class GuildMember:
    """A user in a guild: their roles there, and what these allow."""

    user: User
    guild: GuildBase
    joined_at: datetime
    role_ids: list[int] = field(default_factory=list[int])
    nick: str | None = None
    timed_out_until: datetime | None = None

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def owner(self) -> bool:
        """Whether the guild is theirs."""
        return self.guild.owner_id == self.user.id

    @property
    def timed_out(self) -> bool:
        """Whether a moderator silenced them, and the time has not passed."""
        return self.timed_out_until is not None and self.timed_out_until > self.guild.world.clock.now()

    @property
    def permissions(self) -> int:
        """What their roles allow, before any channel's overwrites."""
        roles = self.guild.roles
        granted = [roles[self.guild.id].permissions, *(roles[role_id].permissions for role_id in self.role_ids)]
        total = in_guild(granted, owner=self.owner)
        return in_time_out(total) if self.timed_out else total

    def __repr__(self) -> str:
        return f"<GuildMember {self.user.name} of {self.guild.name}>"


@dataclass(slots=True, eq=False, repr=False)
class GuildBase:
    """A guild as its channels know it: its name, its roles and its members."""

    world: WorldBase
    id: int
    name: str
    owner_id: int
    locale: str = "en-US"
    roles: dict[int, Role] = field(default_factory=dict[int, Role])
    members: dict[int, GuildMember] = field(default_factory=dict[int, GuildMember])
    applications: dict[int, Application] = field(default_factory=dict[int, Application])
    unavailable: bool = False
    blocked_words: tuple[str, ...] = ()
    """What AutoMod blocks in messages."""

    @property
    def everyone(self) -> Role:
        """The role that all members have."""
        return self.roles[self.id]

    def add_role(
        self, name: str, permissions: int = 0, *, mentionable: bool = False, bot_id: int | None = None
    ) -> Role:
        """A new role above all others; with `bot_id` it is that bot's own."""
        role = Role(
            self.world.new_id(),
            self,
            name,
            int(permissions),
            len(self.roles),
            mentionable=mentionable,
            bot_id=bot_id,
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

    def join(self, user: User, roles: Sequence[Role] = ()) -> GuildMember:
        """The membership of somebody who comes in."""
        member = GuildMember(user, self, self.world.clock.now(), [role.id for role in roles])
        self.members[user.id] = member
        self.world.emit(Created(member))
        return member

    def member(self, who: User | HasUser) -> GuildMember:
        """Somebody's membership; KeyError when they are not in this guild."""
        user = who if isinstance(who, User) else who.user
        return self.members[user.id]

    def give_role(self, who: User | HasUser, role: Role) -> None:
        """Gives somebody a role."""
        member = self.member(who)
        if role.id not in member.role_ids:
            member.role_ids.append(role.id)
            self.world.emit(Updated(member))

    def take_role(self, who: User | HasUser, role: Role) -> None:
        """Takes a role from somebody."""
        member = self.member(who)
        if role.id in member.role_ids:
            member.role_ids.remove(role.id)
            self.world.emit(Updated(member))

    def time_out(self, who: User | HasUser, for_: timedelta) -> None:
        """Silences somebody for a while."""
        member = self.member(who)
        member.timed_out_until = self.world.clock.now() + for_
        self.world.emit(Updated(member))

    def __repr__(self) -> str:
        return f"<Guild {self.name}>"
