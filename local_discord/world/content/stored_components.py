"""Components as Discord keeps and returns them: numbered, with their defaults, and with files resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from local_discord.wire import Json, JsonObject, number, obj, objects, text
from local_discord.world.base import WorldBase
from local_discord.world.content.components import ComponentType as Is
from local_discord.world.content.components import walk
from local_discord.world.content.files import Attachment

ATTACHED = "attachment://"
KEPT = ("custom_id", "label", "style", "url", "sku_id", "emoji", "disabled", "placeholder", "default_values")
KEPT_IN_MODALS = ("channel_types", "required", "value", "min_length", "max_length", "default", "description")
DEFAULTS: Mapping[int, Mapping[str, Json]] = {
    Is.CONTAINER: {"accent_color": None, "spoiler": False},
    Is.SEPARATOR: {"spacing": 1, "divider": True},
    Is.THUMBNAIL: {"description": None, "spoiler": False},
    Is.FILE: {"spoiler": False},
    Is.TEXT: {"content": ""},
    Is.UPLOAD: {"min_values": 1, "max_values": 1, "required": True},
    Is.CHECKBOXES: {"required": True},
    Is.RADIO: {"required": True},
    Is.TEXT_INPUT: {"required": True},
    **{kind: {"min_values": 1, "max_values": 1} for kind in Is.SELECTS},
}


class Numbering:
    """Gives each component without an `id` the next free number, in reading order (Component Reference)."""

    def __init__(self, components: Iterable[JsonObject]) -> None:
        self._taken = {number(each.get("id")) for each in walk(components)}
        self._next = 1

    def id_of(self, component: JsonObject) -> int:
        """The component's own id, or a fresh one when it has none (0 counts as none)."""
        if own := number(component.get("id")):
            return own
        while self._next in self._taken:
            self._next += 1
        self._taken.add(self._next)
        return self._next


def stored(world: WorldBase, components: Iterable[JsonObject], files: Mapping[str, Attachment]) -> list[JsonObject]:
    """The components in the shape in which they come back; `attachment://name` becomes the file's address."""
    given = list(components)
    numbering = Numbering(given)
    return [_stored(world, component, files, numbering) for component in given]


def _stored(
    world: WorldBase, component: JsonObject, files: Mapping[str, Attachment], numbering: Numbering
) -> dict[str, Json]:
    kind = number(component.get("type"))
    kept: dict[str, Json] = {"type": kind, "id": numbering.id_of(component), **DEFAULTS.get(kind, {})}
    for key in (*KEPT, *KEPT_IN_MODALS, "min_values", "max_values", "options", "content", *DEFAULTS.get(kind, {})):
        if key in component:
            kept[key] = component[key]
    if "components" in component:
        kept["components"] = [_stored(world, each, files, numbering) for each in objects(component["components"])]
    for key in ("accessory", "component"):
        if key in component:
            kept[key] = _stored(world, obj(component[key]), files, numbering)
    if kind == Is.GALLERY:
        kept["items"] = [_gallery_item(world, item, files) for item in objects(component.get("items"))]
    if kind == Is.THUMBNAIL:
        kept["media"] = media(world, obj(component.get("media")), files)
    if kind == Is.FILE:
        kept["file"] = media(world, obj(component.get("file")), files)
        attached = files.get(text(obj(component.get("file")).get("url")).removeprefix(ATTACHED))
        kept |= {"name": attached.filename, "size": len(attached.data)} if attached else {"name": None, "size": None}
    return kept


def _gallery_item(world: WorldBase, item: JsonObject, files: Mapping[str, Attachment]) -> dict[str, Json]:
    return {
        "media": media(world, obj(item.get("media")), files),
        "description": item.get("description"),
        "spoiler": bool(item.get("spoiler")),
    }


def media(world: WorldBase, given: JsonObject, files: Mapping[str, Attachment]) -> dict[str, Json]:
    """A picture or file as Discord resolved it."""
    url = text(given.get("url"))
    attached = files.get(url.removeprefix(ATTACHED)) if url.startswith(ATTACHED) else None
    resolved: dict[str, Json] = {"id": str(world.new_id()), "url": url, "proxy_url": url, "width": None, "height": None}
    if attached:
        resolved |= {"url": attached.url, "proxy_url": attached.url, "content_type": attached.content_type}
        resolved["attachment_id"] = str(attached.id)
    return resolved
