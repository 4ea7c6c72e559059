"""Finds the handler of a request; a literal segment wins over a template (`@original` over `{message_id}`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from local_discord import refusals
from local_discord.wire import Json, JsonObject, obj, snowflake
from local_discord.world.applications import Application
from local_discord.world.content.files import Upload
from local_discord.world.people import User
from local_discord.world.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """A request, read: its path's parameters, its query, its body and files, and who makes it."""

    world: World
    method: str
    path: str
    template: str
    parameters: Mapping[str, str]
    query: Mapping[str, str]
    body: Json = None
    files: Sequence[Upload] = ()
    application: Application | None = None
    gateway_url: str = ""

    @property
    def fields(self) -> JsonObject:
        """The body when it is an object, else an empty one."""
        return obj(self.body)

    @property
    def bot(self) -> Application:
        """The application that calls; ApiError 401 without a valid token."""
        if self.application is None:
            raise refusals.unauthorized()
        return self.application

    @property
    def user(self) -> User:
        """The bot's own account."""
        return self.bot.user

    def id(self, name: str) -> int:
        """An id in the path; ApiError 50035 when it is none."""
        found = snowflake(self.parameters[name])
        if found is None:
            message = f'Value "{self.parameters[name]}" is not snowflake.'
            errors: JsonObject = {name: {"_errors": [{"code": "NUMBER_TYPE_COERCE", "message": message}]}}
            raise refusals.ApiError(400, 50035, "Invalid Form Body", errors)
        return found

    def asks(self, name: str) -> bool:
        """Whether the query says true there."""
        return self.query.get(name) in ("1", "true", "True")

    def limit(self, default: int, most: int) -> int:
        """The `limit` of the query, between 1 and `most`."""
        given = self.query.get("limit", "")
        value = int(given) if given.isdigit() else default
        if not 1 <= value <= most:
            message = f"int value should be between 1 and {most}."
            errors: JsonObject = {"limit": {"_errors": [{"code": "NUMBER_TYPE_RANGE", "message": message}]}}
            raise refusals.ApiError(400, 50035, "Invalid Form Body", errors)
        return value


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: a status, a body (None for one without), and headers beside those that all have."""

    status: int
    body: Json = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


NOTHING = Answered(204)
Handler: TypeAlias = "Callable[[Call], Answered | JsonObject | Sequence[Json]]"


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path template with what handles it."""

    method: str
    template: str
    handle: Handler


@dataclass(slots=True)
class Routes:
    """The routes of a resource, or of all."""

    known: list[Route] = field(default_factory=list[Route])

    def on(self, *method_and_template: str) -> Callable[[Handler], Handler]:
        """Registers a handler for each `"GET /users/@me"`."""

        def register(handle: Handler) -> Handler:
            for line in method_and_template:
                method, template = line.split(" ", 1)
                self.known.append(Route(method, template, handle))
            return handle

        return register


@dataclass(frozen=True, slots=True)
class Found:
    """A route with the parameters of a path."""

    route: Route
    parameters: Mapping[str, str]


class Table:
    """All routes, looked up by method and path."""

    def __init__(self, *resources: Routes) -> None:
        self._by_shape: dict[tuple[str, int], list[tuple[tuple[str, ...], Route]]] = {}
        for route in (route for resource in resources for route in resource.known):
            segments = tuple(route.template.strip("/").split("/"))
            self._by_shape.setdefault((route.method, len(segments)), []).append((segments, route))
        for candidates in self._by_shape.values():
            candidates.sort(key=lambda candidate: [segment.startswith("{") for segment in candidate[0]])

    def find(self, method: str, segments: Sequence[str]) -> Found | None:
        """The route for a path's segments, None when there is none."""
        for template, route in self._by_shape.get((method, len(segments)), ()):
            if all(part.startswith("{") or part == given for part, given in zip(template, segments, strict=True)):
                named = {
                    part[1:-1]: given for part, given in zip(template, segments, strict=True) if part.startswith("{")
                }
                return Found(route, named)
        return None

    def templates(self) -> list[str]:
        """All routes, as `"GET /users/@me"`."""
        return [f"{route.method} {route.template}" for found in self._by_shape.values() for _, route in found]
