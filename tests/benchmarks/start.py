"""How long the bot takes from process start to on_ready, compared with a bare discord.py bot.

Both start against the same local Discord with `guild_ready_timeout=0`; ours finds its database and its commands as its
last run left them, as every restart does. The two take turns; the ratio is of the least times, since whatever else the
machine does only adds to them.
"""

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import BARE, OURS, live, world

ROUNDS = 9


async def measure() -> list[Figure]:
    """The ratio and both times."""
    async with world() as env:
        for program in (BARE, OURS):
            await live(program, env)  # compiles the modules, makes the database, registers the commands
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append((await live(BARE, env)).seconds)
            ours.append((await live(OURS, env)).seconds)
    return [
        Figure("start, ratio to a bare bot", min(ours) / min(bare), 2.5),
        Figure("start, seconds", min(ours)),
        Figure("start of a bare bot, seconds", min(bare)),
    ]
