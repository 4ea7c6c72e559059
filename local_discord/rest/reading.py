"""Reads a request's body: JSON, or a form of `payload_json` and files (API Reference, Uploading Files)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from local_discord.refusals import ApiError
from local_discord.wire import Json, decode
from local_discord.world.files import Upload

FILE_FIELD = re.compile(r"files?\[?(\d*)\]?")


@dataclass(frozen=True, slots=True)
class Body:
    """What came: the JSON, the files in order, and whether it was a form."""

    json: Json = None
    files: list[Upload] = field(default_factory=list[Upload])
    multipart: bool = False


async def read(request: web.Request) -> Body:
    """The body of a request; ApiError 50109 when it is no JSON."""
    if not request.can_read_body:
        return Body()
    if request.content_type.startswith("multipart/"):
        return await _form(request)
    raw = await request.read()
    return Body(_json(raw)) if raw else Body()


async def _form(request: web.Request) -> Body:
    json: Json = None
    files: dict[int, Upload] = {}
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            continue
        data = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            json = _json(data)
        elif found := FILE_FIELD.fullmatch(part.name or ""):
            position = int(found[1]) if found[1] else len(files)
            files[position] = Upload(part.filename or "unknown", data)
    return Body(json, [files[position] for position in sorted(files)], multipart=True)


def _json(raw: bytes) -> Json:
    try:
        return decode(raw)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None
