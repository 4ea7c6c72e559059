"""Who is a host, and buttons, lists and forms for hosts alone."""

from collections.abc import Sequence
from dataclasses import field
from typing import Any

import discord
from discord import SelectOption, app_commands
from discord.ui import ChannelSelect

from cogs.ui.buttons import Pressed, StudyButton, StudyItem, StudySelect
from cogs.ui.forms import StudyForm

STUDY_CHANNELS = (discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum)
"""The kinds of channels in which a study can post."""
MOST_CHOICES = 25
"""Options of a list (Component Reference, String Select)."""


def must_be_host(interaction: Pressed) -> None:
    """Raise unless the person has Manage Server, or the role that the server has chosen for its hosts.

    Discord only hides commands, and an admin can show them to anybody.
    """
    role_id, person = interaction.client.host_roles.of(interaction.guild_id), interaction.user
    if role_id is None or not isinstance(person, discord.Member) or person.get_role(role_id) is None:
        must_manage(interaction)


def must_manage(interaction: discord.Interaction[Any]) -> None:
    """Raise unless the person has Manage Server: who are hosts is for these alone to say."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])


class HostButton(StudyButton):
    """A button that works for hosts, whoever else sees it."""

    def check(self, interaction: Pressed) -> None:
        """Raise also for everybody who is no host."""
        must_be_host(interaction)
        super().check(interaction)


class HostSelect(StudySelect):
    """A list from which hosts, whoever else sees it, choose one thing."""

    def check(self, interaction: Pressed) -> None:
        """Raise also for everybody who is no host."""
        must_be_host(interaction)
        super().check(interaction)


class HostChannelSelect(StudyItem[ChannelSelect[Any]]):
    """A list of the server's channels in which a study can post, of which hosts choose one."""

    placeholder: str = field(default="…", kw_only=True)

    def __init__(self, *values: Any, placeholder: str = "…") -> None:
        """Make the list that holds these values."""
        written = self._remember(values)
        super().__init__(ChannelSelect(custom_id=written, channel_types=list(STUDY_CHANNELS), placeholder=placeholder))

    def check(self, interaction: Pressed) -> None:
        """Raise also for everybody who is no host."""
        must_be_host(interaction)
        super().check(interaction)

    def is_of_ours(self) -> bool:
        """Whether a channel was chosen that Discord knows."""
        return len(self.item.values) == 1

    async def pressed(self, interaction: Pressed) -> None:
        """Call `chosen` with the id of the channel."""
        await self.chosen(interaction, self.item.values[0].id)

    async def chosen(self, interaction: Pressed, channel_id: int) -> None:
        """What happens when a host has chosen."""
        raise NotImplementedError


class HostForm(StudyForm):
    """A form for hosts."""

    def check(self, interaction: Pressed) -> None:
        """Raise for everybody who is no host."""
        must_be_host(interaction)


def numbered_options(choices: Sequence[tuple[str, int]]) -> list[SelectOption]:
    """The options of a list, from pairs of a label and a number; labels are cut to 100 characters."""
    return [SelectOption(label=label[:100], value=str(value)) for label, value in choices]
