"""What happens beyond that something comes, changes or goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from local_discord.world.applications import Application, Command, CommandRule
from local_discord.world.changes import Event
from local_discord.world.conversations import Message, Place, Thread
from local_discord.world.members import GuildBase
from local_discord.world.people import User


@dataclass(frozen=True, slots=True)
class ThreadMembersChanged(Event):
    """People joined or left a thread, named by their ids."""

    thread: Thread
    added: Sequence[int] = ()
    removed: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class MessagesDeleted(Event):
    """Several messages of a place were deleted at once."""

    place: Place
    messages: Sequence[Message]


@dataclass(frozen=True, slots=True)
class ReactionAdded(Event):
    """Somebody reacted to a message."""

    message: Message
    user: User
    emoji: str


@dataclass(frozen=True, slots=True)
class ReactionRemoved(Event):
    """A reaction was taken back or away."""

    message: Message
    user: User
    emoji: str


@dataclass(frozen=True, slots=True)
class PinsChanged(Event):
    """Something was pinned or unpinned."""

    place: Place


@dataclass(frozen=True, slots=True)
class TypingStarted(Event):
    """Somebody began to write, at a moment in Unix seconds."""

    place: Place
    user: User
    moment: int


@dataclass(frozen=True, slots=True)
class BotAdded(Event):
    """An application's bot became a member of a guild."""

    guild: GuildBase
    application: Application


@dataclass(frozen=True, slots=True)
class BotRemoved(Event):
    """An application's bot left a guild or was removed."""

    guild: GuildBase
    application: Application


@dataclass(frozen=True, slots=True)
class GuildUnavailable(Event):
    """An outage of a guild began for a bot, which stays a member."""

    guild: GuildBase
    application: Application


@dataclass(frozen=True, slots=True)
class GuildAvailable(Event):
    """An outage of a guild ended for a bot."""

    guild: GuildBase
    application: Application


@dataclass(frozen=True, slots=True)
class CommandsChanged(Event):
    """An application registered, changed or deleted commands."""

    application: Application


@dataclass(frozen=True, slots=True)
class CommandRulesChanged(Event):
    """A guild's administrators changed who may use a command."""

    command: Command
    guild: GuildBase
    rules: Sequence[CommandRule]


@dataclass(frozen=True, slots=True)
class ConnectionChanged(Event):
    """A bot identified, answered a heartbeat, came online or went offline."""

    application: Application
