"""How long the bot takes from process start to on_ready, compared with a bare discord.py bot.

Both start against the same local Discord with `guild_ready_timeout=0`; ours finds its database and its commands as its
last run left them, as every restart does. The two take turns, since a machine may be half as fast again in one second
as in the next: each start of ours is compared with the one of theirs before it, and the ratio is the median of these.
"""

from statistics import median

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import BARE, OURS, live, world

ROUNDS = 25


async def measure() -> list[Figure]:
    """The ratio and both times."""
    async with world() as env:
        for program in (BARE, OURS):
            await live(program, env)  # compiles the modules, makes the database, registers the commands
        pairs = [((await live(BARE, env)).seconds, (await live(OURS, env)).seconds) for _ in range(ROUNDS)]
    return [
        Figure("start, ratio to a bare bot", median(ours / bare for bare, ours in pairs), 2.5),
        Figure("start, seconds", median(ours for _, ours in pairs)),
        Figure("start of a bare bot, seconds", median(bare for bare, _ in pairs)),
    ]
