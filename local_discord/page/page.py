"""The page's HTTP side: its files, and the key without which there is no page."""

from __future__ import annotations

import secrets
from pathlib import Path

from aiohttp import web

from local_discord.member.world import World
from local_discord.page.schedule import Schedule
from local_discord.page.socket import Socket

STATIC = Path(__file__).with_name("static")
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


KEYLESS = "The key of this run is missing in the address, or it is another run's. Open the address that was printed."


class Page:
    """Serves the page and its sockets to whoever brings `key`, which is another one in each run."""

    def __init__(self, world: World, schedule: Schedule) -> None:
        self.world = world
        self.schedule = schedule
        self.key = secrets.token_urlsafe(18)
        self._sockets: list[Socket] = []

    def add_to(self, application: web.Application) -> None:
        """Adds the page's routes."""
        application.router.add_get("/", self._index)
        application.router.add_get("/static/{file}", self._file)
        application.router.add_get("/page/socket", self._socket)

    async def close(self) -> None:
        """Ends the open sockets."""
        for socket in tuple(self._sockets):
            await socket.close()

    def _refused(self, request: web.Request) -> web.Response | None:
        """A 403 for whoever does not bring the key; the files beside the page, which tell nothing, need none."""
        if secrets.compare_digest(request.query.get("key", "").encode(), self.key.encode()):
            return None
        return web.Response(status=403, text=KEYLESS, headers=HEADERS)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return self._refused(request) or self._served("index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return self._served(request.match_info["file"])

    def _served(self, name: str) -> web.Response:
        known = {path.name: path for path in STATIC.iterdir() if path.suffix in TYPES}
        if name not in known:
            return web.Response(status=404, headers=HEADERS)
        path = known[name]
        content_type = TYPES[path.suffix]
        charset = "utf-8" if content_type.startswith("text/") else None
        return web.Response(body=path.read_bytes(), content_type=content_type, charset=charset, headers=HEADERS)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if refused := self._refused(request):
            return refused
        socket = Socket(self.world, self.schedule)
        self._sockets.append(socket)
        try:
            return await socket.run(request)
        finally:
            self._sockets.remove(socket)
