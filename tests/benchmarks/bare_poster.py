"""A bare discord.py bot that posts: the same message into each channel that it is told of, and a thread from each.

A line of its input holds the channels' ids, the components, and how many posts begin in a second. It says when all are
there. Its loop is watched as ours is, since that takes time of its own.
"""

import asyncio
import json
import os
import sys

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.benchmarks.bare_bot import BareBot
from tests.benchmarks.components import Components, layout
from tests.faults.soak.bot import Watch

POSTED = b"Posted"
ARCHIVE_AFTER = 10080
"""Minutes, as for our own threads."""


class BarePoster(BareBot):
    """Posts when it is told to."""

    async def post(self, channel_ids: list[int], components: Components, a_second: float) -> None:
        """Begin one post after the other, evenly, whether the one before is done or not."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        async with asyncio.TaskGroup() as posts:
            for number, channel_id in enumerate(channel_ids):
                await asyncio.sleep(begun + number / a_second - loop.time())
                posts.create_task(self._post(channel_id, components))
        print(POSTED.decode(), flush=True)  # noqa: T201 # the benchmark waits for this line

    async def _post(self, channel_id: int, components: Components) -> None:
        channel = self.get_channel(channel_id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send(view=layout(components))
        await message.create_thread(name="Day 1 · Which passage it is", auto_archive_duration=ARCHIVE_AFTER)


async def _main() -> None:
    async with BarePoster(intents=discord.Intents(guilds=True, guild_messages=True), guild_ready_timeout=0) as bot:
        tasks = set[asyncio.Task[None]]()

        def obey() -> None:
            tasks.add(asyncio.create_task(bot.post(**json.loads(sys.stdin.readline()))))

        asyncio.get_running_loop().add_reader(sys.stdin, obey)
        tasks.add(asyncio.create_task(Watch().tick()))
        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    Route.BASE = os.environ["DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = URL(os.environ["DISCORD_GATEWAY_URL"])
    asyncio.run(_main())
