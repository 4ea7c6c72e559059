"""`make clients`: bots written with six other libraries play 24 steps against the local Discord.

`python -m tests.clients NAME ...` plays some of them. The table says what each did; exit code 1 when a step failed.
"""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from local_discord import LocalDiscord, Permission
from local_discord.permissions import BOT
from tests.clients.steps import STEPS, Room, take

BOTS = Path(__file__).with_name("bots")
BUILD = Path(__file__).parents[2] / "build" / "clients"
LOGIN = next(iter(STEPS))
PATIENCE = 10.0
"""Seconds for a client to end when it is told to."""


@dataclass(frozen=True, slots=True)
class Client:
    """A library's bot, how it is run, and the steps that the library has nothing for."""

    script: str
    program: str = "bin/python"
    lacks: frozenset[str] = field(default_factory=frozenset[str])


CLIENTS: Mapping[str, Client] = {
    "discord.js": Client("discord_js.cjs", "node"),
    "disnake": Client("disnake_bot.py", lacks=frozenset({"nonce"})),
    "nextcord": Client("nextcord_bot.py", lacks=frozenset({"nonce", "Components V2"})),
    "py-cord": Client("pycord_bot.py"),
    "interactions.py": Client("interactions_bot.py"),
    "hikari": Client("hikari_bot.py"),
}


@asynccontextmanager
async def _room() -> AsyncGenerator[Room]:
    async with LocalDiscord() as server:
        app = server.world.add_application("Foreign", message_content=True)
        guild = server.world.add_guild("Readers")
        guild.add_application(app, BOT | Permission.PIN_MESSAGES)
        hosts = guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)
        lobby, host, reader = (
            guild.add_text_channel("lobby"),
            guild.add_member("Host", [hosts]),
            guild.add_member("Reader"),
        )
        yield Room(server, app, guild, lobby, hosts, host, reader)


async def play(name: str) -> dict[str, str]:
    """What went wrong in each step of a client, empty where nothing did; its own words are in build/clients."""
    client, results = CLIENTS[name], dict[str, str]()
    home = BUILD / name
    program = client.program if client.program == "node" else str(home / client.program)
    async with _room() as room:
        env = {
            **os.environ,
            "API": room.server.rest_url,
            "TOKEN": room.app.token,
            "NODE_PATH": str(home / "node_modules"),
        }
        with (home / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                program, BOTS / client.script, env=env, stdout=log, stderr=log
            )
            try:
                for step, work in STEPS.items():
                    if step not in client.lacks:
                        results[step] = "it never came online" if results.get(LOGIN) else await take(work, room)
            finally:
                await _end(process)
        results |= {f"unknown route {each}": "501" for each in room.server.unknown_requests}
        results |= {f"defect: {each!r}": "500" for each in room.server.failures}
    return results


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()


def table(played: Mapping[str, Mapping[str, str]]) -> str:
    """A line a step and a column a client: ✓, ✗, or – where the library has nothing for it."""
    steps = dict.fromkeys([*STEPS, *(step for results in played.values() for step in results)])
    wide = max(map(len, steps))
    lines = [" " * wide + "  " + "  ".join(played)]
    for step in steps:
        marks = ["–" if step not in results else "✗" if results[step] else "✓" for results in played.values()]
        lines.append(
            "  ".join([step.ljust(wide), *(mark.center(len(name)) for name, mark in zip(played, marks, strict=True))])
        )
    return "\n".join(line.rstrip() for line in lines)


async def main(names: Sequence[str]) -> int:
    """Plays the clients one after the other, and prints the table; 1 when a step failed."""
    played = {name: await play(name) for name in names or CLIENTS}
    wrong = [f"{name}, {step}: {what}" for name, results in played.items() for step, what in results.items() if what]
    print(table(played), *wrong, sep="\n")  # noqa: T201 - the command line speaks by printing
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
