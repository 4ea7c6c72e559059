"""Applications, their bot accounts, and the commands they registered."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntFlag

from local_discord.wire import JsonObject, number, objects, snowflake, text
from local_discord.world.base import WorldBase
from local_discord.world.people import User

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
EVERYONE_ELSE_OFFSET = 1  # "All channels" is the guild's id minus one (Application Commands, Permissions Object)


class ApplicationFlag(IntFlag):
    """What the developer portal switched on (Application Resource, Application Flags); here always the limited kind."""

    PRESENCE_LIMITED = 1 << 13
    MEMBERS_LIMITED = 1 << 15
    CONTENT_LIMITED = 1 << 19


@dataclass(slots=True, eq=False, repr=False)
class Command:
    """A registered command in Discord's own shape, under the id it keeps as long as its name and type stay."""

    id: int
    version: int
    application: Application
    guild_id: int | None
    payload: JsonObject

    @property
    def name(self) -> str:
        """Its name, without a slash."""
        return text(self.payload.get("name"))

    @property
    def kind(self) -> int:
        """1 slash command, 2 user menu, 3 message menu."""
        return number(self.payload.get("type"), CHAT_INPUT)

    @property
    def needed(self) -> int | None:
        """The permissions a member needs to see it, None when none, 0 when administrators alone do."""
        return snowflake(self.payload.get("default_member_permissions"))

    @property
    def options(self) -> list[JsonObject]:
        """Its options, subcommands or groups."""
        return objects(self.payload.get("options"))


@dataclass(frozen=True, slots=True)
class CommandRule:
    """What a server's administrators decided about a command: type 1 role, 2 member, 3 channel."""

    target_id: int
    kind: int
    allowed: bool


@dataclass(slots=True, eq=False, repr=False)
class Application:
    """An application with its token, and the user through which its bot speaks."""

    world: WorldBase
    id: int
    name: str
    token: str
    user: User
    owner: User
    flags: int = 0
    description: str = ""
    interactions_endpoint_url: str | None = None
    """Where interactions go by HTTP (Application Resource); here that is only told, and they come by the gateway."""
    identifies: int = 0
    early_identifies: int = 0
    """Those that came too soon after another of their bucket."""
    commands: dict[int, Command] = field(default_factory=dict[int, Command])
    rules: dict[tuple[int, int], list[CommandRule]] = field(default_factory=dict[tuple[int, int], list[CommandRule]])

    @property
    def reads_content(self) -> bool:
        """Whether the portal's switch for message content is on."""
        return bool(self.flags & ApplicationFlag.CONTENT_LIMITED)

    @property
    def reads_members(self) -> bool:
        """Whether the portal's switch for the member list is on."""
        return bool(self.flags & ApplicationFlag.MEMBERS_LIMITED)

    def commands_in(self, guild_id: int | None) -> list[Command]:
        """The global commands (None), or those registered for one guild."""
        return [command for command in self.commands.values() if command.guild_id == guild_id]

    def __repr__(self) -> str:
        return f"<Application {self.name}>"
