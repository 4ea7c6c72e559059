"""What moderation keeps from being written: slow mode, and words that AutoMod blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from local_discord.permissions import Permission
from local_discord.world.access import guild_of, permissions_in
from local_discord.world.conversations import DirectChannel, Place
from local_discord.world.people import User

NOT_SLOWED = int(Permission.BYPASS_SLOWMODE | Permission.MANAGE_MESSAGES | Permission.MANAGE_CHANNELS)
NOT_FILTERED = int(Permission.MANAGE_GUILD | Permission.ADMINISTRATOR)


def slowed_until(user: User, place: Place) -> datetime | None:
    """Until when somebody has to wait in a place before they write again; None when they need not.

    Bots need not, nor who has one of three permissions (Channel Resource, `rate_limit_per_user`).
    """
    if isinstance(place, DirectChannel) or user.bot or not place.slowmode or permissions_in(user, place) & NOT_SLOWED:
        return None
    last = next((each for each in reversed(place.messages) if each.author is user), None)
    if last is None:
        return None
    until = last.created_at + timedelta(seconds=place.slowmode)
    return until if until > place.guild.world.clock.now() else None


def is_blocked(user: User, place: Place, texts: Iterable[str]) -> bool:
    """Whether AutoMod blocks these texts: a rule of the guild's with the trigger *keyword* (Auto Moderation).

    Who manages the guild is exempt; a bot is not.
    """
    guild = guild_of(place)
    if guild is None or not guild.blocked_words or user.id not in guild.members:
        return False
    if guild.members[user.id].permissions & NOT_FILTERED:
        return False
    words = "|".join(map(re.escape, guild.blocked_words))
    return any(re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE) for text in texts)
