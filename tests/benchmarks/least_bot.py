"""A bare discord.py bot of the same class as ours, which sees and keeps as little; it loads nothing of ours."""

import os
from collections.abc import Mapping
from typing import Any

import discord
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

LEAST: Mapping[str, Any] = {
    "help_command": None,
    "intents": discord.Intents(guilds=True, guild_messages=True),
    "allowed_mentions": discord.AllowedMentions.none(),
    "max_messages": None,
    "member_cache_flags": discord.MemberCacheFlags.none(),
    "chunk_guilds_at_startup": False,
}
"""As in `bot/client.py`."""


if __name__ == "__main__":
    Route.BASE = os.environ["DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = URL(os.environ["DISCORD_GATEWAY_URL"])
    bot = commands.AutoShardedBot(command_prefix=commands.when_mentioned, guild_ready_timeout=0, **LEAST)
    bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
