"""Messages as Discord describes them (Message Resource; Gateway Events, Message Create)."""

from __future__ import annotations

from local_discord.payloads import channels, people
from local_discord.wire import Json, JsonObject, moment
from local_discord.world.access import guild_of
from local_discord.world.content.files import Attachment
from local_discord.world.content.message_parts import Origin, Reference
from local_discord.world.conversations import Message
from local_discord.world.people import User

HAS_THREAD, COMMAND, COMPONENT = 1 << 5, 2, 3


def attachment(which: Attachment) -> dict[str, Json]:
    """A file on a message."""
    payload: dict[str, Json] = {
        "id": str(which.id),
        "filename": which.filename,
        "size": len(which.data),
        "url": which.url,
        "proxy_url": which.url,
        "content_type": which.content_type,
    }
    if which.description is not None:
        payload["description"] = which.description
    if which.ephemeral:
        payload["ephemeral"] = True
    return payload


def emoji(written: str) -> dict[str, Json]:
    """An emoji: a character, or a server's own written `name:id`."""
    name, _, emoji_id = written.partition(":")
    return {"id": emoji_id or None, "name": name}


def reactions(which: Message, viewer: User | None) -> list[Json]:
    """The reactions, with whether the viewer is among those who gave them."""
    return [
        {
            "emoji": emoji(written),
            "count": len(users),
            "count_details": {"burst": 0, "normal": len(users)},
            "burst_colors": [],
            "me_burst": False,
            "me": viewer in users,
        }
        for written, users in which.reactions.items()
    ]


def reference(which: Reference) -> dict[str, Json]:
    """Which message is answered or forwarded."""
    payload: dict[str, Json] = {
        "type": which.kind,
        "channel_id": str(which.channel_id),
        "message_id": str(which.message_id),
    }
    if which.guild_id is not None:
        payload["guild_id"] = str(which.guild_id)
    return payload


def origin(which: Origin) -> dict[str, Json]:
    """The interaction that a message answers."""
    payload: dict[str, Json] = {
        "id": str(which.interaction_id),
        "type": which.kind,
        "user": people.user(which.user),
        "authorizing_integration_owners": which.owners,
    }
    if which.kind == COMPONENT and which.source_message_id is not None:
        payload["interacted_message_id"] = str(which.source_message_id)
    elif which.before:
        payload["triggering_interaction_metadata"] = origin(which.before)
    elif which.kind == COMMAND:
        if which.target_user:
            payload["target_user"] = people.user(which.target_user)
        if which.target_message_id:
            payload["target_message_id"] = str(which.target_message_id)
    return payload


def message(which: Message, viewer: User | None = None, *, nested: bool = False) -> dict[str, Json]:
    """A message as `viewer` reads it; `nested` leaves out the message it answers.

    Null there tells that it was deleted, nothing at all that it was not to be fetched (Message Resource).
    """
    payload: dict[str, Json] = {
        "id": str(which.id),
        "channel_id": str(which.place.id),
        "type": which.kind,
        "content": which.content,
        "author": people.user(which.author),
        "mentions": [people.user(each) for each in which.mentions],
        "mention_roles": [str(role.id) for role in which.mention_roles],
        "mention_everyone": which.mention_everyone,
        "attachments": [attachment(each) for each in which.attachments],
        "embeds": list(which.embeds),
        "components": list(which.components),
        "timestamp": moment(which.created_at),
        "edited_timestamp": moment(which.edited_at),
        "flags": which.flags | (HAS_THREAD if which.thread else 0),
        "pinned": which.pinned,
        "tts": which.tts,
    }
    if which.reactions:
        payload["reactions"] = reactions(which, viewer)
    if which.application_id is not None:
        payload["application_id"] = str(which.application_id)
        if which.origin:
            payload["webhook_id"] = str(which.application_id)
    _add_relations(payload, which, viewer, nested=nested)
    return payload


def _add_relations(payload: dict[str, Json], which: Message, viewer: User | None, *, nested: bool) -> None:
    if which.position is not None:
        payload["position"] = which.position
    if which.poll:
        payload["poll"] = which.poll
    if which.thread:
        payload["thread"] = channels.thread_for(which.thread, viewer) if viewer else channels.thread(which.thread)
    if which.origin:
        payload["interaction_metadata"] = origin(which.origin)
        if which.origin.command:
            payload["interaction"] = {
                "id": str(which.origin.interaction_id),
                "type": which.origin.kind,
                "name": which.origin.command,
                "user": people.user(which.origin.user),
            }
    if which.reference:
        payload["message_reference"] = reference(which.reference)
        if not nested and which.reference.kind == 0 and not which.reference.ephemeral:
            answered = which.place.by_id.get(which.reference.message_id)
            payload["referenced_message"] = message(answered, viewer, nested=True) if answered else None


def created(which: Message, viewer: User) -> dict[str, Json]:
    """A message as its sender gets it back, with the nonce."""
    payload = message(which, viewer)
    return payload if which.nonce is None else {**payload, "nonce": which.nonce}


def told(which: Message, *, created: bool) -> dict[str, Json]:
    """A message as the gateway tells of it; a new one with its nonce."""
    payload = message(which)
    if created and which.nonce is not None:
        payload["nonce"] = which.nonce
    if guild := guild_of(which.place):
        payload["guild_id"] = str(guild.id)
        if author := guild.members.get(which.author.id):
            payload["member"] = people.member_alone(author)
        payload["mentions"] = [
            {**people.user(each), "member": people.member_alone(guild.members[each.id])}
            for each in which.mentions
            if each.id in guild.members
        ]
    return payload


def located(which: Message) -> dict[str, Json]:
    """Where a message stood, which is all that is told of its end."""
    payload: dict[str, Json] = {"id": str(which.id), "channel_id": str(which.place.id)}
    if guild := guild_of(which.place):
        payload["guild_id"] = str(guild.id)
    return payload


def without_contents(payload: JsonObject) -> dict[str, Json]:
    """A message with what it says taken out, for bots without the message-content intent."""
    left: dict[str, Json] = {**payload, "content": "", "embeds": [], "attachments": [], "components": []}
    left.pop("poll", None)
    return left


def reaction_told(which: Message, who: User, written: str) -> dict[str, Json]:
    """A reaction as the gateway tells of it."""
    payload: dict[str, Json] = {
        "user_id": str(who.id),
        "channel_id": str(which.place.id),
        "message_id": str(which.id),
        "message_author_id": str(which.author.id),
        "emoji": emoji(written),
        "burst": False,
        "type": 0,
    }
    if guild := guild_of(which.place):
        payload["guild_id"] = str(guild.id)
        if member := guild.members.get(who.id):
            payload["member"] = people.member(member)
    return payload
