"""A form (modal) that opened for somebody: its fields, and what they fill in (Component Reference)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from local_discord.interactions.interaction import Interaction
from local_discord.member.errors import NotPossible
from local_discord.member.options import File, Value
from local_discord.member.resolved import Resolved
from local_discord.member.select_values import pick
from local_discord.wire import Json, JsonObject, number, obj, objects, text
from local_discord.world.content.components import ComponentType as Is
from local_discord.world.content.components import component_texts

Filled: TypeAlias = "Value | Sequence[Value] | None"
MOST_TEXT, LONG = 4000, 2


@dataclass(frozen=True, slots=True)
class Field:
    """One input: what it is called, and the component that it is."""

    label: str
    component: JsonObject
    labelled: JsonObject

    @property
    def custom_id(self) -> str:
        """The id by which the bot knows it."""
        return text(self.component.get("custom_id"))

    @property
    def required(self) -> bool:
        """Whether it must be filled in."""
        return self.component.get("required") is not False

    @property
    def value(self) -> str:
        """The text that stands in it already."""
        return text(self.component.get("value"))


@dataclass(slots=True, eq=False)
class Form:
    """A form on somebody's screen, open until it was sent and answered."""

    interaction: Interaction
    payload: JsonObject
    is_open: bool = True

    @property
    def title(self) -> str:
        """What it is called."""
        return text(self.payload.get("title"))

    @property
    def text(self) -> str:
        """The texts between its fields, a line each."""
        return "\n".join(component_texts(objects(self.payload.get("components"))))

    @property
    def fields(self) -> list[Field]:
        """Its inputs, from top to bottom."""
        found: list[Field] = []
        for part in objects(self.payload.get("components")):
            if part.get("type") == Is.LABEL:
                found.append(Field(text(part.get("label")), obj(part.get("component")), part))
            elif part.get("type") == Is.ROW:
                found += [Field(text(each.get("label")), each, part) for each in objects(part.get("components"))]
        return found

    @property
    def labels(self) -> list[str]:
        """What its inputs are called."""
        return [field.label for field in self.fields]

    def filled(self, given: Mapping[str, Filled], resolved: Resolved) -> JsonObject:
        """The form as it is sent; what is not given keeps what stands in it."""
        unknown = [name for name in given if not any(name in (each.label, each.custom_id) for each in self.fields)]
        if unknown:
            raise NotPossible(f"The form has no field {unknown[0]!r}; it has: {', '.join(self.labels)}.")
        return {
            "custom_id": self.payload["custom_id"],
            "components": [self._part(part, given, resolved) for part in objects(self.payload.get("components"))],
        }

    def _part(self, part: JsonObject, given: Mapping[str, Filled], resolved: Resolved) -> JsonObject:
        kept: dict[str, Json] = {"type": part["type"], "id": part["id"]}
        inner = [field for field in self.fields if field.labelled is part]
        sent = [_sent(field, given.get(field.label, given.get(field.custom_id)), resolved) for field in inner]
        if part.get("type") == Is.LABEL:
            kept["component"] = sent[0]
        elif part.get("type") == Is.ROW:
            kept["components"] = sent
        return kept


def _sent(field: Field, value: Filled, resolved: Resolved) -> JsonObject:
    component = field.component
    kind = number(component.get("type"))
    kept: dict[str, Json] = {"type": kind, "id": component["id"], "custom_id": field.custom_id}
    if kind == Is.TEXT_INPUT:
        kept["value"] = _text(field, field.value if value is None else str(value))
    elif kind == Is.CHECKBOX:
        kept["value"] = bool(component.get("default")) if value is None else bool(value)
    elif kind == Is.RADIO:
        picked = pick(component, _listed(value), resolved, field.label) if value is not None else _defaults(component)
        kept["value"] = picked[0] if picked else None
        _enough(field, picked)
    elif kind == Is.UPLOAD:
        files = [found for each in _listed(value) if (found := _file(each))]
        most = number(component.get("max_values"), 1)
        if len(files) > most:
            raise NotPossible(f"The field {field.label!r} takes {most} files at most.")
        kept["values"] = [resolved.file(each.upload) for each in files]
        _enough(field, files)
    else:
        picked = pick(component, _listed(value), resolved, field.label) if value is not None else _defaults(component)
        kept["values"] = picked
        _enough(field, picked)
    return kept


def _file(value: Value) -> File | None:
    return File(*value) if isinstance(value, tuple) else value if isinstance(value, File) else None


def _listed(value: Filled) -> list[Value]:
    if value is None:
        return []
    if isinstance(value, str | int | float | File | tuple) or not isinstance(value, Sequence):
        return [value]  # pyright: ignore[reportReturnType] - a pair of a name and bytes is one file
    return list(value)


def _defaults(component: JsonObject) -> list[str]:
    standing = [text(each.get("value")) for each in objects(component.get("options")) if each.get("default") is True]
    return standing + [text(each.get("id")) for each in objects(component.get("default_values"))]


def _enough(field: Field, picked: Sequence[str | File]) -> None:
    if field.required and not picked:
        raise NotPossible(f"The field {field.label!r} must be filled in.")


def _text(field: Field, value: str) -> str:
    least, most = number(field.component.get("min_length")), number(field.component.get("max_length"), MOST_TEXT)
    if not value:
        if field.required:
            raise NotPossible(f"The field {field.label!r} must be filled in.")
        return value
    if not least <= len(value) <= most:
        raise NotPossible(f"The field {field.label!r} takes {least} to {most} characters, not {len(value)}.")
    return value if field.component.get("style") == LONG else value.replace("\n", " ")
