"""All that watches a running bot from outside its work: vital signs, `/health`, the watcher and the service manager."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.clock import SystemClock
from bot.outside.monitoring.health import as_json, is_healthy
from bot.outside.monitoring.service_manager import ALIVE, READY, STOPPING, ServiceManager
from bot.outside.monitoring.vital_signs import VitalSigns
from bot.outside.monitoring.watcher import Patience, Watcher
from bot.settings import Settings
from bot.store.database import Database
from command_line.daily_log import tell_of_days


@asynccontextmanager
async def monitored(
    stop: asyncio.Event, settings: Settings, database: Database, hung_after: float
) -> AsyncGenerator[VitalSigns]:
    """Watch the process until the block ends; the vital signs, which still have to be told of the bot."""
    manager = ServiceManager(settings.notify_socket)
    clock = SystemClock()
    signs = VitalSigns(clock.monotonic, database.ask)
    async with AsyncExitStack() as stack:
        if settings.health_port is not None:
            await _answer(stack, settings.health_port, signs)
        tasks = [
            asyncio.create_task(signs.beat(), name="vital signs"),
            asyncio.create_task(_tell_of_stop(stop, manager), name="tell of the stop"),
            asyncio.create_task(tell_of_days(database, clock), name="tell of days"),
        ]
        watcher = _watcher(signs, manager, hung_after, settings.watchdog_seconds)
        watcher.start()
        manager.tell(READY)  # not only once Discord is there: a start that waits for it is none that has failed
        try:
            yield signs
        finally:
            watcher.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _watcher(signs: VitalSigns, manager: ServiceManager, hung_after: float, watchdog_seconds: float | None) -> Watcher:
    parts = {
        "event loop": lambda: signs.beats,
        "tick": lambda: signs.ticks.awaited,
        "database": lambda: signs.reads.awaited,
    }

    def still_alive() -> None:
        if watchdog_seconds:
            manager.tell(ALIVE)

    return Watcher(Patience(parts, hung_after), still_alive)


async def _tell_of_stop(stop: asyncio.Event, manager: ServiceManager) -> None:
    await stop.wait()
    manager.tell(STOPPING)


async def _answer(stack: AsyncExitStack, port: int, signs: VitalSigns) -> None:
    """Have `/health` answered on this machine, and nowhere else."""
    from aiohttp import web  # a server costs a start 40 ms, and most bots have none

    from bot.outside.monitoring.endpoint import LOOPBACK, answering

    def health() -> web.Response:
        readings = signs.readings()
        return web.Response(
            text=json.dumps(as_json(readings)) + "\n",
            status=200 if is_healthy(readings) else 503,
            content_type="application/json",
        )

    await stack.enter_async_context(answering("HEALTH_PORT", LOOPBACK, port, "/health", health))
