"""The bot itself, other users, and what it needs before it connects (User Resource; Application Resource; Gateway)."""

from __future__ import annotations

from local_discord import refusals
from local_discord.payloads import channels, people
from local_discord.permissions import in_guild
from local_discord.rest import lookups
from local_discord.rest.routes import NOTHING, Answered, Call, Routes
from local_discord.wire import Json, JsonObject, snowflake

routes = Routes()
STARTS = 1000  # sessions a day (Gateway, Session Start Limit)


@routes.on("GET /users/@me")
def me(call: Call) -> JsonObject:
    """The bot's own user."""
    return people.own_user(call.user)


@routes.on("GET /users/{user_id}")
def user(call: Call) -> JsonObject:
    """Anybody."""
    found = call.world.users.get(call.id("user_id"))
    if found is None:
        raise refusals.unknown("User")
    return people.user(found)


@routes.on("GET /users/@me/guilds")
def my_guilds(call: Call) -> list[Json]:
    """The guilds that the bot is in."""
    return [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(in_guild([guild.members[call.user.id].permissions], owner=False)),
            "features": [],
        }
        for guild in call.world.guilds.values()
        if call.bot.id in guild.applications
    ]


@routes.on("DELETE /users/@me/guilds/{guild_id}")
def leave_guild(call: Call) -> Answered:
    """The bot leaves."""
    lookups.guild(call).kick(call.bot)
    return NOTHING


@routes.on("POST /users/@me/channels")
def open_direct(call: Call) -> JsonObject:
    """The conversation with somebody, the same one each time."""
    other = call.world.users.get(snowflake(call.fields.get("recipient_id")) or 0)
    if other is None or other is call.user:
        raise refusals.ApiError(400, 50033, "Invalid Recipient(s)")
    return channels.direct(call.world.direct_channel(call.user, other), call.user)


@routes.on("GET /oauth2/applications/@me", "GET /applications/@me")
def application(call: Call) -> JsonObject:
    """The bot's application."""
    return people.application(call.bot, call.world)


@routes.on("GET /gateway")
def gateway(call: Call) -> JsonObject:
    """Where the gateway is; the one route that needs no token."""
    return {"url": call.gateway_url}


@routes.on("GET /gateway/bot")
def gateway_bot(call: Call) -> JsonObject:
    """Where the gateway is, how many shards are recommended, and how many sessions may still start."""
    begun = call.bot.identifies
    limit: JsonObject = {
        "total": STARTS,
        "remaining": max(STARTS - begun, 0),
        "reset_after": 14_400_000,
        "max_concurrency": call.world.settings.max_concurrency,
    }
    return {"url": call.gateway_url, "shards": call.world.settings.shards, "session_start_limit": limit}


@routes.on("GET /soundboard-default-sounds")
def default_sounds(call: Call) -> list[Json]:
    """The sounds that everybody may play: none here, but py-cord asks for them before it is ready."""
    del call
    return []
