"""`python -m tests.faults.refusals`: every server takes the bot's permissions away, and the bot counts what that costs.

Discord bans an address for 10,000 invalid requests in ten minutes. With `--untold` the gateway has told of nothing, and
each request is refused all the same. Exit code 1 when more was refused in the ten minutes after the posts came due than
is promised.
"""

import argparse
import asyncio
import json
import logging
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import cast

from bot import events
from bot.client import StudyBot, in_hand
from bot.connection.refusal_budget import UNASKED, WINDOW
from bot.core.models import Place, Reason
from bot.core.studies.schedule import WEEKS
from bot.services.deliveries import host_notices
from bot.services.studies import study_changes
from bot.services.studies.study_changes import NewStudy
from bot.settings import PROJECT, Settings
from cogs.deliveries.clockwork import TICK, Clockwork
from command_line.running import study_bot
from command_line.tryout import WorldClock
from local_discord import Application, Channel, Clock, Fault, LocalDiscord, Permission
from local_discord.faults import HISTORY, SEND
from local_discord.rest.pipeline import INVALID
from tests.asking import asks

TOKEN = "token"
START = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
MOST = 100
"""Refusals in ten minutes when the gateway has told of it."""
MOST_UNTOLD = UNASKED + 100
"""And when it has not: the budget, and the requests that were under way when it was used up."""


async def refused(guilds: int, *, untold: bool) -> tuple[Counter[str], int]:
    """How many requests were refused in ten minutes of the world's time, by route; and how many studies stopped."""
    with TemporaryDirectory() as folder:
        async with LocalDiscord(Clock(START)) as server:
            application = server.world.add_application("Daily Passage", token=TOKEN)
            places = [_place(server, application) for _ in range(guilds)]
            settings = Settings(
                token=TOKEN,
                database_url=f"sqlite+aiosqlite:///{folder}/study.sqlite3",
                essays=PROJECT / "data" / "essays",
                ready_timeout=0,
                api_url=server.rest_url,
                gateway_url=server.gateway_url,
            )
            async with study_bot(settings, WorldClock(server.clock)) as bot:
                running = asyncio.create_task(bot.start(TOKEN))
                await application.online(within=600)
                await _begin_studies(bot, places)
                found = await _ten_minutes(server, bot, places, untold=untold)
                stopped = await _stopped(bot, places)
                await bot.close()
                await running
            return found, stopped


def _place(server: LocalDiscord, application: Application) -> Channel:
    guild = server.world.add_guild("Readers")
    guild.add_application(application)
    return guild.add_text_channel("passages")


async def _begin_studies(bot: StudyBot, places: list[Channel]) -> None:
    """A study in each server, whose hosts want to be told of trouble in the same channel."""
    for place in places:
        plan = NewStudy(
            guild_id=place.guild.id,
            place=Place(channel_id=place.id, forum=False),
            time="07:00",
            zone="UTC",
            weekdays=WEEKS["every_day"],
            essay_id=None,
        )
        await study_changes.set_up(bot.database, plan, bot.safe_now())
        await host_notices.choose_channel(bot.database, place.guild.id, place.id)


async def _stopped(bot: StudyBot, places: list[Channel]) -> int:
    """How many studies have stopped, for the reason that is true."""
    found = [await study_changes.the_one(bot.database, asks(place.guild.id, channel_id=place.id)) for place in places]
    return sum(study.paused_because == Reason.FORBIDDEN for study in found)


async def _ten_minutes(server: LocalDiscord, bot: StudyBot, places: list[Channel], *, untold: bool) -> Counter[str]:
    if untold:
        for route in (SEND, HISTORY):
            server.faults.add(Fault.fails_before(403, route, code=50013).when(times=None))
    else:
        for place in places:
            for role in place.guild.roles.values():
                place.set_overwrite(role, deny=Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
        await server.delivered(within=600)
    found: Counter[str] = Counter()
    server.observers.append(
        lambda seen: found.update([f"{seen.method} {seen.template}"] if seen.status in INVALID else [])
    )
    server.clock.move_to(START.replace(hour=7))
    daily = cast("Clockwork", bot.get_cog("Clockwork"))
    ends = server.clock.now() + WINDOW
    while server.clock.now() < ends:
        async with daily.ticking:  # as many claims as there are servers take their time
            pass
        ticks = bot.wait_for(events.TICKED.removeprefix("on_"), timeout=600)
        server.clock.move(timedelta(seconds=TICK))
        await ticks
        async with daily.ticking:
            pass
        await asyncio.sleep(0)  # now it sleeps again
        while tasks := in_hand() | set(daily.deliveries.tasks.values()):
            _, waiting = await asyncio.wait(tasks, timeout=10)
            if waiting == tasks:
                break  # they wait for the clock
    return found


def main() -> int:
    """Play it, and say what was refused."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.refusals", description=__doc__)
    parser.add_argument("--guilds", type=int, default=1_000)
    parser.add_argument("--untold", action="store_true")
    options = parser.parse_args()
    begun = time.monotonic()
    logging.basicConfig(level=logging.ERROR)
    found, stopped = asyncio.run(refused(options.guilds, untold=options.untold))
    most = MOST_UNTOLD if options.untold else MOST
    figures = {"guilds": options.guilds, "stopped": stopped, "refused": found.total(), "most": most, **found}
    print(json.dumps({**figures, "seconds": round(time.monotonic() - begun, 1)}))  # noqa: T201 # its output
    all_told = options.untold or stopped == options.guilds
    return int(found.total() > most or not all_told)


if __name__ == "__main__":
    sys.exit(main())
