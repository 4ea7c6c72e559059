"""Forms that survive a restart: what they are about stands in their custom id, as with `StudyButton`."""

import secrets
from collections.abc import Mapping
from typing import ClassVar

import discord
from discord.ui import Label, Modal, TextInput

from bot.client import StudyBot
from cogs.ui.buttons import Pressed

TITLE, LABEL = 45, 45
"""Characters of a form's title and of a field's label (Modals in the API reference)."""


def field(name: str, label: str, most: int, value: str, *, long: bool = False, needed: bool = True) -> Label[Modal]:
    """A field for so many characters, filled in already; `name` is the key under which what is typed comes back."""
    style = discord.TextStyle.paragraph if long else discord.TextStyle.short
    text = TextInput[Modal](custom_id=name, style=style, default=value[:most] or None, required=needed, max_length=most)
    return Label(text=label[:LABEL], component=text)


class StudyForm(Modal):
    """A form; `kind` is the beginning of its custom id, and its class is added to the bot with `add_to`."""

    kind: ClassVar[str]

    def __init__(self, title: str, *about: int, fields: list[Label[Modal]]) -> None:
        """Make the form about these rows. The random end keeps the forms of two people apart."""
        numbers = "".join(f"{number}:" for number in about)
        super().__init__(title=title[:TITLE], custom_id=f"{self.kind}:{numbers}{secrets.token_hex(4)}")
        for each in fields:
            self.add_item(each)

    async def open(self, interaction: Pressed) -> None:
        """Show the form. discord.py need not remember it: `StudyBot` knows what to do with its kind."""
        self.stop()
        await interaction.response.send_modal(self)

    @classmethod
    def add_to(cls, bot: StudyBot) -> None:
        """Have the bot answer forms of this kind."""
        bot.add_form(cls.kind, cls.submitted)

    @classmethod
    async def submitted(cls, interaction: Pressed, about: tuple[int, ...], typed: Mapping[str, str]) -> None:
        """What happens when somebody sends the form; `about` are the numbers it was made with."""
        raise NotImplementedError
