"""JSON as it travels: its type, and readers that never fail on a body of the wrong shape."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = "Mapping[str, Json]"


def encode(value: Json) -> str:
    """JSON without spaces, as Discord sends it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def decode(text: str | bytes) -> Json:
    """The value of a JSON text; ValueError when it is none, or nested too deep to be read."""
    try:
        value: Json = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    return value


def without_inner_nulls(body: Json) -> Json:
    """A body as Discord takes it: a null empties a field of the body or of its `data`, and says nothing further inside.

    In Discord's description nearly every field of a component, an embed or an option may be null instead of absent.
    """
    if not isinstance(body, Mapping):
        return [without_inner_nulls(item) for item in body] if isinstance(body, list) else body
    return {key: without_inner_nulls(value) if key == "data" else _full(value) for key, value in body.items()}


def _full(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {key: _full(inner) for key, inner in value.items() if inner is not None}
    return [_full(item) for item in value] if isinstance(value, list) else value


def obj(value: Json) -> JsonObject:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: Json) -> Sequence[Json]:
    """The value when it is an array, else an empty one."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def objects(value: Json) -> list[JsonObject]:
    """The objects of an array."""
    return [item for item in items(value) if isinstance(item, Mapping)]


def text(value: Json, default: str = "") -> str:
    """The value when it is a string."""
    return value if isinstance(value, str) else default


def texts(value: Json) -> list[str]:
    """The strings of an array."""
    return [item for item in items(value) if isinstance(item, str)]


def number(value: Json, default: int = 0) -> int:
    """The value when it is a whole number (a bool is none)."""
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def snowflake(value: Json) -> int | None:
    """An id written as a string or a number, as Discord accepts both."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None


def moment(value: datetime | None) -> str | None:
    """A time as Discord writes it."""
    return value.astimezone(UTC).isoformat(timespec="microseconds") if value else None
