"""Buttons and lists that survive a restart: all they know stands in their custom id."""

import re
from typing import Any, ClassVar, Self, TypeVar

import discord
from discord import app_commands
from discord.ui import ActionRow, Button, DynamicItem, Item, Select
from discord.ui.select import BaseSelect

from bot.client import StudyBot
from bot.interactions.answers import Layout
from bot.interactions.error_handler import answer_error
from bot.interactions.input_limits import cut_input

Pressed = discord.Interaction[StudyBot]
ItemT = TypeVar("ItemT", bound=Item[Any])
SelectT = TypeVar("SelectT", bound=BaseSelect[Any])


class StudyItem(DynamicItem[ItemT], template=r"(?!)"):
    """Something to press or choose from, whose errors reach the person: discord.py itself would only log them.

    A layout's interactive parts are made of these alone: 2.7.1 forgets a DynamicItem class for the whole bot when a
    view that mixes it with ordinary components ends. The groups of a class's template are the whole numbers that its
    constructor takes.
    """

    readable = True
    unseen: ClassVar[dict[str, str]] = {}
    """What the constructor needs besides, when the item is made again only to act."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """The item that somebody has used, with what its custom id remembers and what they chose.

        One whose id fits the template and means nothing (a day that no calendar has) is made all the same: discord.py
        would only log an exception, and the person would wait in vain.
        """
        cut_input(interaction.data)
        try:
            made = cls(*map(int, match.groups()), **cls.unseen)  # pyright: ignore[reportArgumentType] # see the class's docstring
        except (ValueError, OverflowError):
            made = cls.__new__(cls)
            DynamicItem.__init__(made, item)  # pyright: ignore[reportUnknownMemberType] # the subclass has refused the id
            made.readable = False
        made.item = item  # pyright: ignore[reportAttributeAccessIssue] # discord.py hands over the component itself
        return made

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the item is for, unless the person has done too much already."""
        try:
            if interaction.client.rate_limits.admits(interaction):
                await (self.pressed(interaction) if self.is_of_ours() else self._refuse())
        except Exception as error:  # noqa: BLE001 # event dispatch: the handler logs what nobody foresaw
            await answer_error(interaction, interaction.client.say(interaction), error)

    async def _refuse(self) -> None:
        raise app_commands.CommandNotFound(self.custom_id, [])

    def is_of_ours(self) -> bool:
        """Whether what its id says, and what was chosen, can come from this version of the bot."""
        return self.readable

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

    def is_of_ours(self) -> bool:
        """Whether also what was chosen stood in the list."""
        if not isinstance(self.item, Select):
            return super().is_of_ours()
        offered = {option.value for option in self.item.options}
        return super().is_of_ours() and offered.issuperset(self.item.values)


def row(*items: StudyItem[Any]) -> ActionRow[Layout]:
    """The buttons side by side, five at most; a list stands alone."""
    shown: ActionRow[Layout] = ActionRow()
    for item in items:
        shown.add_item(item)
    return shown
