"""Reactions (Message Resource)."""

from __future__ import annotations

from local_discord import refusals
from local_discord.payloads import people
from local_discord.permissions import Permission
from local_discord.rest import lookups
from local_discord.rest.routes import NOTHING, Answered, Call, Routes
from local_discord.wire import Json, snowflake
from local_discord.world import message_changes
from local_discord.world.access import may

routes = Routes()
REACTION = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}"


@routes.on(f"PUT {REACTION}/@me")
def add(call: Call) -> Answered:
    """Reacts; a kind that nobody used yet needs Add Reactions."""
    place = lookups.place(call, Permission.READ_MESSAGE_HISTORY)
    message = lookups.message(call, place)
    emoji = call.parameters["emoji_name"]
    if emoji.isascii() and ":" not in emoji:
        raise refusals.unknown("Emoji")
    if emoji not in message.reactions and not may(call.user, Permission.ADD_REACTIONS, place):
        raise refusals.missing_permissions()
    message_changes.react(call.world, message, call.user, emoji)
    return NOTHING


@routes.on(f"DELETE {REACTION}/@me")
def remove(call: Call) -> Answered:
    """Takes the bot's own reaction back."""
    message = lookups.message(call, lookups.place(call))
    message_changes.take_back(call.world, message, call.user, call.parameters["emoji_name"])
    return NOTHING


@routes.on(f"DELETE {REACTION}/{{user_id}}")
def remove_other(call: Call) -> Answered:
    """Takes somebody's reaction away, with Manage Messages."""
    message = lookups.message(call, lookups.place(call, Permission.MANAGE_MESSAGES))
    if user := call.world.users.get(call.id("user_id")):
        message_changes.take_back(call.world, message, user, call.parameters["emoji_name"])
    return NOTHING


@routes.on(f"GET {REACTION}")
def who(call: Call) -> list[Json]:
    """The people who reacted so, by id, after one of them if given."""
    message = lookups.message(call, lookups.place(call, Permission.READ_MESSAGE_HISTORY))
    after = snowflake(call.query.get("after")) or 0
    users = message.reactions.get(call.parameters["emoji_name"], [])
    found = sorted((user for user in users if user.id > after), key=lambda user: user.id)
    return [people.user(user) for user in found[: call.limit(25, 100)]]
