"""Guilds, their channels, roles and members (Guild Resource)."""

from __future__ import annotations

from collections.abc import Callable

from local_discord import refusals
from local_discord.payloads import channels, guilds, people
from local_discord.permissions import Permission, in_guild
from local_discord.rest import lookups
from local_discord.rest.routes import Answered, Call, Routes
from local_discord.rules import threads as rules
from local_discord.wire import Json, JsonObject, snowflake, text
from local_discord.world.channel_kinds import NEWS
from local_discord.world.conversations import Channel

routes = Routes()


@routes.on("GET /guilds/{guild_id}")
def get(call: Call) -> JsonObject:
    """One guild."""
    guild = lookups.guild(call)
    payload = guilds.guild(guild)
    if call.asks("with_counts"):
        payload |= {"approximate_member_count": len(guild.members), "approximate_presence_count": 0}
    return payload


@routes.on("GET /guilds/{guild_id}/channels")
def all_channels(call: Call) -> list[Json]:
    """The channels, hidden ones too, without threads (Guild Resource, Get Guild Channels)."""
    return [channels.channel(each) for each in lookups.guild(call).channels.values()]


@routes.on("POST /guilds/{guild_id}/channels")
def add_channel(call: Call) -> Answered:
    """The new channel, for bots with Manage Channels; text and announcement channels alone are made here."""
    guild, body = lookups.guild(call), call.fields
    if not in_guild([guild.members[call.user.id].permissions], owner=False) & Permission.MANAGE_CHANNELS:
        raise refusals.missing_permissions()
    rules.check_channel(body)
    add: Callable[[str, str | None], Channel] = (
        guild.add_news_channel if body.get("type") == NEWS else guild.add_text_channel
    )
    return Answered(201, channels.channel(add(text(body.get("name")), text(body.get("topic")) or None)))


@routes.on("GET /guilds/{guild_id}/roles")
def roles(call: Call) -> list[Json]:
    """The roles."""
    return [guilds.role(each) for each in lookups.guild(call).roles.values()]


@routes.on("GET /guilds/{guild_id}/roles/{role_id}")
def role(call: Call) -> JsonObject:
    """One role."""
    found = lookups.guild(call).roles.get(call.id("role_id"))
    if found is None:
        raise refusals.unknown("Role")
    return guilds.role(found)


@routes.on("GET /guilds/{guild_id}/members/{user_id}")
def member(call: Call) -> JsonObject:
    """One member; 10007 for a user who is not (any more), 10013 for nobody."""
    guild = lookups.guild(call)
    found = guild.members.get(call.id("user_id"))
    if found is None:
        raise refusals.unknown("Member" if call.id("user_id") in call.world.users else "User")
    return people.member(found)


@routes.on("GET /guilds/{guild_id}/members")
def members(call: Call) -> list[Json]:
    """Members by id, for bots with the members intent (Guild Resource, List Guild Members)."""
    guild = lookups.guild(call)
    if not call.bot.reads_members:
        raise refusals.missing_access()
    after = snowflake(call.query.get("after")) or 0
    found = sorted((each for each in guild.members.values() if each.id > after), key=lambda each: each.id)
    return [people.member(each) for each in found[: call.limit(1, 1000)]]
