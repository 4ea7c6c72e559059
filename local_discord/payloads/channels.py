"""Channels, threads and conversations as Discord describes them (Channel Resource; Threads)."""

from __future__ import annotations

from local_discord.payloads.people import member, moment, user
from local_discord.permissions import Overwrite
from local_discord.wire import Json
from local_discord.world.channel_kinds import ForumTag
from local_discord.world.conversations import Channel, DirectChannel, Place, Thread
from local_discord.world.members import GuildBase
from local_discord.world.people import User

VOICE, FORUM, PUBLIC_THREAD, PRIVATE_THREAD, COUNTED = 2, 15, 11, 12, 50
BITRATE = 64000


def _id(value: int | None) -> str | None:
    return str(value) if value is not None else None


def overwrite(given: Overwrite) -> dict[str, Json]:
    """What a channel allows and denies somebody."""
    kind = 1 if given.for_member else 0
    return {"id": str(given.target_id), "type": kind, "allow": str(given.allow), "deny": str(given.deny)}


def tag(which: ForumTag) -> dict[str, Json]:
    """A forum tag."""
    return {
        "id": str(which.id),
        "name": which.name,
        "moderated": which.moderated,
        "emoji_id": None,
        "emoji_name": which.emoji,
    }


def channel(which: Channel) -> dict[str, Json]:
    """A channel of a guild."""
    payload: dict[str, Json] = {
        "id": str(which.id),
        "type": which.kind,
        "guild_id": str(which.guild.id),
        "name": which.name,
        "topic": which.topic,
        "position": which.position,
        "parent_id": None,
        "nsfw": False,
        "flags": which.flags,
        "rate_limit_per_user": which.slowmode,
        "last_message_id": _id(which.last_message_id),
        "permission_overwrites": [overwrite(each) for each in which.overwrites.values()],
    }
    if which.last_pin_at:
        payload["last_pin_timestamp"] = moment(which.last_pin_at)
    if which.kind == VOICE:
        payload |= {"bitrate": BITRATE, "user_limit": 0, "rtc_region": None}
    if which.kind == FORUM:
        payload |= {
            "available_tags": [tag(each) for each in which.tags],
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
        }
    return payload


def thread(which: Thread) -> dict[str, Json]:
    """A thread, or a post of a forum; counts stop at 50 as Discord's do (Threads, Thread Fields)."""
    metadata: dict[str, Json] = {
        "archived": which.archived,
        "archive_timestamp": moment(which.archived_at or which.created_at),
        "auto_archive_duration": which.auto_archive_minutes,
        "locked": which.locked,
        "create_timestamp": moment(which.created_at),
    }
    if which.private:
        metadata["invitable"] = which.invitable
    payload: dict[str, Json] = {
        "id": str(which.id),
        "type": which.kind,
        "guild_id": str(which.guild.id),
        "parent_id": str(which.parent.id),
        "owner_id": str(which.owner_id),
        "name": which.name,
        "flags": which.flags,
        "last_message_id": _id(which.last_message_id),
        "rate_limit_per_user": which.slowmode,
        "message_count": len(which.by_id),
        "member_count": min(len(which.joined), COUNTED),
        "total_message_sent": which.total_sent,
        "thread_metadata": metadata,
    }
    if which.parent.kind == FORUM:
        payload["applied_tags"] = [str(tag_id) for tag_id in which.tag_ids]
    return payload


def thread_for(which: Thread, viewer: User) -> dict[str, Json]:
    """A thread with the viewer's own membership, when they joined."""
    if viewer.id not in which.joined:
        return thread(which)
    return {**thread(which), "member": thread_member(which, viewer.id)}


def thread_member(which: Thread, user_id: int, *, with_member: bool = False) -> dict[str, Json]:
    """Somebody's membership of a thread, with that of its guild if asked for."""
    found = which.guild.members.get(user_id) if with_member else None
    own: dict[str, Json] = {"member": member(found)} if found else {}
    return own | {
        "id": str(which.id),
        "user_id": str(user_id),
        "join_timestamp": moment(which.joined.get(user_id, which.created_at)),
        "flags": 0,
    }


def direct(which: DirectChannel, viewer: User) -> dict[str, Json]:
    """A conversation as one of the two sees it."""
    return {
        "id": str(which.id),
        "type": 1,
        "flags": 0,
        "last_message_id": _id(which.last_message_id),
        "recipients": [user(which.other(viewer))],
    }


def pins_told(place: Place, guild: GuildBase | None) -> dict[str, Json]:
    """A change of pins: where, and when the newest was made."""
    payload: dict[str, Json] = {"channel_id": str(place.id), "last_pin_timestamp": moment(place.last_pin_at)}
    if guild:
        payload["guild_id"] = str(guild.id)
    return payload
