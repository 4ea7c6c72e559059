"""Users, members and applications as Discord describes them (User Resource; Guild Resource; Application Resource)."""

from __future__ import annotations

from local_discord.wire import Json, JsonObject, moment
from local_discord.world.applications import Application
from local_discord.world.members import GuildMember
from local_discord.world.people import User
from local_discord.world.world import World


def user(who: User) -> dict[str, Json]:
    """A user as others see them."""
    return {
        "id": str(who.id),
        "username": who.name if who.bot else who.username,
        "global_name": None if who.bot else who.name,
        "discriminator": "0001" if who.bot else "0",
        "avatar": None,
        "bot": who.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def own_user(who: User) -> dict[str, Json]:
    """A user as they see themselves."""
    return {**user(who), "mfa_enabled": True, "locale": who.locale, "verified": True, "email": None}


def member_alone(who: GuildMember) -> dict[str, Json]:
    """A membership without the user, as it stands beside a message's author."""
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": moment(who.timed_out_until),
        "flags": 0,
        "joined_at": moment(who.joined_at),
        "nick": who.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role_id) for role_id in who.role_ids],
        "mute": False,
        "deaf": False,
    }


def member(who: GuildMember) -> dict[str, Json]:
    """A membership with the user."""
    return {**member_alone(who), "user": user(who.user)}


def application(which: Application, world: World) -> JsonObject:
    """An application as its owner sees it."""
    return {
        "id": str(which.id),
        "name": which.name,
        "icon": None,
        "description": which.description,
        "summary": "",  # not described any more; interactions.py does not start without
        "type": None,
        "bot": user(which.user),
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}, "1": {}},
        "verify_key": f"{which.id:064x}",
        "flags": which.flags,
        "flags_new": str(which.flags),
        "redirect_uris": [],
        "interactions_endpoint_url": which.interactions_endpoint_url,
        "role_connections_verification_url": None,
        "owner": user(which.owner),
        "approximate_guild_count": sum(1 for guild in world.guilds.values() if which.id in guild.applications),
        "approximate_user_install_count": sum(1 for who in world.users.values() if which.id in who.installed),
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }
