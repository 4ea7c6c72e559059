"""Channels, threads and conversations themselves (Channel Resource)."""

from __future__ import annotations

from local_discord import refusals
from local_discord.payloads import channels as payloads
from local_discord.permissions import Permission
from local_discord.rest import lookups
from local_discord.rest.routes import Call, Routes
from local_discord.rules import threads as rules
from local_discord.wire import JsonObject, items, number, objects, snowflake, text
from local_discord.world.access import may
from local_discord.world.channel_kinds import FORUM, ForumTag
from local_discord.world.conversations import Channel, DirectChannel, Place, Thread

routes = Routes()
OWNERS_MAY = frozenset({"name", "archived", "auto_archive_duration", "applied_tags"})


def shown(call: Call, place: Place) -> JsonObject:
    """A place as the bot sees it."""
    if isinstance(place, DirectChannel):
        return payloads.direct(place, call.user)
    return payloads.thread_for(place, call.user) if isinstance(place, Thread) else payloads.channel(place)


@routes.on("GET /channels/{channel_id}")
def get(call: Call) -> JsonObject:
    """One channel, thread or conversation."""
    return shown(call, lookups.place(call))


@routes.on("PATCH /channels/{channel_id}")
def edit(call: Call) -> JsonObject:
    """The place after the change."""
    place = lookups.place(call)
    if isinstance(place, Thread):
        _edit_thread(call, place)
    elif isinstance(place, Channel):
        if not may(call.user, Permission.MANAGE_CHANNELS, place):
            raise refusals.missing_permissions()
        rules.check_change(call.fields, None)
        _edit_channel(call, place)
    else:
        raise refusals.wrong_channel_type()
    return shown(call, place)


def _edit_channel(call: Call, channel: Channel) -> None:
    body = call.fields
    tags = None
    if "available_tags" in body and channel.kind == FORUM:
        tags = [
            ForumTag(
                snowflake(each.get("id")) or call.world.new_id(),
                text(each.get("name")),
                each.get("moderated") is True,
                text(each.get("emoji_name")) or None,
            )
            for each in objects(body.get("available_tags"))
        ]
    channel.edit(
        name=text(body.get("name")) or None,
        topic=text(body.get("topic")) if "topic" in body else None,
        tags=tags,
        flags=number(body.get("flags")) if "flags" in body else None,
        slowmode=number(body.get("rate_limit_per_user")) if "rate_limit_per_user" in body else None,
    )


def _edit_thread(call: Call, thread: Thread) -> None:
    """Who started a thread may rename, archive and tag it; the rest needs Manage Threads.

    Anybody who may write there may open it again unless it is locked (Threads, Permissions).
    """
    body = call.fields
    manages = may(call.user, Permission.MANAGE_THREADS, thread)
    opening = set(body) <= {"archived", "auto_archive_duration"} and body.get("archived") is False
    owns = thread.owner_id == call.user.id and set(body) <= OWNERS_MAY
    if not manages and not owns and not (opening and may(call.user, Permission.SEND_MESSAGES_IN_THREADS, thread)):
        raise refusals.missing_permissions()
    if thread.locked and not manages and body.get("archived") is False:
        raise refusals.missing_permissions()
    if thread.archived and body.get("archived") is not False and set(body) - {"archived", "locked"}:
        raise refusals.archived()
    rules.check_change(body, thread.parent if "applied_tags" in body else None)
    archived, locked = body.get("archived"), body.get("locked")
    tags = [tag for item in items(body.get("applied_tags")) if (tag := snowflake(item)) is not None]
    thread.edit(
        name=text(body.get("name")) or None,
        archived=archived if isinstance(archived, bool) else None,
        locked=locked if isinstance(locked, bool) else None,
        tag_ids=tags if "applied_tags" in body else None,
        auto_archive_minutes=number(body.get("auto_archive_duration")) or None,
        slowmode=number(body.get("rate_limit_per_user")) if "rate_limit_per_user" in body else None,
    )


@routes.on("DELETE /channels/{channel_id}")
def delete(call: Call) -> JsonObject:
    """The place that is no more: a channel with Manage Channels, a thread with Manage Threads."""
    place = lookups.place(call)
    payload = shown(call, place)
    if isinstance(place, DirectChannel):
        return payload
    needed = Permission.MANAGE_THREADS if isinstance(place, Thread) else Permission.MANAGE_CHANNELS
    if not may(call.user, needed, place):
        raise refusals.missing_permissions()
    place.delete()
    return payload
