"""Events as the gateway tells them (Gateway Events), and what it depends on who hears them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

from local_discord.interactions.interaction import Interaction
from local_discord.payloads import channels, commands, guilds, interactions, messages, people
from local_discord.wire import Json, JsonObject
from local_discord.world import events
from local_discord.world.access import guild_of
from local_discord.world.applications import Application
from local_discord.world.changes import Created, Deleted, Event, Updated
from local_discord.world.conversations import Channel, Message, Place, Thread
from local_discord.world.guilds import Guild
from local_discord.world.members import GuildBase, GuildMember, Role
from local_discord.world.people import User


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
class Dispatch:
    """One event for bots: who hears of it follows from the intent, the place and the last three fields.

    `user` set: it is about that person. `application` set: that bot alone hears it.
    """

    name: str
    data: JsonObject
    intent: Intent = ALWAYS
    guild: GuildBase | None = None
    place: Place | None = None
    message: Message | None = None
    application: Application | None = None
    user: User | None = None


def dispatch_of(event: Event) -> Dispatch | None:
    """The event as it is told now, None when it never leaves the local world."""
    match event:
        case Created(subject):
            return _created(subject)
        case Updated(subject):
            return _updated(subject)
        case Deleted(subject):
            return _deleted(subject)
        case _:
            return _in_guild(event) or _in_place(event)


def _created(subject: object) -> Dispatch | None:
    match subject:
        case Message():
            return _message("MESSAGE_CREATE", subject)
        case Channel():
            return _channel("CHANNEL_CREATE", subject)
        case Thread():
            return _thread("THREAD_CREATE", subject, {**channels.thread(subject), "newly_created": True})
        case Role():
            return _role("GUILD_ROLE_CREATE", subject)
        case GuildMember():
            return _member("GUILD_MEMBER_ADD", subject)
        case Interaction():
            guild = guild_of(subject.place)
            return Dispatch(
                "INTERACTION_CREATE", interactions.created(subject), guild=guild, application=subject.application
            )
        case _:
            return None


def _updated(subject: object) -> Dispatch | None:
    match subject:
        case Message():
            return _message("MESSAGE_UPDATE", subject)
        case Channel():
            return _channel("CHANNEL_UPDATE", subject)
        case Thread():
            return _thread("THREAD_UPDATE", subject, channels.thread(subject))
        case Role():
            return _role("GUILD_ROLE_UPDATE", subject)
        case GuildMember():
            return _member("GUILD_MEMBER_UPDATE", subject)
        case Guild():
            return Dispatch("GUILD_UPDATE", guilds.guild(subject), Intent.GUILDS, subject)
        case _:
            return None


def _deleted(subject: object) -> Dispatch | None:
    match subject:
        case Message():
            return _message("MESSAGE_DELETE", subject)
        case Channel():
            return _channel("CHANNEL_DELETE", subject)
        case Thread():
            payload = channels.thread(subject)
            return _thread(
                "THREAD_DELETE", subject, {key: payload[key] for key in ("id", "guild_id", "parent_id", "type")}
            )
        case Role(guild=guild):
            data: JsonObject = {"guild_id": str(guild.id), "role_id": str(subject.id)}
            return Dispatch("GUILD_ROLE_DELETE", data, Intent.GUILDS, guild)
        case GuildMember(guild=guild):
            gone: JsonObject = {"guild_id": str(guild.id), "user": people.user(subject.user)}
            return Dispatch("GUILD_MEMBER_REMOVE", gone, Intent.GUILD_MEMBERS, guild)
        case _:
            return None


def _in_guild(event: Event) -> Dispatch | None:
    match event:
        case events.BotAdded(Guild() as guild, application):
            return Dispatch("GUILD_CREATE", guilds.full(guild, application), guild=guild, application=application)
        case events.GuildAvailable(Guild() as guild, application):
            return guild_available(guild, application)
        case events.GuildUnavailable(guild, application):
            down: JsonObject = {"id": str(guild.id), "unavailable": True}
            return Dispatch("GUILD_DELETE", down, guild=guild, application=application)
        case events.BotRemoved(guild, application):
            return Dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild=guild, application=application)
        case events.CommandRulesChanged(command, guild, rules):
            data = commands.permissions(command, guild, rules)
            name = "APPLICATION_COMMAND_PERMISSIONS_UPDATE"
            return Dispatch(name, data, guild=guild, application=command.application)
        case events.ThreadMembersChanged(thread):
            return Dispatch("THREAD_MEMBERS_UPDATE", _thread_members(event), Intent.GUILDS, thread.guild, thread)
        case _:
            return None


def _in_place(event: Event) -> Dispatch | None:
    match event:
        case events.MessagesDeleted(place):
            guild = guild_of(place)
            return Dispatch("MESSAGE_DELETE_BULK", _deleted_ids(event, guild), Intent.GUILD_MESSAGES, guild, place)
        case events.ReactionAdded():
            return _reaction("MESSAGE_REACTION_ADD", event)
        case events.ReactionRemoved():
            return _reaction("MESSAGE_REACTION_REMOVE", event)
        case events.PinsChanged(place):
            guild = guild_of(place)
            intent = Intent.GUILDS if guild else Intent.DIRECT_MESSAGES
            return Dispatch("CHANNEL_PINS_UPDATE", channels.pins_told(place, guild), intent, guild, place)
        case events.TypingStarted(place):
            guild = guild_of(place)
            intent = Intent.GUILD_MESSAGE_TYPING if guild else Intent.DIRECT_MESSAGE_TYPING
            return Dispatch("TYPING_START", _typing(event, guild), intent, guild, place)
        case _:
            return None


def guild_available(guild: Guild, application: Application) -> Dispatch:
    """A guild is there again, or for the first time in this session: with the `unavailable` key, unlike a new one."""
    data: JsonObject = {**guilds.full(guild, application), "unavailable": False}
    return Dispatch("GUILD_CREATE", data, guild=guild, application=application)


def _channel(name: str, channel: Channel) -> Dispatch:
    return Dispatch(name, channels.channel(channel), Intent.GUILDS, channel.guild, channel)


def _thread(name: str, thread: Thread, data: JsonObject) -> Dispatch:
    return Dispatch(name, data, Intent.GUILDS, thread.guild, thread)


def _role(name: str, role: Role) -> Dispatch:
    data: JsonObject = {"guild_id": str(role.guild.id), "role": guilds.role(role)}
    return Dispatch(name, data, Intent.GUILDS, role.guild)


def _member(name: str, member: GuildMember) -> Dispatch:
    """Somebody joined or changed; bots without the members intent hear only of themselves."""
    data: JsonObject = {**people.member(member), "guild_id": str(member.guild.id)}
    return Dispatch(name, data, Intent.GUILD_MEMBERS, member.guild, user=member.user)


def _message(name: str, message: Message) -> Dispatch:
    """A message came, changed or went; an ephemeral one is told to its reader only."""
    guild = guild_of(message.place)
    intent = Intent.GUILD_MESSAGES if guild else Intent.DIRECT_MESSAGES
    if name == "MESSAGE_DELETE":
        data = messages.located(message)
    else:
        data = messages.told(message, created=name == "MESSAGE_CREATE")
    return Dispatch(name, data, intent, guild, message.place, message, user=message.ephemeral_for)


def _thread_members(event: events.ThreadMembersChanged) -> JsonObject:
    thread = event.thread
    return {
        "id": str(thread.id),
        "guild_id": str(thread.guild.id),
        "member_count": len(thread.joined),
        "added_members": [channels.thread_member(thread, user_id) for user_id in event.added],
        "removed_member_ids": [str(user_id) for user_id in event.removed],
    }


def _reaction(name: str, event: events.ReactionAdded | events.ReactionRemoved) -> Dispatch:
    place = event.message.place
    guild = guild_of(place)
    intent = Intent.GUILD_MESSAGE_REACTIONS if guild else Intent.DIRECT_MESSAGE_REACTIONS
    data = messages.reaction_told(event.message, event.user, event.emoji)
    return Dispatch(name, data, intent, guild, place)


def _deleted_ids(event: events.MessagesDeleted, guild: GuildBase | None) -> JsonObject:
    ids = [str(message.id) for message in event.messages]
    data: dict[str, Json] = {"ids": ids, "channel_id": str(event.place.id)}
    return {**data, "guild_id": str(guild.id)} if guild else data


def _typing(event: events.TypingStarted, guild: GuildBase | None) -> JsonObject:
    data: dict[str, Json] = {
        "channel_id": str(event.place.id),
        "user_id": str(event.user.id),
        "timestamp": event.moment,
    }
    return {**data, "guild_id": str(guild.id)} if guild else data
