"""What Discord has of our commands, compared with what this version would tell it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from discord import AppCommandType

Described: TypeAlias = Mapping[str, object]
"""A command as Discord describes it (Application Commands in the API reference)."""

_OF_A_COMMAND = ("description", "default_member_permissions", "nsfw", "options")
_OF_AN_OPTION = (
    *("type", "name", "description", "required", "autocomplete", "choices", "channel_types"),
    *("min_value", "max_value", "min_length", "max_length", "options"),
)
_IN_ANY_ORDER = ("contexts", "integration_types", "channel_types")


class Differences(NamedTuple):
    """Names of commands, as people type them."""

    missing: list[str]
    """Those that Discord lacks."""
    strange: list[str]
    """Those that this version does not have."""
    changed: list[str]
    """Those that Discord describes otherwise."""


def differences(ours: Sequence[Described], theirs: Sequence[Described]) -> Differences:
    """What of our commands Discord has not, has besides, and has otherwise; without other languages."""
    own = {_key(command): command for command in ours}
    known = {_key(command): command for command in theirs}
    both = [key for key in own if key in known]
    return Differences(
        [_name(own[key]) for key in own if key not in known],
        [_name(known[key]) for key in known if key not in own],
        [_name(own[key]) for key in both if _differ(own[key], known[key])],
    )


def _key(command: Described) -> tuple[object, object]:
    return command.get("type", AppCommandType.chat_input.value), command["name"]


def _name(command: Described) -> str:
    is_typed = command.get("type", AppCommandType.chat_input.value) == AppCommandType.chat_input.value
    return f"/{command['name']}" if is_typed else str(command["name"])


def _differ(own: Described, known: Described) -> bool:
    """Whether anything is described otherwise that people would notice.

    Where we do not say in which places a command is offered, Discord fills in what holds for the whole application.
    """
    said = [name for name in ("contexts", "integration_types") if own.get(name) is not None]
    return _plain(own, (*_OF_A_COMMAND, *said)) != _plain(known, (*_OF_A_COMMAND, *said))


def _plain(described: Described, names: Sequence[str]) -> dict[str, object]:
    """These parts of a description, without those that say what holds anyhow; permissions may come as text."""
    values = {name: _value(name, described.get(name)) for name in names}
    return {name: value for name, value in values.items() if value not in (None, False, "", [])}


def _value(name: str, value: object) -> object:
    if name == "default_member_permissions" and value is not None:
        return str(value)
    if not isinstance(value, (list, tuple)):
        return value
    if name in _IN_ANY_ORDER:
        return sorted(value)
    parts = _OF_AN_OPTION if name == "options" else ("name", "value")
    return [_plain(part, parts) for part in value if isinstance(part, Mapping)]
