"""The least a discord.py bot can be: it connects, is ready, and stays. What ours is compared with.

With `listening` it has a listener for messages, which is empty.
"""

import os
import sys

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL


class BareBot(discord.AutoShardedClient):
    """Says when it is ready, and nothing else."""

    async def on_ready(self) -> None:
        """Say so."""
        print("Ready", flush=True)  # noqa: T201 # the benchmark waits for this line


class ListeningBot(BareBot):
    """Is told of messages as well."""

    async def on_message(self, message: discord.Message) -> None:
        """Do nothing."""


if __name__ == "__main__":
    Route.BASE = os.environ["DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = URL(os.environ["DISCORD_GATEWAY_URL"])
    made = ListeningBot if "listening" in sys.argv else BareBot
    bot = made(intents=discord.Intents(guilds=True, guild_messages=True), guild_ready_timeout=0)
    bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
