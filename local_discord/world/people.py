"""Users, the roles of a guild, and a user's place in a guild."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from local_discord.permissions import in_guild, in_time_out
from local_discord.world.changes import Updated

if TYPE_CHECKING:
    from local_discord.world.applications import Application
    from local_discord.world.guilds import Guild


@dataclass(slots=True, eq=False, repr=False)
class User:
    """An account: a person's, or a bot's when it belongs to an application."""

    id: int
    name: str
    locale: str = "en-US"
    application: Application | None = None
    installed: list[Application] = field(default_factory=list["Application"])

    @property
    def username(self) -> str:
        """The unique name: small letters, digits, dots and underscores."""
        plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in self.name.lower())
        return f"{plain[:20]}_{self.id % 10000}"

    @property
    def bot(self) -> bool:
        """Whether an application speaks through this account."""
        return self.application is not None

    @property
    def mention(self) -> str:
        """The text that mentions them."""
        return f"<@{self.id}>"

    def __repr__(self) -> str:
        return f"<User {self.name}>"


@dataclass(slots=True, eq=False, repr=False)
class Role:
    """A role of a guild; the one with the guild's own id is everyone's."""

    id: int
    guild: Guild
    name: str
    permissions: int = 0
    position: int = 0
    color: int = 0
    mentionable: bool = False
    application: Application | None = None

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
    guild: Guild
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
