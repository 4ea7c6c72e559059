"""Picking values in a select menu, as the client lets one (Component Reference, String Select and the others)."""

from __future__ import annotations

from collections.abc import Sequence

from local_discord.member.errors import NotPossible
from local_discord.member.options import CHANNEL, MENTIONABLE, ROLE, USER, Value, sent
from local_discord.member.resolved import Resolved
from local_discord.wire import Json, JsonObject, number, objects, text
from local_discord.world.content.components import ComponentType as Is
from local_discord.world.content.components import select_bounds

OPTION_KIND = {Is.USERS: USER, Is.ROLES: ROLE, Is.MENTIONABLES: MENTIONABLE, Is.CHANNELS: CHANNEL}


def pick(select: JsonObject, wanted: Sequence[Value], resolved: Resolved, called: str) -> list[str]:
    """The values as they are sent; NotPossible when there are too few or many, or one is not offered."""
    least, most = select_bounds(select)
    kind = number(select.get("type"))
    if kind == Is.CHECKBOXES:
        most = number(select.get("max_values"), len(objects(select.get("options"))))
    if select.get("required") is False and not wanted:
        return []
    if not least <= len(wanted) <= most:
        raise NotPossible(f"{called!r} takes {least} to {most} values, not {len(wanted)}.")
    if kind in OPTION_KIND:
        as_option: dict[str, Json] = {"type": OPTION_KIND[kind], "name": called}
        if "channel_types" in select:
            as_option["channel_types"] = select["channel_types"]
        return [str(sent(as_option, value, resolved)) for value in wanted]
    return [_offered(select, value, called) for value in wanted]


def _offered(select: JsonObject, value: Value, called: str) -> str:
    options = objects(select.get("options"))
    for option in options:
        if value in (option.get("label"), option.get("value")):
            return text(option.get("value"))
    labels = ", ".join(text(option.get("label")) for option in options)
    raise NotPossible(f"{value!r} is not offered by {called!r}; it offers: {labels}.")
