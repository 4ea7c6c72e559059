"""Checks what goes over the wire against Discord's own OpenAPI description (github.com/discord/discord-api-spec).

`watch(server)` gives a checker; `checker.check()` fails with every body that the description refuses. Without
DISCORD_OPENAPI (the path of openapi.json) there is nothing to check against, and `watch` gives a checker that sees all
and says nothing.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from local_discord import LocalDiscord
from local_discord.rest.pipeline import Exchange

VARIABLE = "DISCORD_OPENAPI"
RECORD = Path(__file__).with_name("operations.txt")
VERBS = ("get", "post", "put", "patch", "delete")
UNIONS = ("oneOf", "anyOf")
MULTIPLE_CHOICES, SERVER_ERROR = 300, 500  # failures of the server itself are not described

# JSON Schemas are as free as JSON itself.
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Defect:
    """Where the description is wrong: the schema, what replaces its keys, and why."""

    schema: str
    instead: Schema
    why: str


# All the exceptions there are.
DEFECTS = (
    Defect(
        "SnowflakeType",
        {"type": ["string", "integer"]},
        "discord.py sends ids of attachments and references as numbers, which Discord takes; described are only texts",
    ),
    Defect(
        "InnerErrors",
        {
            "properties": {
                "_errors": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
                        "required": ["code", "message"],
                    },
                }
            }
        },
        "the codes of single fields are texts like BASE_TYPE_REQUIRED (API Reference, Error Messages), not numbers",
    ),
    Defect(
        "RatelimitedResponse",
        {
            "allOf": [
                {
                    "properties": {
                        "message": {"type": "string"},
                        "retry_after": {"type": "number"},
                        "global": {"type": "boolean"},
                        "code": {"type": "integer"},
                    },
                    "required": ["message", "retry_after", "global"],
                }
            ]
        },
        "a 429 has a code only sometimes (Rate Limits, Rate Limit Response Structure); described as always there",
    ),
)


@dataclass(frozen=True, slots=True)
class Operation:
    """A method and path of the description, with its schemas."""

    name: str
    request: Schema | None
    responses: Mapping[str, Schema | None]


class Description:
    """The description, ready to validate with."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.components: dict[str, Any] = json.loads(json.dumps(document["components"]))
        for defect in DEFECTS:
            self.components["schemas"][defect.schema] |= defect.instead
        self.content_types: dict[str, set[str]] = {}
        self._by_length: dict[tuple[str, int], list[tuple[list[str], Operation]]] = {}
        for path, item in document["paths"].items():
            for verb in VERBS:
                if verb in item:
                    self._add(verb.upper(), path, item[verb])
        for found in self._by_length.values():
            found.sort(key=lambda each: [segment.startswith("{") for segment in each[0]])

    def _add(self, verb: str, path: str, operation: Mapping[str, Any]) -> None:
        segments = path.strip("/").split("/")
        responses = {
            status: self._json_of(response if "$ref" not in response else self.resolve(response))
            for status, response in operation["responses"].items()
        }
        request = self._json_of(operation.get("requestBody", {}))
        self.content_types[f"{verb} {path}"] = set(operation.get("requestBody", {}).get("content", {}))
        self._by_length.setdefault((verb, len(segments)), []).append(
            (segments, Operation(f"{verb} {path}", request, responses))
        )

    def _json_of(self, holder: Mapping[str, Any]) -> Schema | None:
        return holder.get("content", {}).get("application/json", {}).get("schema")

    def operation(self, method: str, path: str) -> Operation | None:
        """The operation of a request; literal segments are matched before templates."""
        given = path.strip("/").split("/")
        for segments, operation in self._by_length.get((method, len(given)), ()):
            if all(part.startswith("{") or part == each for part, each in zip(segments, given, strict=True)):
                return operation
        return None

    @property
    def names(self) -> Iterator[str]:
        """All operations."""
        return (operation.name for found in self._by_length.values() for _, operation in found)

    def resolve(self, schema: Schema) -> Schema:
        """The schema that a `$ref` stands for."""
        while "$ref" in schema:
            target: Any = {"components": self.components}
            for step in schema["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            schema = target
        return schema

    def complaints(self, schema: Schema, value: Any, path: str = "") -> Iterator[str]:
        """What is wrong with a value, each with its path; in a union only what its own branch says."""
        if self._valid(schema, value):
            return
        resolved = self.resolve(schema)
        union = next((resolved[key] for key in UNIONS if key in resolved), None)
        if union is not None:
            tried = [list(self.complaints(branch, value, path)) for branch in self._branches(union, value)]
            yield from min(tried, key=len, default=[f"{path or '/'}: {_short(value)} fits none of {len(union)} shapes"])
            return
        found = list(self._inside(resolved, value, path))
        yield from found or [f"{path or '/'}: {message}" for message in self._messages(resolved, value)]

    def nullable(self, schema: Schema, value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
        """The paths of all fields, there or not, that could be null in a value; in a union by the branch it is of."""
        resolved = self.resolve(schema)
        if union := next((resolved[key] for key in UNIONS if key in resolved), None):
            for branch in self._branches(union, value):
                if self._valid(branch, value):
                    yield from self.nullable(branch, value, path)
        elif isinstance(value, dict):
            for key, inner in resolved.get("properties", {}).items():
                if self._valid(inner, None):
                    yield (*path, key)
                if key in value:
                    yield from self.nullable(inner, value[key], (*path, key))
        elif isinstance(value, list) and "items" in resolved:
            for index, inner in enumerate(value):
                yield from self.nullable(resolved["items"], inner, (*path, index))

    def _inside(self, schema: Schema, value: Any, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            properties = schema.get("properties", {})
            for key in schema.get("required", ()):
                if key not in value:
                    yield f"{path}/{key}: is missing"
            for key, inner in value.items():
                if key in properties:
                    yield from self.complaints(properties[key], inner, f"{path}/{key}")
        elif isinstance(value, list) and "items" in schema:
            for index, inner in enumerate(value):
                yield from self.complaints(schema["items"], inner, f"{path}/{index}")

    def _branches(self, union: Sequence[Schema], value: Any) -> list[Schema]:
        """The branches that may be meant: by `type` when the value has one, else by being an object or not."""
        fitting = [each for each in union if self.resolve(each).get("type") != "null"]
        if value is None or not isinstance(value, dict) or "type" not in value:
            return fitting
        named = [each for each in fitting if self._names_type(each, value["type"])]
        return named or fitting

    def _names_type(self, schema: Schema, kind: Any) -> bool:
        stated = self.resolve(schema).get("properties", {}).get("type")
        return stated is not None and self._valid(stated, kind)

    def _valid(self, schema: Schema, value: Any) -> bool:
        return self._validator(json.dumps(schema, sort_keys=True)).is_valid(value)

    def _messages(self, schema: Schema, value: Any) -> list[str]:
        validator = self._validator(json.dumps(schema, sort_keys=True))
        return [error.message for error in validator.iter_errors(value)] or ["is refused"]

    @cache  # noqa: B019 - there is one description, and it lives as long as the tests
    def _validator(self, schema: str) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator({**json.loads(schema), "components": self.components})


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) < 100 else f"{text[:97]}..."


def shape(operation: str) -> str:
    """The method and path with every parameter called the same."""
    return "/".join("{}" if part.startswith("{") else part for part in operation.split("/"))


@cache
def description() -> Description | None:
    """Discord's description, None when DISCORD_OPENAPI names none."""
    path = os.environ.get(VARIABLE)
    return Description(json.loads(Path(path).read_bytes())) if path else None


def recorded() -> set[str]:
    """The operations that the suites exercise, all of them validated."""
    return {line for line in RECORD.read_text().splitlines() if line and not line.startswith("#")}


@dataclass(slots=True)
class Checker:
    """Collects complaints about a server's exchanges."""

    known: Description | None
    complaints: list[str] = field(default_factory=list[str])
    exercised: set[str] = field(default_factory=set[str])

    def see(self, exchange: Exchange) -> None:
        """Validates one request and its answer."""
        if self.known is None or exchange.template is None:
            return
        operation = self.known.operation(exchange.method, exchange.path)
        if operation is None:
            self.complaints.append(f"{exchange.method} {exchange.template} is not in the description")
            return
        self.exercised.add(operation.name)
        if exchange.status < MULTIPLE_CHOICES and exchange.request is not None:
            self._check(operation, "request", operation.request, exchange.request)
        status = str(exchange.status)
        schema = operation.responses.get(status, operation.responses.get(f"{status[0]}XX"))
        if status not in operation.responses and status[0] == "2":
            self.complaints.append(f"{operation.name} never answers {status}")
        if exchange.response is not None and exchange.status < SERVER_ERROR:
            self._check(operation, f"answer {status}", schema, exchange.response)

    def _check(self, operation: Operation, what: str, schema: Schema | None, value: object) -> None:
        if schema is None or self.known is None:
            self.complaints.append(f"{operation.name}: the description has no {what} with a body")
            return
        plain: Any = json.loads(json.dumps(value))
        for complaint in self.known.complaints(schema, plain):
            self.complaints.append(f"{operation.name}, {what}: {complaint}")

    def check(self) -> None:
        """Fails with all complaints, and with operations that the record does not name."""
        unrecorded = sorted(self.exercised - recorded())
        assert not self.complaints, "\n".join(dict.fromkeys(self.complaints))
        assert not unrecorded, f"name these in {RECORD.name}: {', '.join(unrecorded)}"


def watch(server: LocalDiscord) -> Checker:
    """A checker that sees everything from now on."""
    checker = Checker(description())
    server.observers.append(checker.see)
    return checker


def unused(names: Iterable[str]) -> set[str]:
    """Those of the recorded operations that are not among `names`."""
    return recorded() - set(names)
