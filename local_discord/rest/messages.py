"""Messages (Message Resource)."""

from __future__ import annotations

from local_discord import refusals
from local_discord.payloads import messages as payloads
from local_discord.permissions import Permission
from local_discord.rest import drafts, lookups
from local_discord.rest.routes import NOTHING, Answered, Call, Routes
from local_discord.rules.old_edits import count_edit
from local_discord.wire import Json, JsonObject, items, snowflake
from local_discord.world import message_changes
from local_discord.world.access import may, reads_contents
from local_discord.world.channel_kinds import NEWS
from local_discord.world.content.components import component_texts
from local_discord.world.content.message_parts import PINNED, THREAD_CREATED, THREAD_STARTER
from local_discord.world.conversations import Message, Place, Thread
from local_discord.world.events import TypingStarted
from local_discord.world.message_changes import Draft
from local_discord.world.moderation import is_blocked

routes = Routes()
SYSTEM = (PINNED, THREAD_CREATED, THREAD_STARTER)
MOST_AT_ONCE, BULK_DAYS_MS = 100, 14 * 86400 * 1000


@routes.on("POST /channels/{channel_id}/messages")
def create(call: Call) -> JsonObject:
    """The new message, or the one that the same nonce made before."""
    place = lookups.writable(call)
    draft = drafts.draft(call.fields, call.files)
    _may_send(call, place, draft)
    if earlier := _made_before(call):
        return payloads.created(earlier, call.user)
    history = may(call.user, Permission.READ_MESSAGE_HISTORY, place)
    draft = drafts.with_reference(call.world, draft, call.fields, place, history=history)
    message = message_changes.post(call.world, call.user, place, draft)
    if draft.nonce is not None:
        call.world.remember_nonce(call.user, str(draft.nonce), message)
    return payloads.created(message, call.user)


def _may_send(call: Call, place: Place, draft: Draft) -> None:
    needed = Permission.ATTACH_FILES if draft.files else Permission(0)
    needed |= Permission.EMBED_LINKS if draft.embeds else Permission(0)
    needed |= Permission.SEND_POLLS if draft.poll else Permission(0)
    needed |= Permission.SEND_TTS_MESSAGES if draft.tts else Permission(0)
    if needed and not may(call.user, needed, place):
        raise refusals.missing_permissions()
    if any(len(upload.data) > call.world.settings.attachment_bytes for upload in draft.files):
        raise refusals.ApiError(413, 40005, "Request entity too large")
    if is_blocked(call.user, place, [draft.content, *component_texts(draft.components)]):
        raise refusals.blocked()


def _made_before(call: Call) -> Message | None:
    """The message of this nonce in the last minutes; 10008 when it was deleted (per author, in whatever channel)."""
    nonce = call.fields.get("nonce")
    if nonce is None or call.fields.get("enforce_nonce") is not True:
        return None
    sent = call.world.nonces.get((call.user.id, str(nonce)))
    window = call.world.settings.nonce_window.total_seconds()
    if sent is None or call.world.clock.now().timestamp() - sent.moment > window:
        return None
    place = call.world.place(sent.place_id)
    found = place.by_id.get(sent.message_id) if place else None
    if found is None:
        raise refusals.unknown("Message")
    return found


def shown(call: Call, message: Message) -> dict[str, Json]:
    """A message as the bot may read it."""
    payload = payloads.message(message, call.user)
    reads = reads_contents(call.user, message, intended=call.bot.reads_content)
    return payload if reads else payloads.without_contents(payload)


@routes.on("GET /channels/{channel_id}/messages")
def history(call: Call) -> list[Json]:
    """Messages, newest first; without Read Message History an empty list and no error."""
    place = lookups.place(call)
    most = call.limit(50, MOST_AT_ONCE)
    if not may(call.user, Permission.READ_MESSAGE_HISTORY, place):
        return []
    return [shown(call, message) for message in _page(place, call, most)]


def _page(place: Place, call: Call, most: int) -> list[Message]:
    newest_first = place.messages[::-1]
    before, after, around = (snowflake(call.query.get(key)) for key in ("before", "after", "around"))
    if around is not None:
        older = [message for message in newest_first if message.id < around][: most // 2]
        newer = [message for message in newest_first if message.id >= around][-(most - len(older)) :]
        return newer + older
    if after is not None:
        return [message for message in newest_first if message.id > after][-most:]
    return [message for message in newest_first if before is None or message.id < before][:most]


@routes.on("GET /channels/{channel_id}/messages/{message_id}")
def get(call: Call) -> JsonObject:
    """One message."""
    place = lookups.place(call, Permission.READ_MESSAGE_HISTORY)
    return shown(call, lookups.message(call, place))


@routes.on("PATCH /channels/{channel_id}/messages/{message_id}")
def edit(call: Call) -> JsonObject:
    """The bot's own message after the edit; of others' it may only hide the embeds."""
    place = lookups.place(call)
    message = lookups.message(call, place)
    if message.kind in SYSTEM:
        raise refusals.system_message()
    if message.author is not call.user and set(call.fields) - {"flags"}:
        raise refusals.not_its_author()
    if isinstance(place, Thread) and place.archived:
        raise refusals.archived()
    change = drafts.change(call.fields, call.files, message)
    count_edit(call.world, message, call.user)
    return payloads.message(message_changes.change(call.world, message, change), call.user)


@routes.on("POST /channels/{channel_id}/messages/{message_id}/crosspost")
def publish(call: Call) -> JsonObject:
    """The message after it was published, in an announcement channel; others' need Manage Messages as well."""
    channel = lookups.guild_channel(call)
    if channel.kind != NEWS:
        raise refusals.wrong_channel_type()
    message = lookups.message(call, channel)
    own = message.author is call.user
    if not may(call.user, Permission.SEND_MESSAGES | Permission(0 if own else Permission.MANAGE_MESSAGES), channel):
        raise refusals.missing_permissions()
    if message.kind in SYSTEM:
        raise refusals.system_message()
    if message.published:
        raise refusals.already_published()
    message_changes.publish(call.world, message)
    return payloads.message(message, call.user)


@routes.on("DELETE /channels/{channel_id}/messages/{message_id}")
def delete(call: Call) -> Answered:
    """Takes away a message; others' need Manage Messages."""
    place = lookups.place(call)
    message = lookups.message(call, place)
    if message.author is not call.user and not may(call.user, Permission.MANAGE_MESSAGES, place):
        raise refusals.missing_permissions()
    message_changes.delete(call.world, message)
    return NOTHING


@routes.on("POST /channels/{channel_id}/messages/bulk-delete")
def bulk_delete(call: Call) -> Answered:
    """Takes away 2 to 100 messages of the last two weeks; those already gone are passed over."""
    place = lookups.place(call, Permission.MANAGE_MESSAGES)
    wanted = [snowflake(item) for item in items(call.fields.get("messages"))]
    newest = int(call.world.clock.now().timestamp() * 1000) - 1420070400000
    if any(message_id is not None and newest - (message_id >> 22) > BULK_DAYS_MS for message_id in wanted):
        raise refusals.ApiError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    found = [message for message_id in wanted if message_id is not None and (message := place.by_id.get(message_id))]
    message_changes.delete_all(call.world, place, found)
    return NOTHING


@routes.on("POST /channels/{channel_id}/typing")
def type_(call: Call) -> Answered:
    """Shows that the bot is writing."""
    place = lookups.writable(call)
    call.world.emit(TypingStarted(place, call.user, int(call.world.clock.now().timestamp())))
    return NOTHING
