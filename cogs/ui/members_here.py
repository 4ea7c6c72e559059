"""The members who are still in a server.

To hear of people who leave takes a privileged intent; to ask for some by their ids takes none (Request Guild Members in
the Gateway Events reference).
"""

import asyncio
from collections.abc import Collection, Mapping

import discord

from bot.outside.network_errors import BROKEN

AT_ONCE = 100
"""People whom Discord looks up at once."""
MOST = 500
"""People whom it is asked for; the others count as if they had left."""
WITHIN = 5.0
"""Seconds that Discord has to say who is still there."""


async def names_here(guild: discord.Guild | None, user_ids: Collection[int]) -> Mapping[int, str] | None:
    """What those of these people are called who are still in the server; None when Discord does not say."""
    here = await members_here(guild, user_ids)
    return None if here is None else {user_id: member.display_name for user_id, member in here.items()}


async def members_here(guild: discord.Guild | None, user_ids: Collection[int]) -> Mapping[int, discord.Member] | None:
    """Those of these people who are still in the server; None when Discord does not say."""
    if guild is None or not user_ids:
        return {}
    found: dict[int, discord.Member] = {}
    try:
        async with asyncio.timeout(WITHIN):
            asked = sorted(user_ids)[:MOST]
            for some in (asked[at : at + AT_ONCE] for at in range(0, len(asked), AT_ONCE)):
                members = await guild.query_members(user_ids=some, limit=len(some), cache=False)
                found |= {member.id: member for member in members}
    except (discord.ConnectionClosed, *BROKEN):
        return None
    return found
