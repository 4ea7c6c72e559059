"""The server: everything on one port of the loopback address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from local_discord.clock import Clock
from local_discord.faults import Faults
from local_discord.gateway.gateway import Gateway
from local_discord.member.world import World
from local_discord.origins import own_address_only
from local_discord.page.page import Page
from local_discord.page.schedule import Schedule
from local_discord.rest.limits import Limits
from local_discord.rest.pipeline import PREFIX, Exchange, Pipeline

# A grey pixel, for whoever asks for an avatar.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
MOST_BODY = 64 * 1024 * 1024


class LocalDiscord:
    """A Discord on loopback; use it with `async with`.

    `next_moment` gives the bot's next planned moment, for the page's button "to the next post".
    """

    def __init__(
        self,
        clock: Clock | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        next_moment: Callable[[], Awaitable[datetime | None]] | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self.world = World(self.clock)
        self.gateway = Gateway(self.world)
        self.faults = Faults(self.clock, self.gateway)
        self.rest = Pipeline(self.world, self.gateway, self.faults)
        self.page = Page(self.world, Schedule(next_moment))
        self._host, self._port = host, port
        self._runner: web.AppRunner | None = None

    @property
    def limits(self) -> Limits:
        """The rate limits: Discord's, until others are set."""
        return self.rest.limits

    @property
    def observers(self) -> list[Callable[[Exchange], None]]:
        """Functions that are told of every request and its answer."""
        return self.rest.observers

    @property
    def unknown_requests(self) -> list[str]:
        """The calls of routes that are not here, as "GET /path"; a test asserts that there are none."""
        return self.rest.unknown_requests

    @property
    def failures(self) -> list[Exception]:
        """Defects of the local Discord itself that a call brought to light; a test asserts that there are none."""
        return self.rest.failures

    @property
    def invalid_requests(self) -> int:
        """How many answers were 401, 403 or 429; Discord bans for 10,000 in ten minutes (Rate Limits)."""
        return self.rest.invalid_requests

    @property
    def origin(self) -> str:
        """The beginning of all addresses here but the gateway's."""
        return f"http://{self._host}:{self._port}"

    @property
    def rest_url(self) -> str:
        """The address for `discord.http.Route.BASE`."""
        return f"{self.origin}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """The address for `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY`."""
        return f"ws://{self._host}:{self._port}/gateway"

    @property
    def asset_url(self) -> str:
        """The address for `discord.asset.Asset.BASE`."""
        return f"{self.origin}/cdn"

    @property
    def page_url(self) -> str:
        """The address to open in a browser, with the key of this run."""
        return f"{self.origin}/?key={self.page.key}"

    async def delivered(self, within: float = 5) -> None:
        """Returns once every connected bot has taken in all events so far."""
        await self.gateway.delivered(within)

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=MOST_BODY, middlewares=[own_address_only(lambda: self.origin)])
        application.router.add_route("*", "/api/{rest:.*}", self.rest.answer)
        application.router.add_get("/gateway", self.gateway.connect)
        application.router.add_get("/gateway/", self.gateway.connect)
        application.router.add_get("/cdn/attachments/{place}/{attachment}/{name}", self._attachment)
        application.router.add_get("/cdn/{rest:.*}", self._picture)
        self.page.add_to(application)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, self._host, self._port)
        await site.start()
        self._runner = runner
        self._port = int(runner.addresses[0][1])
        self.gateway.url, self.world.files.address = self.gateway_url, self.asset_url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.clear()
        await self.gateway.close()
        await self.page.close()
        if self._runner:
            await self._runner.cleanup()

    async def _attachment(self, request: web.Request) -> web.Response:
        found = self.world.files.at(request.rel_url)
        if found is None:
            return web.Response(status=404, text="This content is no longer available.")
        safe = found.content_type.startswith("image/") and found.content_type != "image/svg+xml"
        headers = {"X-Content-Type-Options": "nosniff", "Content-Type": found.content_type}
        if not safe:
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=found.data, headers=headers)

    async def _picture(self, request: web.Request) -> web.Response:
        del request
        return web.Response(body=PIXEL, content_type="image/png")
