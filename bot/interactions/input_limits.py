"""What people send, cut to what Discord's own client lets them type, before anything else reads it.

Discord checks most of it, but not the field whose choices are being listed: there "the value will not be validated"
(discord-api-docs, pull request 4358), and somebody who does not use Discord's client can send any length.
"""

from collections.abc import Mapping
from typing import Any

from discord import app_commands

FOCUSED = 100
"""Characters of a field whose choices are being listed: a choice has no more (Application Commands, Option Choice)."""
OPTION = 200
"""Characters of a text option that declares no limit of its own: a title has no more."""
FIELD = 4000
"""Characters of a form's field (Component Reference, Text Input)."""
VALUE = 100
"""Characters of what is chosen from a list (Component Reference, Select Option)."""


def cut_input(data: Mapping[str, Any] | None, command: object = None) -> None:
    """Cut all texts in the data of an interaction (Interaction Data in the API reference), in place.

    A text option of `command` is cut to the limit that it declares.
    """
    longest: dict[str, int] = {}
    if isinstance(command, app_commands.Command):
        limits = {parameter.name: parameter.max_value for parameter in command.parameters}
        longest = {name: most for name, most in limits.items() if isinstance(most, int)}
    _cut(data or {}, longest)


def _cut(data: Mapping[str, Any], longest: Mapping[str, int]) -> None:
    for option in data.get("options", ()):
        most = FOCUSED if option.get("focused") else longest.get(option.get("name"), OPTION)
        _shorten(option, most)
        _cut(option, longest)
    values = data.get("values", [])
    values[:] = [value[:VALUE] if isinstance(value, str) else value for value in values]
    for component in (*data.get("components", ()), *filter(None, [data.get("component")])):
        _shorten(component, FIELD)
        _cut(component, longest)


def _shorten(holder: dict[str, Any], most: int) -> None:
    if isinstance(holder.get("value"), str):
        holder["value"] = holder["value"][:most]
