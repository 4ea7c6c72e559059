"""A message's components as anybody would build them for another like it, from what the world keeps of it."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord.ui import ActionRow, Button, Container, Item, LayoutView, Separator, TextDisplay

Components = Sequence[Mapping[str, Any]]


def layout(constant: Components) -> LayoutView:
    """The same components anew."""
    made = LayoutView(timeout=None)
    for part in constant:
        made.add_item(_item(part))
    return made


def _item(part: Mapping[str, Any]) -> Item[Any]:
    match discord.ComponentType(part["type"]):
        case discord.ComponentType.container:
            return Container(*map(_item, part["components"]), accent_colour=part["accent_color"])
        case discord.ComponentType.action_row:
            return ActionRow(*map(_item, part["components"]))
        case discord.ComponentType.text_display:
            return TextDisplay(part["content"])
        case discord.ComponentType.button:
            return Button(label=part["label"], custom_id=part["custom_id"])
        case discord.ComponentType.separator:
            return Separator()
        case other:
            raise ValueError(other)
