"""Buttons and lists that survive a restart: all they know stands in their custom id."""

import re
from typing import Any, ClassVar, Self, TypeVar

import discord
from discord.ui import ActionRow, Button, DynamicItem, Item
from discord.ui.select import BaseSelect

from bot.client import StudyBot
from bot.error_handler import answer_error
from bot.input_limits import cut_input
from cogs._shared.replies import Layout

Pressed = discord.Interaction[StudyBot]
ItemT = TypeVar("ItemT", bound=Item[Any])
SelectT = TypeVar("SelectT", bound=BaseSelect[Any])


class StudyItem(DynamicItem[ItemT], template=r"(?!)"):
    """Something to press or choose from, whose errors reach the person: discord.py itself would only log them.

    A layout's interactive parts are made of these alone: 2.7.1 forgets a DynamicItem class for the whole bot when a
    view that mixes it with ordinary components ends. The groups of a class's template are the whole numbers that its
    constructor takes.
    """

    unseen: ClassVar[dict[str, str]] = {}
    """What the constructor needs besides, when the item is made again only to act."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """The item that somebody has used, with what its custom id remembers and what they chose."""
        cut_input(interaction.data)
        made = cls(*map(int, match.groups()), **cls.unseen)  # pyright: ignore[reportArgumentType] # see the class's docstring
        made.item = item  # pyright: ignore[reportAttributeAccessIssue] # discord.py hands over the component itself
        return made

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the item is for."""
        try:
            await self.pressed(interaction)
        except Exception as error:  # noqa: BLE001 # event dispatch: the handler logs what nobody foresaw
            await answer_error(interaction, interaction.client.say(interaction), error)

    async def pressed(self, interaction: Pressed) -> None:
        """What happens when somebody presses the button or chooses; it acts for that person."""
        raise NotImplementedError


class StudyButton(StudyItem[Button[discord.ui.LayoutView]], template=r"(?!)"):
    """A button."""

    unseen: ClassVar[dict[str, str]] = {"label": "…"}

    def __init__(self, custom_id: str, label: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> None:
        """Make the button; `custom_id` (100 characters at most) must match the class's template."""
        super().__init__(Button(label=label, custom_id=custom_id, style=style))


class StudySelect(StudyItem[SelectT], template=r"(?!)"):
    """A list to choose from; `self.item.values` is what was chosen."""


def row(*items: StudyItem[Any]) -> ActionRow[Layout]:
    """The buttons side by side, five at most; a list stands alone."""
    shown: ActionRow[Layout] = ActionRow()
    for item in items:
        shown.add_item(item)
    return shown
