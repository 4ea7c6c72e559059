"""Who is a host, which study they mean, and buttons and lists for hosts alone."""

from typing import Any, ClassVar

import discord
from discord import SelectOption, app_commands
from discord.ui import Select

from bot.core.models import Study
from bot.services import studies
from cogs._shared.buttons import Pressed, StudyButton, StudySelect
from cogs._shared.replies import Layout, guild_of, place_of


def must_be_host(interaction: discord.Interaction) -> None:
    """Raise unless the person has Manage Server: Discord only hides commands, and an admin can show them to anybody."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])


async def study_meant(interaction: Pressed) -> Study:
    """The study of the place where the host is. Raises `StudyError` when that is unclear."""
    return await studies.the_one(interaction.client.database, guild_of(interaction), place_of(interaction))


async def replace(interaction: Pressed, layout: Layout) -> None:
    """Put this in the place of the message that somebody used, which only they see."""
    await interaction.response.edit_message(view=layout, allowed_mentions=discord.AllowedMentions.none())


class HostButton(StudyButton, template=r"(?!)"):
    """A button that works for hosts, whoever else sees it."""

    async def pressed(self, interaction: Pressed) -> None:
        """Ask who it is, then do it."""
        must_be_host(interaction)
        await self.host_pressed(interaction)

    async def host_pressed(self, interaction: Pressed) -> None:
        """What happens when a host presses the button."""
        raise NotImplementedError


class HostChoice(StudySelect[Select[Any]], template=r"(?!)"):
    """A list of choices about a study that works for hosts, whoever else sees it."""

    called: ClassVar[str]
    """What its custom id begins with."""

    def __init__(self, study_id: int, options: list[SelectOption] | None = None, *, placeholder: str = "…") -> None:
        """Make the list for a study; without options only to act on what was chosen."""
        custom_id = f"{self.called}:{study_id}"
        super().__init__(Select(custom_id=custom_id, options=options or [], placeholder=placeholder))
        self._study_id = study_id

    async def pressed(self, interaction: Pressed) -> None:
        """Ask who it is, then do it."""
        must_be_host(interaction)
        await self.host_chose(interaction, self.item.values[0])

    async def host_chose(self, interaction: Pressed, value: str) -> None:
        """What happens when a host has chosen."""
        raise NotImplementedError
