"""What a person fills into a command's options, as Discord's client checks and sends it (Application Commands)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from local_discord.member.errors import NotPossible
from local_discord.member.resolved import Resolved
from local_discord.wire import Json, JsonObject, items, number, objects, text
from local_discord.world.access import may_see
from local_discord.world.content.files import Upload
from local_discord.world.conversations import Channel, Thread
from local_discord.world.members import Role
from local_discord.world.people import HasUser, User

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 9, 10, 11
NAMES = {
    STRING: "a text",
    INTEGER: "a whole number",
    BOOLEAN: "true or false",
    USER: "a person",
    CHANNEL: "a channel",
    ROLE: "a role",
    MENTIONABLE: "a person or a role",
    NUMBER: "a number",
    ATTACHMENT: "a file",
}
MOST_TEXT = 6000


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody picks: its name, its bytes, and perhaps a description (alt text)."""

    name: str
    data: bytes
    description: str | None = None

    @property
    def upload(self) -> Upload:
        """The file on its way."""
        return Upload(self.name, self.data, self.description)


Value: TypeAlias = "str | int | float | bool | File | tuple[str, bytes] | User | HasUser | Role | Channel | Thread"


def fill(defined: Sequence[JsonObject], given: Mapping[str, Value], resolved: Resolved) -> list[Json]:
    """The options as they are sent, in the order in which the command defines them."""
    values = _named(defined, given)
    filled: list[Json] = []
    for option in defined:
        name, kind = text(option.get("name")), number(option.get("type"))
        if name not in values:
            if option.get("required") is True:
                raise NotPossible(f"The option {name} must be filled in.")
            continue
        filled.append({"name": name, "type": kind, "value": sent(option, values[name], resolved)})
    return filled


def partly(defined: Sequence[JsonObject], given: Mapping[str, Value], resolved: Resolved) -> list[Json]:
    """The options as they are sent while the person still types: the last one given is in focus."""
    values = _named(defined, given)
    focused = list(values)[-1] if values else ""
    by_name = {text(option.get("name")): option for option in defined}
    if not focused or by_name[focused].get("autocomplete") is not True:
        raise NotPossible(f"The option {focused or '(none)'} is not completed while typing.")
    filled: list[Json] = []
    for name, value in values.items():
        kind = number(by_name[name].get("type"))
        typed = str(value) if name == focused else sent(by_name[name], value, resolved)
        filled.append({"name": name, "type": kind, "value": typed} | ({"focused": True} if name == focused else {}))
    return filled


def _named(defined: Sequence[JsonObject], given: Mapping[str, Value]) -> dict[str, Value]:
    names = [text(option.get("name")) for option in defined]
    values: dict[str, Value] = {}
    for written, value in given.items():
        name = next((each for each in names if each in (written, written.rstrip("_"), written.replace("_", "-"))), None)
        if name is None:
            offered = ", ".join(names) or "none"
            raise NotPossible(f"There is no option {written}; the command has: {offered}.")
        values[name] = value
    return values


def sent(option: JsonObject, value: Value, resolved: Resolved) -> Json:
    """The value as it is sent; NotPossible when the client would not take it."""
    kind, name = number(option.get("type")), text(option.get("name"))
    if choices := objects(option.get("choices")):
        return _chosen(choices, value, name)
    if kind == STRING and isinstance(value, str):
        return _text(option, value, name)
    if kind in (INTEGER, NUMBER):
        return _number(option, value, name, kind)
    if kind == BOOLEAN and isinstance(value, bool):
        return value
    if kind == ATTACHMENT and isinstance(value, File | tuple):
        return resolved.file((value if isinstance(value, File) else File(*value)).upload)
    if kind in (USER, MENTIONABLE, ROLE, CHANNEL) and (found := _entity(option, kind, value, resolved)):
        return found
    raise NotPossible(f"The option {name} takes {NAMES.get(kind, 'something else')}, not {value!r}.")


def _chosen(choices: Sequence[JsonObject], value: Value, name: str) -> Json:
    for choice in choices:
        if value in (choice.get("name"), choice.get("value")):
            return choice.get("value")
    offered = ", ".join(text(choice.get("name")) for choice in choices)
    raise NotPossible(f"{value!r} is not among the choices of {name}: {offered}.")


def _text(option: JsonObject, value: str, name: str) -> str:
    least, most = number(option.get("min_length")), number(option.get("max_length"), MOST_TEXT)
    if not least <= len(value) <= most or not value:
        raise NotPossible(f"The option {name} takes {max(least, 1)} to {most} characters, not {len(value)}.")
    return value


def _number(option: JsonObject, value: Value, name: str, kind: int) -> int | float:
    try:
        typed = value if isinstance(value, int | float) else float(str(value))
    except ValueError:
        typed = None
    whole = isinstance(typed, int) or (typed is not None and float(typed).is_integer())
    if typed is None or isinstance(value, bool) or (kind == INTEGER and not whole):
        raise NotPossible(f"The option {name} takes {NAMES[kind]}, not {value!r}.")
    least, most = option.get("min_value"), option.get("max_value")
    if isinstance(least, int | float) and typed < least:
        raise NotPossible(f"The option {name} takes no less than {least}, not {typed}.")
    if isinstance(most, int | float) and typed > most:
        raise NotPossible(f"The option {name} takes no more than {most}, not {typed}.")
    return int(typed) if kind == INTEGER else typed


def _entity(option: JsonObject, kind: int, value: Value, resolved: Resolved) -> str | None:
    if isinstance(value, Role):
        return resolved.role(value) if kind in (ROLE, MENTIONABLE) else None
    if isinstance(value, Channel | Thread):
        return _channel(option, value, resolved) if kind == CHANNEL else None
    user = value if isinstance(value, User) else getattr(value, "user", None)
    return resolved.user(user) if isinstance(user, User) and kind in (USER, MENTIONABLE) else None


def _channel(option: JsonObject, value: Channel | Thread, resolved: Resolved) -> str:
    kinds = items(option.get("channel_types"))
    if kinds and value.kind not in kinds:
        raise NotPossible(f"#{value.name} is not of a kind that {text(option.get('name'))} offers.")
    if not may_see(resolved.viewer, value):
        raise NotPossible(f"#{value.name} is hidden from {resolved.viewer.name}.")
    return resolved.channel(value)
