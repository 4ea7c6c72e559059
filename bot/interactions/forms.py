"""Forms as they come back from Discord.

Their kind and what they are about stand in their custom id, before a random end: `kind:1:2:random`.
"""

import logging
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import discord

from bot.i18n import Say
from bot.interactions.answers import reply, text_file
from bot.interactions.input_limits import cut_input

_log = logging.getLogger(__name__)

SHORT = 40
"""Characters that are typed again quickly: only more than these are given back as a file."""


class SentForm(NamedTuple):
    """A form that somebody has sent: its custom id without the random end, and what stands in each of its fields."""

    kind: str
    written: str
    typed: Mapping[str, str]


def read_form(custom_id: str, data: Mapping[str, Any] | None) -> SentForm:
    """The form in the data of an interaction (Modal Submit Data Structure in the API reference).

    >>> read_form("title:3:x7", {"components": [{"component": {"custom_id": "title", "value": "On Bread"}}]})
    SentForm(kind='title', written='title:3', typed={'title': 'On Bread'})
    """
    cut_input(data)
    written = custom_id.rpartition(":")[0] or custom_id
    return SentForm(written.partition(":")[0], written, dict(_typed((data or {}).get("components", []))))


async def give_back(interaction: discord.Interaction, say: Say, sent: SentForm) -> None:
    """Give somebody what they had typed, as a file, when nothing could be done with it."""
    text = "\n\n".join(value for value in sent.typed.values() if value)
    if len(text) <= SHORT:
        return
    try:
        await reply(interaction, say("form.given_back"), files=[text_file("your-text.txt", text)])
    except discord.HTTPException as lost:
        _log.info("What somebody typed could not be given back: %s", lost)


def _typed(components: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The id and value of every text field, wherever it stands."""
    for component in components:
        if isinstance(component.get("value"), str):
            yield str(component.get("custom_id")), component["value"]
        yield from _typed([*component.get("components", []), *filter(None, [component.get("component")])])
