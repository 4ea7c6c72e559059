"""From a request to its answer: reading, limits, faults, the handler, headers, and whoever observes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime
from functools import partial
from urllib.parse import unquote

from aiohttp import web

from local_discord import refusals
from local_discord.faults import Effect, Fault, Faults
from local_discord.gateway.gateway import Gateway
from local_discord.refusals import ApiError
from local_discord.rest import channels, commands, guilds, interactions, messages, pins, reactions, threads, users
from local_discord.rest.limits import Limits, Verdict, refused
from local_discord.rest.request_body import Body, read
from local_discord.rest.routes import Answered, Call, Found, Table
from local_discord.wire import Json, encode, without_inner_nulls
from local_discord.world.applications import Application
from local_discord.world.world import World

log = logging.getLogger(__name__)
TABLE = Table(
    users.routes,
    commands.routes,
    channels.routes,
    messages.routes,
    pins.routes,
    reactions.routes,
    threads.routes,
    guilds.routes,
    interactions.routes,
)
VERSIONS = ("v10", "v9")  # answered alike: where they differ, nothing here is (Reference, API Versions)
PREFIX = "/api/v10"
INVALID = (401, 403, 429)
VIA = "1.1 google"
CLOUDFLARE = "<!DOCTYPE html><html><head><title>Access denied</title></head><body>error code: 1015</body></html>"
OPEN = ("/interactions", "/webhooks", "/gateway")  # no token is asked for


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer, as observers get them; `template` is None for a route that is not there.

    With a `fault` the caller may have seen something else, or nothing.
    """

    method: str
    path: str
    template: str | None
    request: Json
    multipart: bool
    files: int
    status: int
    response: Json
    headers: Mapping[str, str]
    fault: Fault | None = None


@dataclass(slots=True, eq=False)
class Pipeline:
    """Everything that a request passes through."""

    world: World
    gateway: Gateway
    faults: Faults
    limits: Limits = field(default_factory=Limits)
    observers: list[Callable[[Exchange], None]] = field(default_factory=list[Callable[[Exchange], None]])
    unknown_requests: list[str] = field(default_factory=list[str])
    failures: list[Exception] = field(default_factory=list[Exception])
    invalid_requests: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The answer to a request of the API, whose path any client may have percent-encoded in its own way."""
        version, *segments = [unquote(part) for part in request.rel_url.raw_path.split("/") if part][1:] or [""]
        if version not in VERSIONS:
            return self._respond(400, refusals.wrong_version().body, {})
        path = f"/{'/'.join(segments)}"
        found = TABLE.find(request.method, segments)
        route = f"{found.route.method} {found.route.template}" if found else f"{request.method} {path}"
        fault = self.faults.next(route)
        try:
            body = await read(request, route)
        except ApiError as error:
            return self._respond(error.status, error.body, {})
        if fault and fault.effect in Effect.before():
            return await self._before(request, path, fault, found, body)
        status, payload, headers = self._result(request, path, found, body, fault)
        if fault and fault.effect in Effect.after():
            return await self._after(request, fault)
        response = self._respond(status, payload, headers)
        return response if fault is None else await self._spoilt(request, fault, response)

    async def _spoilt(self, request: web.Request, fault: Fault, response: web.Response) -> web.StreamResponse:
        """The answer to a request that was handled, with what the fault makes of it or of the echo beside it."""
        match fault.effect:
            case Effect.DATE_MOVED:
                response.headers["Date"] = format_datetime(self.world.clock.now() + fault.date_ahead, usegmt=True)
            case Effect.DATELESS:
                response.headers["Date"] = ""  # aiohttp puts its own where there is none
            case Effect.LATE_ANSWER:
                await fault.released.wait()
            case Effect.CUT_SHORT:
                return await _cut_short(request, response)
            case Effect.ECHO_AFTER:
                await response.prepare(request)
                await response.write_eof()
                self.gateway.release()
            case Effect.ECHO_BEFORE:
                await self.gateway.delivered()
            case _:
                pass
        return response

    def _result(
        self, request: web.Request, path: str, found: Found | None, body: Body, fault: Fault | None
    ) -> tuple[int, Json, Mapping[str, str]]:
        """The status, body and headers of an answer, after whatever it changed."""
        application = self._caller(request)
        if found is None:
            self.unknown_requests.append(f"{request.method} {path}")
            payload: Json = {"message": "501: this route is not in the local Discord", "code": 0}
            self._observe(request, path, found, body, Answered(501, payload), {})
            return 501, payload, {}
        verdict = self._verdict(request, application, found, fault)
        if fault and fault.effect is Effect.ECHO_AFTER:
            self.gateway.held = []
        call = Call(
            self.world,
            request.method,
            path,
            found.route.template,
            found.parameters,
            dict(request.query),
            without_inner_nulls(body.json),
            body.files,
            application,
            self.gateway.url,
        )
        answered = Answered(429, verdict.refusal) if verdict.refusal else self._handled(call, found)
        if fault and fault.effect is Effect.EMPTY:
            answered = Answered(200, [])
        headers = {**verdict.headers, **answered.headers}
        self._observe(request, path, found, body, answered, headers, fault)
        return answered.status, answered.body, headers

    def _verdict(
        self, request: web.Request, application: Application | None, found: Found, fault: Fault | None
    ) -> Verdict:
        route = f"{found.route.method} {found.route.template}"
        if fault and fault.effect is Effect.RATE_LIMITED:
            return refused(fault.scope, fault.seconds, {})
        who = str(application.id) if application else str(request.remote)
        return self.limits.count(who, route, found.parameters, self.world.clock.now().timestamp())

    def _caller(self, request: web.Request) -> Application | None:
        token = request.headers.get("Authorization", "")
        return self.world.application_with(token.removeprefix("Bot ")) if token.startswith("Bot ") else None

    def _handled(self, call: Call, found: Found) -> Answered:
        if call.application is None and not found.route.template.startswith(OPEN):
            return Answered(401, refusals.unauthorized().body)
        try:
            result = found.route.handle(call)
        except ApiError as error:
            return Answered(error.status, error.body, error.headers)
        except Exception as error:  # a defect here is noted for the test that caused it
            log.exception("The local Discord failed at %s %s", call.method, call.template)
            self.failures.append(error)
            return Answered(500, {"message": "500: Internal Server Error", "code": 0})
        return result if isinstance(result, Answered) else Answered(200, result)

    async def _before(
        self, request: web.Request, path: str, fault: Fault, found: Found | None, body: Body
    ) -> web.StreamResponse:
        """What happens instead of handling a request, or long before it is handled."""
        if fault.effect is Effect.STATUS_BEFORE:
            self._observe(request, path, found, body, Answered(fault.status, fault.body), {}, fault)
            return self._respond(fault.status, fault.body, {})
        if fault.effect is Effect.BANNED:
            self._observe(request, path, found, body, Answered(fault.status, None), {}, fault)
            date = {"Date": format_datetime(self.world.clock.now(), usegmt=True)}
            return web.Response(status=fault.status, text=CLOUDFLARE, content_type="text/html", headers=date)
        if fault.effect is Effect.HANG_BEFORE:
            await fault.released.wait()
        if fault.effect is Effect.LATE_COMMIT:
            fault.waiting.append(partial(self._result, request, path, found, body, None))
        return _dropped(request)

    async def _after(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        """What the caller sees of a request that was handled."""
        if fault.effect is Effect.STATUS_AFTER:
            return self._respond(fault.status, fault.body, {})
        if fault.effect is Effect.HANG_AFTER:
            await fault.released.wait()
        return _dropped(request)

    def _observe(
        self,
        request: web.Request,
        path: str,
        found: Found | None,
        body: Body,
        answered: Answered,
        headers: Mapping[str, str],
        fault: Fault | None = None,
    ) -> None:
        self.invalid_requests += answered.status in INVALID
        template = found.route.template if found else None
        seen = Exchange(
            request.method,
            path,
            template,
            body.json,
            body.multipart,
            len(body.files),
            answered.status,
            answered.body,
            headers,
            fault,
        )
        for observer in self.observers:
            observer(seen)

    def _respond(self, status: int, payload: Json, headers: Mapping[str, str]) -> web.Response:
        """An answer with Discord's headers; JSON as exactly `application/json`, or clients take it for text."""
        told = {**headers, "Via": VIA, "Date": format_datetime(self.world.clock.now(), usegmt=True)}
        if payload is None:
            return web.Response(status=status, headers=told)
        told["Content-Type"] = "application/json"
        return web.Response(status=status, body=encode(payload).encode(), headers=told)


def _dropped(request: web.Request) -> web.Response:
    if transport := request.transport:
        transport.abort()
    return web.Response(status=500)


async def _cut_short(request: web.Request, response: web.Response) -> web.StreamResponse:
    """Sends the headers and half of the body, then breaks the connection."""
    body = bytes(response.body) if isinstance(response.body, bytes) else b""
    half = web.StreamResponse(status=response.status, headers=response.headers)
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    _dropped(request)
    return half


ROUTES: Sequence[str] = sorted(TABLE.templates())
