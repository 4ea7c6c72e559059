"""Who is a host, and buttons, lists and forms for hosts alone: those of the whole server, or of one study as well."""

from collections.abc import Sequence
from dataclasses import field
from typing import Any

import discord
from discord import SelectOption, app_commands
from discord.ui import ChannelSelect

from bot.core.errors import StudyError
from cogs.ui.buttons import Pressed, StudyButton, StudyItem, StudySelect
from cogs.ui.forms import StudyForm
from cogs.ui.id_fields import Id

STUDY_CHANNELS = (discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum)
"""The kinds of channels in which a study can post."""
MOST_CHOICES = 25
"""Options of a list (Component Reference, String Select)."""
_STUDY_HOSTS = "the study's own host role"


def must_be_host(interaction: Pressed) -> None:
    """Raise unless the person has Manage Server, or the role that the server has chosen for its hosts."""
    if interaction.client.asker(interaction).steered is not None:
        raise app_commands.MissingPermissions(["manage_guild"])


def must_manage(interaction: discord.Interaction[Any]) -> None:
    """Raise unless the person has Manage Server: who are hosts of the server is for these alone to say."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])


def must_steer(interaction: Pressed, study_id: int) -> None:
    """Raise unless the person is a host of the server, or has the role that this study of it has for its own hosts."""
    if not interaction.client.asker(interaction).may_steer(study_id):
        raise app_commands.MissingRole(_STUDY_HOSTS)


def must_steer_some(interaction: Pressed) -> None:
    """Raise unless the person is a host of the server, or of one of its studies."""
    if interaction.client.asker(interaction).steered == frozenset():
        raise app_commands.MissingRole(_STUDY_HOSTS)


def role_for_hosts(role: discord.Role | None) -> int:
    """The id of a role that can make its members hosts.

    Raises `StudyError` for one that is gone, that everybody has, or that belongs to a bot or another service.
    """
    if role is None or role.is_default() or role.managed:
        raise StudyError("settings.no_such_role")
    return role.id


class HostButton(StudyButton):
    """A button that works for hosts of the server, whoever else sees it."""

    def check(self, interaction: Pressed) -> None:
        """Raise also for everybody who is no host."""
        must_be_host(interaction)
        super().check(interaction)


class StudyHostButton(StudyButton):
    """A button about one study, which works for its own hosts as well."""

    study_id: Id

    def check(self, interaction: Pressed) -> None:
        """Raise also for everybody who does not steer the study."""
        must_steer(interaction, vars(self).get("study_id", 0))  # an id that means nothing names no study
        super().check(interaction)


class HostSelect(StudySelect):
    """A list from which hosts of the server, whoever else sees it, choose one thing."""

    def check(self, interaction: Pressed) -> None:
        """Raise also for everybody who is no host."""
        must_be_host(interaction)
        super().check(interaction)


class StudyHostSelect(StudySelect):
    """A list about one study, from which its own hosts choose as well."""

    study_id: Id

    def check(self, interaction: Pressed) -> None:
        """Raise also for everybody who does not steer the study."""
        must_steer(interaction, vars(self).get("study_id", 0))  # an id that means nothing names no study
        super().check(interaction)


class HostChannelSelect(StudyItem[ChannelSelect[Any]]):
    """A list of the server's channels in which a study can post, of which hosts of the server choose one."""

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
    """A form for hosts of the server."""

    def check(self, interaction: Pressed) -> None:
        """Raise for everybody who is no host."""
        must_be_host(interaction)


class StudyHostForm(StudyForm):
    """A form about one study, for its own hosts as well."""

    study_id: Id

    def check(self, interaction: Pressed) -> None:
        """Raise for everybody who does not steer the study."""
        must_steer(interaction, vars(self).get("study_id", 0))


def numbered_options(choices: Sequence[tuple[str, int]]) -> list[SelectOption]:
    """The options of a list, from pairs of a label and a number; labels are cut to 100 characters."""
    return [SelectOption(label=label[:100], value=str(value)) for label, value in choices]
