"""What happened, as the gateway tells it (Gateway Events), and what it depends on who hears it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

from local_discord.payloads import channels as channel_payloads
from local_discord.payloads import commands as command_payloads
from local_discord.payloads import guilds as guild_payloads
from local_discord.payloads import messages as message_payloads
from local_discord.payloads import people as people_payloads
from local_discord.wire import Json, JsonObject

if TYPE_CHECKING:
    from local_discord.world.applications import Application, Command, CommandRule
    from local_discord.world.channels import Channel, Place, Thread
    from local_discord.world.guilds import Guild
    from local_discord.world.messages import Message
    from local_discord.world.people import GuildMember, Role, User


class Intent(IntFlag):
    """The gateway intents in use here (Gateway, List of Intents)."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


ALWAYS = Intent(0)


@dataclass(frozen=True, slots=True)
class Event:
    """One change: who hears of it follows from the intent, the place and the last three fields.

    `user` set: it is about that person. `application` set: that bot alone hears it. Events whose name is in small
    letters never leave the local world.
    """

    name: str
    data: JsonObject
    intent: Intent = ALWAYS
    guild: Guild | None = None
    place: Place | None = None
    message: Message | None = None
    application: Application | None = None
    user: User | None = None


def channel(name: str, which: Channel) -> Event:
    """A channel came, changed or went."""
    return Event(name, channel_payloads.channel(which), Intent.GUILDS, which.guild, which)


def thread(name: str, which: Thread, *, new: bool = False) -> Event:
    """A thread came, changed or went."""
    data = channel_payloads.thread(which)
    if name == "THREAD_DELETE":
        data = {key: data[key] for key in ("id", "guild_id", "parent_id", "type")}
    return Event(name, {**data, "newly_created": True} if new else data, Intent.GUILDS, which.guild, which)


def thread_members(which: Thread, added: Iterable[int] = (), removed: Iterable[int] = ()) -> Event:
    """People joined or left a thread."""
    data: JsonObject = {
        "id": str(which.id),
        "guild_id": str(which.guild.id),
        "member_count": len(which.joined),
        "added_members": [channel_payloads.thread_member(which, user_id) for user_id in added],
        "removed_member_ids": [str(user_id) for user_id in removed],
    }
    return Event("THREAD_MEMBERS_UPDATE", data, Intent.GUILDS, which.guild, which)


def role(name: str, which: Role) -> Event:
    """A role came or changed."""
    data: JsonObject = {"guild_id": str(which.guild.id), "role": guild_payloads.role(which)}
    return Event(name, data, Intent.GUILDS, which.guild)


def role_gone(which: Role) -> Event:
    """A role was deleted."""
    data: JsonObject = {"guild_id": str(which.guild.id), "role_id": str(which.id)}
    return Event("GUILD_ROLE_DELETE", data, Intent.GUILDS, which.guild)


def member(name: str, which: GuildMember) -> Event:
    """Somebody joined or changed; bots without the members intent hear only of themselves."""
    data: JsonObject = {**people_payloads.member(which), "guild_id": str(which.guild.id)}
    return Event(name, data, Intent.GUILD_MEMBERS, which.guild, user=which.user)


def member_gone(which: GuildMember) -> Event:
    """Somebody left or was removed."""
    data: JsonObject = {"guild_id": str(which.guild.id), "user": people_payloads.user(which.user)}
    return Event("GUILD_MEMBER_REMOVE", data, Intent.GUILD_MEMBERS, which.guild)


def guild_joined(which: Guild, application: Application) -> Event:
    """A bot was added: the whole guild, without the `unavailable` key that marks a return."""
    return Event("GUILD_CREATE", guild_payloads.full(which, application), guild=which, application=application)


def guild_back(which: Guild, application: Application) -> Event:
    """A guild is there again, or for the first time in this session."""
    data: JsonObject = {**guild_payloads.full(which, application), "unavailable": False}
    return Event("GUILD_CREATE", data, guild=which, application=application)


def guild_down(which: Guild, application: Application) -> Event:
    """An outage, not a farewell."""
    data: JsonObject = {"id": str(which.id), "unavailable": True}
    return Event("GUILD_DELETE", data, guild=which, application=application)


def guild_left(which: Guild, application: Application) -> Event:
    """The bot was removed: without the `unavailable` key."""
    return Event("GUILD_DELETE", {"id": str(which.id)}, guild=which, application=application)


def guild_changed(which: Guild) -> Event:
    """A guild's own settings changed."""
    return Event("GUILD_UPDATE", guild_payloads.guild(which), Intent.GUILDS, which)


def message(name: str, which: Message) -> Event:
    """A message came, changed or went; an ephemeral one is told to its reader only."""
    guild = message_payloads.guild_of(which)
    intent = Intent.GUILD_MESSAGES if guild else Intent.DIRECT_MESSAGES
    if name == "MESSAGE_DELETE":
        data = message_payloads.located(which)
    else:
        data = message_payloads.told(which, created=name == "MESSAGE_CREATE")
    return Event(name, data, intent, guild, which.place, which, user=which.ephemeral_for)


def messages_gone(place: Place, guild: Guild | None, which: Iterable[Message]) -> Event:
    """Several messages were deleted at once."""
    data: dict[str, Json] = {"ids": [str(each.id) for each in which], "channel_id": str(place.id)}
    if guild:
        data["guild_id"] = str(guild.id)
    return Event("MESSAGE_DELETE_BULK", data, Intent.GUILD_MESSAGES, guild, place)


def reaction(name: str, which: Message, who: User, emoji: str) -> Event:
    """Somebody reacted, or took it back."""
    guild = message_payloads.guild_of(which)
    intent = Intent.GUILD_MESSAGE_REACTIONS if guild else Intent.DIRECT_MESSAGE_REACTIONS
    return Event(name, message_payloads.reaction_told(which, who, emoji), intent, guild, which.place)


def pins(place: Place, guild: Guild | None) -> Event:
    """Something was pinned or unpinned."""
    intent = Intent.GUILDS if guild else Intent.DIRECT_MESSAGES
    return Event("CHANNEL_PINS_UPDATE", channel_payloads.pins_told(place, guild), intent, guild, place)


def typing(place: Place, guild: Guild | None, who: User, moment: int) -> Event:
    """Somebody began to write."""
    intent = Intent.GUILD_MESSAGE_TYPING if guild else Intent.DIRECT_MESSAGE_TYPING
    data: dict[str, str | int] = {"channel_id": str(place.id), "user_id": str(who.id), "timestamp": moment}
    if guild:
        data["guild_id"] = str(guild.id)
    return Event("TYPING_START", data, intent, guild, place)


def command_permissions(which: Command, guild: Guild, rules: Iterable[CommandRule]) -> Event:
    """An administrator changed who may use a command."""
    data = command_payloads.permissions(which, guild, rules)
    return Event("APPLICATION_COMMAND_PERMISSIONS_UPDATE", data, guild=guild, application=which.application)


def interaction(data: JsonObject, application: Application, guild: Guild | None) -> Event:
    """Somebody used a command, a component or a form."""
    return Event("INTERACTION_CREATE", data, guild=guild, application=application)


def noted(name: str, user: User | None = None) -> Event:
    """A change inside the local world that waiting people should look at."""
    return Event(name, {}, user=user)
