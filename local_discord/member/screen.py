"""What is on somebody's screen: places, messages, buttons and menus that they can use."""

from __future__ import annotations

from collections.abc import Iterable

from local_discord.member.errors import NotPossible
from local_discord.member.reply import Reply
from local_discord.member.transcript import name_of
from local_discord.wire import JsonObject, text
from local_discord.world.access import may_see, sees_message
from local_discord.world.applications import Application
from local_discord.world.channel_kinds import TEXT
from local_discord.world.content.components import ComponentType, label_of, walk
from local_discord.world.conversations import Channel, Message, Place
from local_discord.world.people import User
from local_discord.world.world import World

LINK = 5


def entered(user: User, place: Place) -> None:
    """Returns when the person sees the place."""
    if not may_see(user, place):
        raise NotPossible(f"{user.name} does not see {name_of(place)}.")


def first_channel(world: World, user: User) -> Channel:
    """The first text channel that the person sees, for those who do not say where they are."""
    channels = (channel for guild in world.guilds.values() for channel in guild.channels.values())
    for channel in channels:
        if channel.kind == TEXT and may_see(user, channel):
            return channel
    raise NotPossible(f"{user.name} sees no channel; say where with in_.")


def seen(user: User, message: Message) -> Message:
    """The message, when it is on the person's screen."""
    if message.deleted:
        raise NotPossible("That message was deleted.")
    if not sees_message(user, message):
        raise NotPossible(f"{user.name} does not see that message.")
    return message


def message_of(user: User, on: Message | Reply) -> Message:
    """The message of a reply, or the message itself, when it is on the person's screen."""
    message = on if isinstance(on, Message) else on.message
    if message is None:
        raise NotPossible("That reply has no message (any more).")
    return seen(user, message)


def owner(world: World, message: Message) -> Application:
    """The application whose components stand on a message."""
    if message.application_id is None:
        raise NotPossible("No application wrote that message.")
    return world.applications[message.application_id]


def button(message: Message, label: str) -> JsonObject:
    """The enabled button of that label, emoji or custom id."""
    buttons = [each for each in walk(message.components) if each.get("type") == ComponentType.BUTTON]
    found = [each for each in buttons if label in (label_of(each), each.get("custom_id"))]
    one = _only(found, label, "button", [label_of(each) for each in buttons])
    if one.get("style") == LINK:
        raise NotPossible(f"{label!r} is a link to {one.get('url')}, which opens in a browser.")
    return one


def select(message: Message, called: str) -> JsonObject:
    """The enabled select menu of that placeholder or custom id; the only one there may be called anything empty."""
    selects = [each for each in walk(message.components) if each.get("type") in ComponentType.SELECTS]
    found = [each for each in selects if called in (text(each.get("placeholder")), each.get("custom_id"))]
    return _only(found, called, "menu", [text(each.get("placeholder")) for each in selects])


def _only(found: list[JsonObject], called: str, kind: str, offered: Iterable[str]) -> JsonObject:
    if not found:
        raise NotPossible(f"There is no {kind} {called!r} on that message; there are: {', '.join(offered) or 'none'}.")
    if len(found) > 1:
        ids = ", ".join(text(each.get("custom_id")) for each in found)
        raise NotPossible(f"There are {len(found)} of {called!r} on that message; use a custom id: {ids}.")
    if found[0].get("disabled") is True:
        raise NotPossible(f"The {kind} {called!r} is disabled.")
    return found[0]
