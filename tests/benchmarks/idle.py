"""How much memory the bot holds when it has nothing to do, compared with a bare discord.py bot in the same guilds."""

from statistics import median

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import BARE, OURS, live, world

ROUNDS = 3
SETTLE = 2.0
"""Seconds after on_ready at which memory is read: the first tick is over."""


async def measure() -> list[Figure]:
    """The ratio and both sizes."""
    async with world() as env:
        await live(OURS, env)  # makes the database: a migration is no idleness
        bare = [(await live(BARE, env, settle=SETTLE)).megabytes for _ in range(ROUNDS)]
        ours = [(await live(OURS, env, settle=SETTLE)).megabytes for _ in range(ROUNDS)]
    return [
        Figure("resident memory, ratio to a bare bot", median(ours) / median(bare), 2.0),
        Figure("resident memory, MB", median(ours)),
        Figure("resident memory of a bare bot, MB", median(bare)),
    ]
