"""The components of a message or form, as the JSON that they are: their types, and what can be read in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from local_discord.wire import JsonObject, number, obj, objects, text


class ComponentType:
    """The component types (Component Reference)."""

    ROW, BUTTON, SELECT, TEXT_INPUT, USERS, ROLES, MENTIONABLES, CHANNELS = 1, 2, 3, 4, 5, 6, 7, 8
    SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
    LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
    SELECTS = (SELECT, USERS, ROLES, MENTIONABLES, CHANNELS)


def walk(components: Iterable[JsonObject]) -> Iterator[JsonObject]:
    """Every component, parents before children, accessories after the texts they stand beside."""
    for component in components:
        yield component
        yield from walk(objects(component.get("components")))
        for key in ("accessory", "component"):
            yield from walk(objects([component[key]] if key in component else []))


def label_of(component: JsonObject) -> str:
    """A button's label, or its emoji when it has none."""
    return text(component.get("label")) or text(obj(component.get("emoji")).get("name"))


def component_texts(components: Iterable[JsonObject]) -> list[str]:
    """The texts of all text components."""
    return [text(each.get("content")) for each in walk(components) if each.get("type") == ComponentType.TEXT]


def count(components: Iterable[JsonObject]) -> int:
    """How many components there are, nested ones included."""
    return sum(1 for _ in walk(components))


def select_bounds(select: JsonObject) -> tuple[int, int]:
    """How few and how many values a select takes."""
    return number(select.get("min_values"), 1), number(select.get("max_values"), 1)
