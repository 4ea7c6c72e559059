"""Reactions (Message Resource)."""

from __future__ import annotations

from local_discord import refusals
from local_discord.payloads import people
from local_discord.permissions import Permission
from local_discord.rest import finding
from local_discord.rest.routing import NOTHING, Answered, Call, Routes
from local_discord.wire import Json, snowflake
from local_discord.world import posting
from local_discord.world.access import may

routes = Routes()
REACTION = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}"


@routes.on(f"PUT {REACTION}/@me")
def add(call: Call) -> Answered:
    """Reacts; a kind that nobody used yet needs Add Reactions."""
    place = finding.place(call, Permission.READ_MESSAGE_HISTORY)
    message = finding.message(call, place)
    emoji = call.parameters["emoji_name"]
    if emoji.isascii() and ":" not in emoji:
        raise refusals.unknown("Emoji")
    if emoji not in message.reactions and not may(call.user, Permission.ADD_REACTIONS, place):
        raise refusals.missing_permissions()
    posting.react(call.world, message, call.user, emoji)
    return NOTHING


@routes.on(f"DELETE {REACTION}/@me")
def remove(call: Call) -> Answered:
    """Takes the bot's own reaction back."""
    message = finding.message(call, finding.place(call))
    posting.take_back(call.world, message, call.user, call.parameters["emoji_name"])
    return NOTHING


@routes.on(f"DELETE {REACTION}/{{user_id}}")
def remove_other(call: Call) -> Answered:
    """Takes somebody's reaction away, with Manage Messages."""
    message = finding.message(call, finding.place(call, Permission.MANAGE_MESSAGES))
    if user := call.world.users.get(call.id("user_id")):
        posting.take_back(call.world, message, user, call.parameters["emoji_name"])
    return NOTHING


@routes.on(f"GET {REACTION}")
def who(call: Call) -> list[Json]:
    """The people who reacted so, by id, after one of them if given."""
    message = finding.message(call, finding.place(call, Permission.READ_MESSAGE_HISTORY))
    after = snowflake(call.query.get("after")) or 0
    users = message.reactions.get(call.parameters["emoji_name"], [])
    found = sorted((user for user in users if user.id > after), key=lambda user: user.id)
    return [people.user(user) for user in found[: call.limit(25, 100)]]
