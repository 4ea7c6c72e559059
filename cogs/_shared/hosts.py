"""Who is a host, and buttons for hosts alone."""

import discord
from discord import app_commands

from cogs._shared.buttons import Pressed, SelectT, StudyButton, StudySelect


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


class HostSelect(StudySelect[SelectT], template=r"(?!)"):
    """A list that works for hosts, whoever else sees it."""

    async def pressed(self, interaction: Pressed) -> None:
        """Ask who it is, then do it."""
        must_be_host(interaction)
        await self.host_chose(interaction, [str(value) for value in self.item.values])

    async def host_chose(self, interaction: Pressed, values: list[str]) -> None:
        """What happens when a host chooses these values."""
        raise NotImplementedError
