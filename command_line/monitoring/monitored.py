"""All that watches a running bot from outside its work: vital signs, `/health`, the watcher and the service manager."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from bot.client import StudyBot
from bot.clock import SystemClock
from bot.core.errors import StudyError
from bot.outside.monitoring.health import as_json, is_healthy
from bot.outside.monitoring.service_manager import ALIVE, READY, STOPPING, ServiceManager
from bot.outside.monitoring.vital_signs import VitalSigns
from bot.outside.monitoring.watcher import Patience, Watcher
from bot.settings import Settings
from bot.store.database import Database
from command_line.monitoring.daily_log import tell_of_days


@asynccontextmanager
async def monitored(
    stop: asyncio.Event, settings: Settings, database: Database, hung_after: float
) -> AsyncGenerator[Callable[[StudyBot], None]]:
    """Watch the process until the block ends; what has to be told of each bot that begins its work."""
    manager = ServiceManager(settings.notify_socket)
    clock = SystemClock()
    signs = VitalSigns(clock.monotonic, database.ask)
    count: Callable[[StudyBot], None] | None = None

    def follow(bot: StudyBot) -> None:
        signs.follow(bot.ticks, lambda: bot.shards)
        if count is not None:
            count(bot)

    async with AsyncExitStack() as stack:
        if settings.health_port is not None:
            await _answer(stack, settings.health_port, signs)
        if settings.metrics_port is not None:
            count = await _measure(stack, settings.metrics_host, settings.metrics_port, signs)
        tasks = [
            asyncio.create_task(signs.beat(), name="vital signs"),
            asyncio.create_task(_tell_of_stop(stop, manager), name="tell of the stop"),
            asyncio.create_task(tell_of_days(database, clock), name="tell of days"),
        ]
        watcher = _watcher(signs, manager, hung_after, settings.watchdog_seconds)
        watcher.start()
        manager.tell(READY)  # not only once Discord is there: a start that waits for it is none that has failed
        try:
            yield follow
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


async def _measure(stack: AsyncExitStack, host: str, port: int, signs: VitalSigns) -> Callable[[StudyBot], None]:
    """Have `/metrics` answered; what counts a bot. Raises `StudyError` where the library for it is not installed."""
    from aiohttp import web  # as above

    try:
        from prometheus_client import CONTENT_TYPE_LATEST
    except ImportError as missing:
        raise StudyError("metrics.not_installed") from missing
    from bot.outside.monitoring.endpoint import answering
    from bot.outside.monitoring.metrics import Metrics
    from command_line.monitoring.counting import count

    metrics = Metrics()

    def read() -> web.Response:
        return web.Response(body=metrics.read(signs.readings()), headers={"Content-Type": CONTENT_TYPE_LATEST})

    await stack.enter_async_context(answering("METRICS_PORT", host, port, "/metrics", read))
    return lambda bot: count(bot, metrics)
