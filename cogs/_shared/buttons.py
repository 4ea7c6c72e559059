"""Buttons that survive a restart: all they know stands in their custom id."""

import re
from typing import Any, Self, TypeVar

import discord
from discord.ui import ActionRow, Button, DynamicItem, Item
from discord.ui.select import BaseSelect

from bot.client import StudyBot
from bot.error_handler import answer_error
from cogs._shared.replies import Layout

Pressed = discord.Interaction[StudyBot]


class StudyButton(DynamicItem[Button[discord.ui.LayoutView]], template=r"(?!)"):
    """A button whose errors reach the person who pressed it: discord.py itself would only log them.

    A layout's interactive parts are made of these alone: 2.7.1 forgets a DynamicItem class for the whole bot when a
    view that mixes it with ordinary components ends. The groups of a class's template are the whole numbers that its
    constructor takes.
    """

    def __init__(self, custom_id: str, label: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> None:
        """Make the button; `custom_id` (100 characters at most) must match the class's template."""
        super().__init__(Button(label=label, custom_id=custom_id, style=style))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that somebody has pressed, with what its custom id remembers."""
        return cls(*map(int, match.groups()), label="…")  # pyright: ignore[reportCallIssue, reportArgumentType] # see the class's docstring

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for."""
        try:
            await self.pressed(interaction)
        except Exception as error:  # noqa: BLE001 # event dispatch: the handler logs what nobody foresaw
            await answer_error(interaction, interaction.client.say(interaction), error)

    async def pressed(self, interaction: Pressed) -> None:
        """What happens when somebody presses the button; it acts for that person."""
        raise NotImplementedError


SelectT = TypeVar("SelectT", bound=BaseSelect[Any])


class StudySelect(DynamicItem[SelectT], template=r"(?!)"):
    """A list to choose from, with what `StudyButton` gives a button."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """The list that somebody has chosen from, with what they chose."""
        made = cls(*map(int, match.groups()))  # pyright: ignore[reportArgumentType] # see the docstring of StudyButton
        made.item = item  # pyright: ignore[reportAttributeAccessIssue] # discord.py hands over the component itself
        return made

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the list is for."""
        try:
            await self.chosen(interaction)
        except Exception as error:  # noqa: BLE001 # event dispatch: the handler logs what nobody foresaw
            await answer_error(interaction, interaction.client.say(interaction), error)

    async def chosen(self, interaction: Pressed) -> None:
        """What happens when somebody has chosen."""
        raise NotImplementedError


def row(*buttons: StudyButton | StudySelect[Any]) -> ActionRow[Layout]:
    """The buttons side by side, five at most; a list stands alone."""
    shown: ActionRow[Layout] = ActionRow()
    for button in buttons:
        shown.add_item(button)
    return shown
