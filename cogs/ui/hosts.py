"""Who is a host, and buttons and lists for hosts alone."""

from typing import Any

import discord
from discord import SelectOption, app_commands
from discord.ui import Select

from cogs.ui.buttons import Pressed, StudyButton, StudySelect

MOST_CHOICES = 25
"""Options of a list (Component Reference, String Select)."""


def must_be_host(interaction: discord.Interaction) -> None:
    """Raise unless the person has Manage Server: Discord only hides commands, and an admin can show them to anybody."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])


class HostButton(StudyButton, template=r"(?!)"):
    """A button that works for hosts, whoever else sees it."""

    async def pressed(self, interaction: Pressed) -> None:
        """Ask who it is, then do it."""
        must_be_host(interaction)
        await self.host_pressed(interaction)

    async def host_pressed(self, interaction: Pressed) -> None:
        """What happens when a host presses the button."""
        raise NotImplementedError


class HostSelect(StudySelect[Select[Any]], template=r"(?!)"):
    """A list from which hosts, whoever else sees it, choose one thing."""

    def __init__(self, custom_id: str, options: list[SelectOption] | None, placeholder: str) -> None:
        """Make the list; without options only to act on what was chosen."""
        super().__init__(Select(custom_id=custom_id, options=options or [], placeholder=placeholder))

    async def pressed(self, interaction: Pressed) -> None:
        """Ask who it is, then do it."""
        must_be_host(interaction)
        await self.host_chose(interaction, str(self.item.values[0]))

    async def host_chose(self, interaction: Pressed, value: str) -> None:
        """What happens when a host has chosen."""
        raise NotImplementedError


def numbered_options(choices: list[tuple[str, int]]) -> list[SelectOption]:
    """The options of a list, from what people read and the number each stands for."""
    return [SelectOption(label=label[:100], value=str(value)) for label, value in choices]
