"""Pins, by the routes of 2025 and the older ones (Message Resource, Get Channel Pins)."""

from __future__ import annotations

from datetime import datetime

from local_discord import refusals
from local_discord.permissions import Permission
from local_discord.rest import lookups
from local_discord.rest.messages import shown
from local_discord.rest.routes import NOTHING, Answered, Call, Routes
from local_discord.wire import Json, JsonObject, moment
from local_discord.world import message_changes
from local_discord.world.access import may

routes = Routes()
MOST_PINS, MOST_AT_ONCE = 250, 50


@routes.on("GET /channels/{channel_id}/messages/pins")
def page(call: Call) -> JsonObject:
    """The pinned messages, the latest pin first, before a moment if one is given."""
    place = lookups.place(call)
    most = call.limit(MOST_AT_ONCE, MOST_AT_ONCE)
    if not may(call.user, Permission.READ_MESSAGE_HISTORY, place):
        return {"items": [], "has_more": False}
    before = datetime.fromisoformat(call.query["before"]) if "before" in call.query else None
    pins = [each for each in place.pins if before is None or (each.pinned_at is not None and each.pinned_at < before)]
    items: list[Json] = [{"pinned_at": moment(each.pinned_at), "message": shown(call, each)} for each in pins[:most]]
    return {"items": items, "has_more": len(pins) > most}


@routes.on("GET /channels/{channel_id}/pins")
def all_pins(call: Call) -> list[Json]:
    """The pinned messages by the older route: fifty at most."""
    place = lookups.place(call)
    if not may(call.user, Permission.READ_MESSAGE_HISTORY, place):
        return []
    return [shown(call, each) for each in place.pins[:MOST_AT_ONCE]]


@routes.on("PUT /channels/{channel_id}/messages/pins/{message_id}", "PUT /channels/{channel_id}/pins/{message_id}")
def pin(call: Call) -> Answered:
    """Pins a message; pinning it again changes nothing."""
    place = lookups.place(call, Permission.PIN_MESSAGES)
    message = lookups.message(call, place)
    if len(place.pins) >= MOST_PINS:
        raise refusals.too_many_pins()
    if not message.pinned:
        message_changes.pin(call.world, message, call.user)
    return NOTHING


@routes.on(
    "DELETE /channels/{channel_id}/messages/pins/{message_id}", "DELETE /channels/{channel_id}/pins/{message_id}"
)
def unpin(call: Call) -> Answered:
    """Takes a pin away."""
    place = lookups.place(call, Permission.PIN_MESSAGES)
    message = lookups.message(call, place)
    if message.pinned:
        message_changes.unpin(call.world, message)
    return NOTHING
