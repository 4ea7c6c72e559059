"""`python -m tests.real`: tries on the real Discord what the bot relies on, and writes a report of it.

It needs a bot's token and a server of your own in which that bot may make channels. It makes one channel, and takes it
away with all that it has made.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.clock import Clock, SystemClock
from tests.real import gateway, layouts, messages, nonces, refusals
from tests.real.api import ADDRESS, Api, TooManyRefusedError
from tests.real.place import NoPlaceError, Place, place
from tests.real.report import Report

CANNOT_START = 78
NEEDED = "REAL_DISCORD_TOKEN", "REAL_DISCORD_GUILD"
PRESS_WITHIN = 300.0


def main(arguments: Sequence[str], env: Mapping[str, str], clock: Clock) -> int:
    """Try what is asked for and write the report; 1 when something differs, 78 when it cannot be tried."""
    asked = _parser().parse_args(arguments)
    if missing := [name for name in NEEDED if not env.get(name)]:
        return _refused(
            f"{' and '.join(missing)} has to be in the environment (a bot's token, the id of a test server)"
        )
    _lead(env)
    print(f"This takes {_minutes(asked):.0f} minutes, most of which are waiting.", file=sys.stderr)  # noqa: T201 # its output
    try:
        report = asyncio.run(tried(asked, env, clock))
    except NoPlaceError as refused:
        return _refused(str(refused))
    except discord.LoginFailure:
        return _refused("Discord does not accept the token in REAL_DISCORD_TOKEN")
    except TooManyRefusedError:
        return _refused("Discord has refused too much for going on; the channel may have to be deleted by hand")
    folder = Path(asked.output)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(report.as_json(), "utf-8")
    (folder / "report.md").write_text(report.as_markdown(), "utf-8")
    print(report.as_markdown())  # noqa: T201 # its output
    return 1 if report.differences else 0


async def tried(asked: argparse.Namespace, env: Mapping[str, str], clock: Clock) -> Report:
    """The report of everything that is asked for."""
    token, guild_id = (env[name] for name in NEEDED)
    about = {
        "date": f"{clock.now():%Y-%m-%d}",
        "discord.py": discord.__version__,
        "aiohttp": aiohttp.__version__,
        "Discord": env.get("REAL_DISCORD_API") or ADDRESS,
    }
    async with aiohttp.ClientSession() as session, gateway.connected(token) as client:
        api = Api(session, token, clock, env.get("REAL_DISCORD_API") or ADDRESS)
        async with place(api, clock, guild_id) as channel:
            await gateway.echo(channel, client)
            await gateway.members(channel, client)
            if asked.press:
                await gateway.expired_token(channel, client, api, PRESS_WITHIN)
            await _checks(channel, asked, env, str(client.application_id))
            for kind, limit in api.windows.items():
                channel.note(f"the rate limit of {kind}, by its headers", "", limit)
    return Report(about, channel.findings)


async def _checks(channel: Place, asked: argparse.Namespace, env: Mapping[str, str], application_id: str) -> None:
    await messages.posting(channel)
    await messages.threads(channel)
    await messages.edits(channel)
    await layouts.limits(channel)
    await refusals.of_tokens(channel, application_id)
    await refusals.of_places(channel)
    await refusals.of_direct_messages(channel, env.get("REAL_DISCORD_USER", ""))
    await nonces.deleted(channel)
    await nonces.window(channel, asked.nonce_minutes)
    if asked.old_edits:
        await messages.old_edits(channel)


def _lead(env: Mapping[str, str]) -> None:
    """Lead discord.py to another Discord than the real one, where the environment names one."""
    if address := env.get("REAL_DISCORD_API"):
        Route.BASE = address
    if address := env.get("REAL_DISCORD_GATEWAY"):
        DiscordWebSocket.DEFAULT_GATEWAY = URL(address)


def _minutes(asked: argparse.Namespace) -> float:
    return 1 + asked.nonce_minutes + 62 * asked.old_edits + 20 * asked.press


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.real", description=__doc__)
    parser.add_argument("--nonce-minutes", type=float, default=10, help="how long nonces are repeated")
    parser.add_argument("--old-edits", action="store_true", help="wait an hour, then edit a message of then (30046)")
    parser.add_argument("--press", action="store_true", help="wait for somebody to press a button, then 15 minutes")
    parser.add_argument("--output", default="build/real", help="the folder for report.json and report.md")
    return parser


def _refused(why: str) -> int:
    print(f"python -m tests.real: {why}", file=sys.stderr)  # noqa: T201 # its output
    return CANNOT_START


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, SystemClock()))
