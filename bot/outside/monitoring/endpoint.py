"""Addresses on which this process answers about itself."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.core.errors import StudyError

LOOPBACK = "127.0.0.1"


@asynccontextmanager
async def answering(
    setting: str, host: str, port: int, path: str, answer: Callable[[], web.Response]
) -> AsyncGenerator[None]:
    """Answer on one path until the block ends. Raises `StudyError` when the port that the setting names is not free."""

    async def answered(request: web.Request) -> web.Response:
        del request
        return answer()

    application = web.Application()
    application.router.add_get(path, answered)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as taken:
            raise StudyError("health.port", name=setting, host=host, port=port, problem=taken.strerror or "") from taken
        yield
    finally:
        await runner.cleanup()
