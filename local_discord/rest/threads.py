"""Threads (Channel Resource, Start Thread; Threads)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from local_discord import refusals
from local_discord.payloads import channels, messages
from local_discord.permissions import Permission
from local_discord.rest import drafts, lookups
from local_discord.rest.routes import NOTHING, Answered, Call, Routes
from local_discord.rules import threads as rules
from local_discord.wire import Json, JsonObject, items, number, obj, snowflake, text
from local_discord.world import message_changes
from local_discord.world.access import may, may_see
from local_discord.world.channel_kinds import FORUM, PRIVATE_THREAD
from local_discord.world.conversations import Channel, Thread
from local_discord.world.people import User
from local_discord.world.threads import Opening, join, leave

routes = Routes()
TEXT_KINDS = (0, 5)


@routes.on("POST /channels/{channel_id}/messages/{message_id}/threads")
def start_from_message(call: Call) -> Answered:
    """The new thread, which has the message's id; 160004 when there is one already."""
    parent = lookups.guild_channel(call)
    if parent.kind not in TEXT_KINDS:
        raise refusals.wrong_channel_type()
    if not may(call.user, Permission.CREATE_PUBLIC_THREADS, parent):
        raise refusals.missing_permissions()
    message = lookups.message(call, parent)
    rules.check_thread(call.fields)
    if message.id in parent.threads_by_id:
        raise refusals.thread_exists()
    how = Opening(
        message,
        auto_archive_minutes=number(call.fields.get("auto_archive_duration")) or None,
        slowmode=number(call.fields.get("rate_limit_per_user")),
    )
    thread = message_changes.open_thread(parent, call.user, text(call.fields.get("name")), how)
    return Answered(201, channels.thread_for(thread, call.user))


@routes.on("POST /channels/{channel_id}/threads")
def start(call: Call) -> Answered:
    """The new thread; in a forum the new post with its first message."""
    parent = lookups.guild_channel(call)
    if parent.kind == FORUM:
        return _forum_post(call, parent)
    private = number(call.fields.get("type"), PRIVATE_THREAD) == PRIVATE_THREAD
    needed = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
    if not may(call.user, needed, parent):
        raise refusals.missing_permissions()
    rules.check_thread(call.fields)
    how = Opening(
        private=private,
        auto_archive_minutes=number(call.fields.get("auto_archive_duration")) or None,
        slowmode=number(call.fields.get("rate_limit_per_user")),
        invitable=call.fields.get("invitable") is not False,
    )
    thread = message_changes.open_thread(parent, call.user, text(call.fields.get("name")), how)
    return Answered(201, channels.thread_for(thread, call.user))


def _forum_post(call: Call, forum: Channel) -> Answered:
    """A forum needs Send Messages, not Create Public Threads, for its posts (Threads, Forums)."""
    if not may(call.user, Permission.SEND_MESSAGES, forum):
        raise refusals.missing_permissions()
    rules.check_forum_post(call.fields, forum)
    _moderated_tags(call, forum, items(call.fields.get("applied_tags")))
    draft = drafts.draft(obj(call.fields.get("message")), call.files, ("message",))
    if draft.files and not may(call.user, Permission.ATTACH_FILES, forum):
        raise refusals.missing_permissions()
    tag_ids = [tag for item in items(call.fields.get("applied_tags")) if (tag := snowflake(item)) is not None]
    how = Opening(
        auto_archive_minutes=number(call.fields.get("auto_archive_duration")) or None,
        slowmode=number(call.fields.get("rate_limit_per_user")),
        tag_ids=tag_ids,
    )
    thread, message = message_changes.open_post(forum, call.user, text(call.fields.get("name")), how, draft)
    shown = messages.created(message, call.user)
    return Answered(201, {**channels.thread_for(thread, call.user), "message": shown})


def _moderated_tags(call: Call, forum: Channel, given: Iterable[Json]) -> None:
    wanted = {snowflake(tag) for tag in given}
    moderated = any(tag.moderated and tag.id in wanted for tag in forum.tags)
    if moderated and not may(call.user, Permission.MANAGE_THREADS, forum):
        raise refusals.missing_permissions()


@routes.on("GET /guilds/{guild_id}/threads/active")
def active(call: Call) -> JsonObject:
    """The open threads of a guild that the bot sees."""
    guild = lookups.guild(call)
    found = [each for each in guild.threads.values() if not each.archived and may_see(call.user, each)]
    return _listed(sorted(found, key=lambda each: each.id, reverse=True), call.user, more=None)


@routes.on("GET /channels/{channel_id}/threads/archived/public")
def archived_public(call: Call) -> JsonObject:
    """The archived public threads of a channel, the last archived first."""
    channel = lookups.guild_channel(call, Permission.READ_MESSAGE_HISTORY)
    return _archived(call, [each for each in channel.threads if not each.private])


@routes.on("GET /channels/{channel_id}/threads/archived/private")
def archived_private(call: Call) -> JsonObject:
    """The archived private threads of a channel, with Manage Threads."""
    channel = lookups.guild_channel(call, Permission.READ_MESSAGE_HISTORY, Permission.MANAGE_THREADS)
    return _archived(call, [each for each in channel.threads if each.private])


@routes.on("GET /channels/{channel_id}/users/@me/threads/archived/private")
def archived_joined(call: Call) -> JsonObject:
    """The archived private threads that the bot is in."""
    channel = lookups.guild_channel(call, Permission.READ_MESSAGE_HISTORY)
    return _archived(call, [each for each in channel.threads if each.private and call.user.id in each.joined])


def _archived(call: Call, threads: Iterable[Thread]) -> JsonObject:
    before = call.query.get("before", "")
    if before.isdigit():
        found = [each for each in threads if each.archived and each.id < int(before)]
    else:
        moment = datetime.fromisoformat(before) if before else None
        found = [each for each in threads if each.archived and (moment is None or _archived_at(each) < moment)]
    found.sort(key=_archived_at, reverse=True)
    most = call.limit(50, 100)
    return _listed(found[:most], call.user, more=len(found) > most)


def _archived_at(thread: Thread) -> datetime:
    return thread.archived_at or thread.created_at


def _listed(threads: Iterable[Thread], viewer: User, *, more: bool | None) -> JsonObject:
    found = list(threads)
    members: list[Json] = [channels.thread_member(each, viewer.id) for each in found if viewer.id in each.joined]
    payload: dict[str, Json] = {"threads": [channels.thread_for(each, viewer) for each in found], "members": members}
    return {**payload, "has_more": bool(more)}


@routes.on("GET /channels/{channel_id}/thread-members")
def members(call: Call) -> list[Json]:
    """The people in a thread; `with_member` gives them by pages (Channel Resource, List Thread Members)."""
    thread = lookups.thread(call)
    if not call.asks("with_member"):
        return [channels.thread_member(thread, user_id) for user_id in thread.joined]
    after = snowflake(call.query.get("after")) or 0
    found = sorted(user_id for user_id in thread.joined if user_id > after)[: call.limit(100, 100)]
    return [channels.thread_member(thread, user_id, with_member=True) for user_id in found]


@routes.on("GET /channels/{channel_id}/thread-members/{user_id}")
def member(call: Call) -> JsonObject:
    """One person's membership."""
    thread = lookups.thread(call)
    if call.id("user_id") not in thread.joined:
        raise refusals.unknown("Member")
    return channels.thread_member(thread, call.id("user_id"), with_member=call.asks("with_member"))


@routes.on("PUT /channels/{channel_id}/thread-members/@me")
def enter(call: Call) -> Answered:
    """The bot joins."""
    join(_open(call), call.user)
    return NOTHING


@routes.on("DELETE /channels/{channel_id}/thread-members/@me")
def exit_(call: Call) -> Answered:
    """The bot leaves."""
    leave(_open(call), call.user)
    return NOTHING


@routes.on("PUT /channels/{channel_id}/thread-members/{user_id}")
def add(call: Call) -> Answered:
    """Adds somebody, where the bot may write."""
    lookups.writable(call)
    thread = _open(call)
    if call.id("user_id") not in thread.guild.members:
        raise refusals.unknown("Member")
    join(thread, call.world.users[call.id("user_id")])
    return NOTHING


@routes.on("DELETE /channels/{channel_id}/thread-members/{user_id}")
def remove(call: Call) -> Answered:
    """Takes somebody out, with Manage Threads or in the bot's own private thread."""
    thread = _open(call)
    own = thread.private and thread.owner_id == call.user.id
    if not own and not may(call.user, Permission.MANAGE_THREADS, thread):
        raise refusals.missing_permissions()
    if call.id("user_id") in thread.joined:
        leave(thread, call.world.users[call.id("user_id")])
    return NOTHING


def _open(call: Call) -> Thread:
    thread = lookups.thread(call)
    if thread.archived:
        raise refusals.archived()
    return thread
