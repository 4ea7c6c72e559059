"""INTERACTION_CREATE as Discord sends it (Receiving and Responding to Interactions, Interaction Object)."""

from __future__ import annotations

from local_discord.interactions.interaction import Interaction
from local_discord.payloads import channels, messages, people
from local_discord.permissions import Permission
from local_discord.wire import Json, JsonObject
from local_discord.world.access import guild_of, permissions_in
from local_discord.world.conversations import DirectChannel, Message, Place, Thread
from local_discord.world.people import User

IN_GUILD, WITH_BOT, IN_PRIVATE = 0, 1, 2
RESOURCES = (4, 7)  # a promise has no resource yet
# What an application may do where only the person installed it (Receiving and Responding, Interaction Object).
WHERE_NO_MEMBER = int(
    Permission.SEND_MESSAGES | Permission.ATTACH_FILES | Permission.EMBED_LINKS | Permission.USE_EXTERNAL_EMOJIS
)


def place(which: Place, viewer: User) -> dict[str, Json]:
    """A place with what the viewer may do there."""
    permissions = str(permissions_in(viewer, which))
    if isinstance(which, DirectChannel):
        return channels.direct(which, viewer)
    if isinstance(which, Thread):
        return {**channels.thread(which), "permissions": permissions}
    return {**channels.channel(which), "permissions": permissions}


def context(which: Interaction) -> int:
    """0 in a guild, 1 with the bot, 2 between people."""
    if guild_of(which.place):
        return IN_GUILD
    return WITH_BOT if which.application.user in getattr(which.place, "people", ()) else IN_PRIVATE


def created(which: Interaction) -> JsonObject:
    """The interaction as the bot gets it."""
    guild = guild_of(which.place)
    payload: dict[str, Json] = {
        "id": str(which.id),
        "application_id": str(which.application.id),
        "type": int(which.kind),
        "token": which.token,
        "version": 1,
        "data": which.data,
        "channel_id": str(which.place.id),
        "channel": place(which.place, which.user),
        "locale": which.user.locale,
        "app_permissions": str(permissions_in(which.application.user, which.place) or WHERE_NO_MEMBER),
        "entitlements": [],
        "authorizing_integration_owners": which.owners,
        "context": context(which),
        "attachment_size_limit": which.application.world.settings.attachment_bytes,
    }
    if guild:
        member = guild.members[which.user.id]
        permissions = str(permissions_in(which.user, which.place))
        payload |= {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "guild_locale": guild.locale,
            "member": {**people.member(member), "permissions": permissions},
        }
    else:
        payload["user"] = people.user(which.user)
    if which.source:
        payload["message"] = source(which.source, which.user)
    return payload


def source(which: Message, viewer: User) -> dict[str, Json]:
    """The message on which a component was used."""
    return messages.message(which, viewer)


def callback(which: Interaction, message: Message | None) -> JsonObject:
    """What an answer with `with_response` gets back (Receiving and Responding, Interaction Callback Response)."""
    interaction: dict[str, Json] = {
        "id": str(which.id),
        "type": int(which.kind),
        "channel_id": str(which.place.id),
    }
    if guild := guild_of(which.place):
        interaction["guild_id"] = str(guild.id)
    payload: dict[str, Json] = {"interaction": interaction}
    if message:
        interaction |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        kind = int(which.answered_with or 0)
        if kind in RESOURCES:
            payload["resource"] = {"type": kind, "message": messages.message(message, which.application.user)}
    return payload
