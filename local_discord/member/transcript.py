"""What happened in a place and who saw it, for whoever reads a failed test."""

from __future__ import annotations

from local_discord.permissions import Permission
from local_discord.world.access import may, may_see, sees_message
from local_discord.world.base import WorldBase
from local_discord.world.conversations import DirectChannel, Message, Place
from local_discord.world.people import User


def name_of(place: Place) -> str:
    """How people call a place."""
    if isinstance(place, DirectChannel):
        return f"the direct messages of {place.people[0].name} and {place.people[1].name}"
    return f"#{place.name}"


def transcript(world: WorldBase, place: Place, viewer: User) -> str:
    """Every message in the place, with who sees it, then what people did there."""
    everything = sorted([*place.messages, *place.hidden.values()], key=lambda message: message.id)
    lines = [f"In {name_of(place)}, as of {world.clock.now():%Y-%m-%d %H:%M:%S} UTC:"]
    if not may_see(viewer, place):
        lines.append(f"  ({viewer.name} does not see this place)")
    elif not may(viewer, Permission.READ_MESSAGE_HISTORY, place):
        lines.append(f"  ({viewer.name} does not read its history)")
    lines += [_line(message, viewer) for message in everything if not message.deleted] or ["  (no messages)"]
    if place.log:
        lines += ["What people did there:", *(f"  {line}" for line in place.log)]
    return "\n".join(lines)


def _line(message: Message, viewer: User) -> str:
    to = f" (only {message.ephemeral_for.name} sees this)" if message.ephemeral_for else ""
    unseen = "" if sees_message(viewer, message) else f" (not {viewer.name})"
    said = "(thinking)" if message.loading else message.text.replace("\n", "\n      ")
    files = "".join(f" [file {attachment.filename}]" for attachment in message.attachments)
    buttons = "".join(f" [{label}]" for label in message.buttons)
    return f"  {message.created_at:%H:%M:%S} {message.author.name}{to}{unseen}: {said}{files}{buttons}"
