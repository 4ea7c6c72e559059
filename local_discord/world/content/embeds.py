"""Embeds, as the JSON that they are: what can be read in them, and how they come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from local_discord.wire import Json, JsonObject, obj, objects, text


def embed_texts(embeds: Iterable[JsonObject]) -> list[str]:
    """The texts of embeds, as they count towards the 6,000 characters of a message."""
    found: list[str] = []
    for embed in embeds:
        found += [text(obj(embed.get("author")).get("name")), text(embed.get("title")), text(embed.get("description"))]
        for line in objects(embed.get("fields")):
            found += [text(line.get("name")), text(line.get("value"))]
        found.append(text(obj(embed.get("footer")).get("text")))
    return found


def embeds_stored(embeds: Sequence[JsonObject]) -> list[JsonObject]:
    """Embeds as they come back: of the type `rich`, and each field says whether it stands beside others."""
    return [{**embed, "type": "rich", **_fields(embed)} for embed in embeds]


def _fields(embed: JsonObject) -> JsonObject:
    fields: list[Json] = [{**each, "inline": each.get("inline") is True} for each in objects(embed.get("fields"))]
    return {"fields": fields} if fields else {}
