"""Reads a request's body: JSON, or a form of `payload_json`, fields and files (API Reference, Uploading Files)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from local_discord.refusals import ApiError
from local_discord.wire import Json, decode
from local_discord.world.content.files import Upload

FILE_FIELD = re.compile(r"files?\[?(\d*)\]?")
JSON, URLENCODED, MULTIPART = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"
# The routes of which Discord's description names all three content types; the others take JSON alone.
FORM_ROUTES = frozenset(
    {
        "POST /channels/{channel_id}/messages",
        "PATCH /channels/{channel_id}/messages/{message_id}",
        "POST /channels/{channel_id}/threads",
        "POST /interactions/{interaction_id}/{interaction_token}/callback",
        "POST /webhooks/{webhook_id}/{webhook_token}",
        "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
        "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
    }
)
TEXT_FIELDS = ("content", "nonce", "name", "username", "avatar_url", "thread_name")


@dataclass(frozen=True, slots=True)
class Body:
    """What came: the JSON, the files in order, and whether it was a form with parts."""

    json: Json = None
    files: list[Upload] = field(default_factory=list[Upload])
    multipart: bool = False


async def read(request: web.Request, route: str) -> Body:
    """The body of a request to a route; ApiError 50109 when it is no JSON, 50035 for another type of content."""
    if not request.can_read_body:
        return Body()
    taken = (JSON, URLENCODED, MULTIPART) if route in FORM_ROUTES else (JSON,)
    if request.content_type in taken and request.content_type == MULTIPART:
        return await _parts(request)
    raw = await request.read()
    if not raw:
        return Body()
    if request.content_type not in taken:
        raise _wrong_type(taken)
    if request.content_type == URLENCODED:
        return Body(_fields({name: str(value) for name, value in (await request.post()).items()}))
    return Body(_json(raw))


async def _parts(request: web.Request) -> Body:
    fields: dict[str, str] = {}
    files: dict[int, Upload] = {}
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            continue
        name, data = part.name or "", bytes(await part.read(decode=True))
        if found := FILE_FIELD.fullmatch(name):
            position = int(found[1]) if found[1] else len(files)
            files[position] = Upload(part.filename or "unknown", data)
        elif name:
            fields[name] = data.decode(errors="replace")
    return Body(_fields(fields), [files[position] for position in sorted(files)], multipart=True)


def _fields(fields: Mapping[str, str]) -> Json:
    """The JSON in `payload_json`, or else an object of the single fields."""
    if "payload_json" in fields:
        return _json(fields["payload_json"])
    return {name: value if name in TEXT_FIELDS else _value(value) for name, value in fields.items()} or None


def _value(written: str) -> Json:
    """What a field says that is no text by its kind: a number, true, false, or JSON."""
    try:
        return decode(written)
    except ValueError:
        return written


def _json(raw: str | bytes) -> Json:
    try:
        return decode(raw)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None


def _wrong_type(taken: tuple[str, ...]) -> ApiError:
    listed = ", ".join(f"'{each}'" for each in taken)
    message = f'Expected "Content-Type" header to be one of {{{listed}}}.'
    return ApiError(
        400, 50035, "Invalid Form Body", {"_errors": [{"code": "CONTENT_TYPE_INVALID", "message": message}]}
    )
