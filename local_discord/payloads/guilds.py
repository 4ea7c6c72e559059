"""Guilds and roles as Discord describes them (Guild Resource; Permissions, Role Object; Gateway Events)."""

from __future__ import annotations

from local_discord.payloads import channels, people
from local_discord.wire import Json, moment
from local_discord.world.applications import Application
from local_discord.world.guilds import Guild
from local_discord.world.members import Role

VIEW_CHANNEL = 1 << 10


def role(which: Role) -> dict[str, Json]:
    """A role; a bot's own carries its application's bot in its tags."""
    payload: dict[str, Json] = {
        "id": str(which.id),
        "name": which.name,
        "permissions": str(which.permissions),
        "position": which.position,
        "color": which.color,
        "colors": {"primary_color": which.color, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": which.bot_id is not None,
        "mentionable": which.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if which.bot_id is not None:
        payload["tags"] = {"bot_id": str(which.bot_id)}
    return payload


def guild(which: Guild) -> dict[str, Json]:
    """A guild without its channels and members."""
    return {
        "id": str(which.id),
        "name": which.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": [],
        "banner": None,
        "owner_id": str(which.owner_id),
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": [role(each) for each in which.roles.values()],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": which.locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def full(which: Guild, viewer: Application) -> dict[str, Json]:
    """A guild as a bot gets it when it joins: all channels, but only the threads that it may see, and only itself."""
    from local_discord.world.access import may_see

    threads = [each for each in which.threads.values() if not each.archived and may_see(viewer.user, each)]
    return {
        **guild(which),
        "joined_at": moment(which.members[viewer.user.id].joined_at),
        "large": False,
        "member_count": len(which.members),
        "voice_states": [],
        "members": [people.member(which.members[viewer.user.id])],
        "channels": [channels.channel(each) for each in which.channels.values()],
        "threads": [channels.thread_for(each, viewer.user) for each in threads],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
