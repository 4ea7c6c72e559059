"""Who is answered: whoever calls the server by its own name, and is no page of another site.

A page elsewhere can make its reader's browser send requests here, by our address (the browser then tells the page's
site in `Origin`) or by a name of its own that leads here (DNS rebinding; the browser then tells that name in `Host`).
"""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

REFUSAL = "The local Discord answers to its own address only, and to no page of another site."
SCHEME = "http://"


def own_address_only(origin: Callable[[], str]) -> Middleware:
    """A middleware for all routes: a request that is not meant for `origin()` is a 403 before anything looks at it."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        host, _, port = origin().removeprefix(SCHEME).rpartition(":")
        origins = (f"{SCHEME}{host}:{port}", f"{SCHEME}localhost:{port}")
        called = f"{SCHEME}{request.host}"
        if called not in origins or request.headers.get("Origin", called) not in origins:
            return web.Response(status=403, text=REFUSAL)
        return await handler(request)

    return check
