"""Looks up what a path names, with the refusals that Discord gives on the way."""

from __future__ import annotations

from local_discord import refusals
from local_discord.permissions import Permission
from local_discord.rest.routes import Call
from local_discord.world.access import may, may_see, may_speak
from local_discord.world.channel_kinds import NEWS, TEXT, VOICE
from local_discord.world.conversations import Channel, DirectChannel, Message, Place, Thread
from local_discord.world.guilds import Guild


def place(call: Call, *needed: Permission, name: str = "channel_id") -> Place:
    """A place that the bot sees and where it has these permissions."""
    found = call.world.place(call.id(name))
    if found is None or (isinstance(found, DirectChannel) and call.user not in found.people):
        raise refusals.unknown("Channel")
    if not isinstance(found, DirectChannel) and found.guild.unavailable:
        raise refusals.ApiError(500, 0, "500: Internal Server Error")
    if not may_see(call.user, found):
        raise refusals.missing_access()
    for permission in needed:
        if not may(call.user, permission, found):
            raise refusals.missing_permissions()
    return found


def guild_channel(call: Call, *needed: Permission) -> Channel:
    """A channel of a guild; another kind of place is refused."""
    found = place(call, *needed)
    if not isinstance(found, Channel):
        raise refusals.wrong_channel_type()
    return found


def thread(call: Call, *needed: Permission) -> Thread:
    """A thread; another kind of place is refused."""
    found = place(call, *needed)
    if not isinstance(found, Thread):
        raise refusals.wrong_channel_type()
    return found


def message(call: Call, where: Place, name: str = "message_id") -> Message:
    """A message that stands there; ephemeral ones do not, for anybody."""
    found = where.by_id.get(call.id(name))
    if found is None:
        raise refusals.unknown("Message")
    return found


def writable(call: Call) -> Place:
    """A place in which the bot may write now; forums take posts, not messages."""
    found = place(call)
    if isinstance(found, Channel) and found.kind not in (TEXT, VOICE, NEWS):
        raise refusals.wrong_channel_type()
    if isinstance(found, DirectChannel):
        other = found.other(call.user)
        shared = any(
            other.id in guild.members and call.user.id in guild.members for guild in call.world.guilds.values()
        )
        if not shared and call.bot.id not in other.installed:
            raise refusals.cannot_direct_message()
    if not may_speak(call.user, found):
        raise refusals.missing_permissions()
    if isinstance(found, Thread) and found.locked and not may(call.user, Permission.MANAGE_THREADS, found):
        raise refusals.locked()
    return found


def guild(call: Call) -> Guild:
    """A guild that the bot is in."""
    found = call.world.guilds.get(call.id("guild_id"))
    if found is None:
        raise refusals.unknown("Guild")
    if call.bot.id not in found.applications:
        raise refusals.missing_access()
    if found.unavailable:
        raise refusals.ApiError(500, 0, "500: Internal Server Error")
    return found
