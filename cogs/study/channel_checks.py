"""What must be true in a channel before a study can post there."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Any

import discord
from discord import app_commands

from bot.client import PERMISSIONS
from bot.core.errors import Remark, StudyError
from bot.core.models import Place
from cogs.ui.channel_options import OfStudyKinds

_IN_FORUMS = ("view_channel", "send_messages", "read_message_history", "send_messages_in_threads")


class Without(StrEnum):
    """What a study can do without that it had."""

    ROLE = "role"
    TAG = "tag"
    HOST_ROLE = "host_role"


def study_channel(guild: discord.Guild | None, channel_id: int) -> discord.TextChannel | discord.ForumChannel:
    """The channel, if the bot can post there and people can talk about it.

    Raises `StudyError` that says what is in the way: a channel of another kind, one the bot cannot see, or the single
    permissions that are missing.
    """
    channel = guild.get_channel(channel_id) if guild else None
    if channel is None or guild is None:
        raise StudyError("setup.unseen", channel=channel_id)
    if not isinstance(channel, (discord.TextChannel, discord.ForumChannel)):
        raise StudyError("setup.not_text", channel=channel_id)
    missing = lacking(channel, guild.me)
    if "view_channel" in missing:
        raise StudyError("setup.unseen", channel=channel_id)
    if missing:
        details = tuple(Remark(f"permission.{name}") for name in missing)
        raise StudyError("setup.missing_permissions", channel=channel_id, n=len(missing), details=details)
    return channel


def lacking(channel: discord.TextChannel | discord.ForumChannel, bot: discord.Member) -> list[str]:
    """The names of the permissions that a study needs in the channel and the bot does not have."""
    allowed = channel.permissions_for(bot)
    if not allowed.view_channel:
        return ["view_channel"]  # whoever cannot see a channel can do nothing in it
    in_text = (name for name, needed in PERMISSIONS if needed)
    wanted = _IN_FORUMS if isinstance(channel, discord.ForumChannel) else in_text
    return [name for name in wanted if not getattr(allowed, name)]


def silent(guild: discord.Guild | None, channel_ids: Iterable[int]) -> frozenset[int]:
    """Those of the channels in which a study can post and no member can talk about it.

    That is: no role but those of administrators and bots may both see the channel and write in its threads, and nobody
    may by name.
    """
    channels = (guild.get_channel(channel_id) for channel_id in channel_ids) if guild else ()
    return frozenset(channel.id for channel in channels if channel and not _may_anybody_talk(channel))


def _may_anybody_talk(channel: discord.abc.GuildChannel) -> bool:
    roles = (role for role in channel.guild.roles if not (role.managed or role.permissions.administrator))
    by_name = (own for target, own in channel.overwrites.items() if not isinstance(target, discord.Role))
    allowed = (channel.permissions_for(role) for role in roles)
    return any(may.view_channel and may.send_messages_in_threads for may in allowed) or any(
        own.view_channel or own.send_messages_in_threads for own in by_name
    )


def can_be_published(channel: discord.TextChannel | discord.ForumChannel) -> bool:
    """Whether what the bot posts there can be published: in an announcement channel its own needs Send Messages only.

    Source: Message Resource, Crosspost Message.
    """
    return isinstance(channel, discord.TextChannel) and channel.is_news()


def place_in(
    channel: discord.TextChannel | discord.ForumChannel,
    *,
    role: discord.Role | None,
    tag: str | None,
    pin: bool,
    publish: bool,
) -> Place:
    """Where and how a study will post. Raises `StudyError` for what cannot be had there."""
    allowed = channel.permissions_for(channel.guild.me)
    forum = isinstance(channel, discord.ForumChannel)
    if pin and forum:
        raise StudyError("setup.no_pin_in_forum")
    if pin and not allowed.pin_messages:
        raise StudyError("setup.may_not_pin", channel=channel.id)
    if publish and not can_be_published(channel):
        raise StudyError("setup.not_announcements", channel=channel.id)
    return Place(
        channel_id=channel.id,
        forum=forum,
        tag_id=_tag(channel, tag),
        role_id=_pingable(role, may_ping_all=allowed.mention_everyone),
        pin=pin,
        publish=publish,
    )


def place_edited(
    old: Place,
    channel: discord.TextChannel | discord.ForumChannel,
    *,
    role: discord.Role | None,
    tag: str | None,
    pin: bool | None,
    publish: bool | None,
    without: Without | None,
) -> Place:
    """The place as a host wants it now; what is not named stays as it is, and is not asked of the channel again.

    In another channel posts are published as before only where they can be. Raises `StudyError` for what is named and
    cannot be had there.
    """
    moved = channel.id != old.channel_id
    kept_tag = None if moved or without is Without.TAG else _tag_name(channel, old.tag_id)
    asked_pin = (moved and old.pin) if pin is None else pin
    named = place_in(channel, role=role, tag=tag or kept_tag, pin=asked_pin, publish=bool(publish))
    role_id = named.role_id if role or without is Without.ROLE else old.role_id
    if publish is None:
        publish = old.publish and (not moved or can_be_published(channel))
    return replace(named, role_id=role_id, pin=old.pin if pin is None else pin, publish=publish)


def check_place(guild: discord.Guild | None, place: Place) -> None:
    """Raise the `StudyError` that says why nothing could be posted in this place now, if something is in the way."""
    channel = study_channel(guild, place.channel_id)
    _tag(channel, _tag_name(channel, place.tag_id))


class StudyChannel(OfStudyKinds):
    """An option for which the bot takes the channels that it can work in."""

    async def transform(
        self, interaction: discord.Interaction[Any], value: app_commands.AppCommandChannel, /
    ) -> discord.TextChannel | discord.ForumChannel:
        """The channel, or the refusal of `study_channel`."""
        return study_channel(interaction.guild, value.id)


def _tag_name(channel: discord.TextChannel | discord.ForumChannel, tag_id: int | None) -> str | None:
    """The name of the tag a study has, as its forum calls it now."""
    tags = channel.available_tags if isinstance(channel, discord.ForumChannel) else []
    return next((tag.name for tag in tags if tag.id == tag_id), None)


def _tag(channel: discord.TextChannel | discord.ForumChannel, wanted: str | None) -> int | None:
    """The id of the forum tag with this name; one must be named where the forum requires it."""
    tags = channel.available_tags if isinstance(channel, discord.ForumChannel) else []
    names = ", ".join(tag.name for tag in tags)
    if not wanted:
        if isinstance(channel, discord.ForumChannel) and channel.flags.require_tag:
            raise StudyError("setup.tag_needed", channel=channel.id, tags=names)
        return None
    tag_id = next((tag.id for tag in tags if tag.name.casefold() == wanted.strip().casefold()), None)
    if tag_id is None:
        raise StudyError("setup.no_such_tag" if names else "setup.no_tags", found=wanted[:40], tags=names)
    return tag_id


def _pingable(role: discord.Role | None, *, may_ping_all: bool) -> int | None:
    """The role's id, if the bot can ping it; otherwise the refusal says where to change that."""
    if role is None:
        return None
    if role.is_default():
        raise StudyError("setup.role_everyone")
    if not (role.mentionable or may_ping_all):
        raise StudyError("setup.role_not_mentionable", role=role.id)
    return role.id
