"""What `/settings` answers: who hosts are, where they are told of problems, and whether a model drafts questions."""

import zlib
from typing import NamedTuple

from bot import events
from bot.core.errors import StudyError
from bot.core.text.markup import NOTHING, Markup, plain
from bot.i18n import Say
from bot.interactions.answers import Layout, display
from bot.services.deliveries import host_notices
from bot.services.questions import model_consent
from cogs.ui.buttons import Pressed, row
from cogs.ui.hosts import HostButton, must_manage
from cogs.ui.id_fields import Count
from cogs.ui.passage_parts import below
from cogs.ui.replies import guild_of, turn

NAME = 80
"""Characters of a model’s or a machine’s name that are shown."""


class NamedModel(NamedTuple):
    """The model that may draft questions, the machine where it reads passages, and the machine that hosts agreed to."""

    name: str
    host: str
    agreed_host: str | None

    @property
    def mark(self) -> int:
        """A number for this model on this machine: who has read of another has not agreed to it."""
        return zlib.crc32(f"{self.name} {self.host}".encode()) % 10**9


class HostSettings(NamedTuple):
    """Where hosts are told of problems, whether everybody reads that, and the role whose members are hosts.

    `model` is None where the operator has named no model.
    """

    channel_id: int | None
    is_public: bool
    role_id: int | None
    model: NamedModel | None = None


async def settings_of(interaction: Pressed) -> HostSettings:
    """The settings as they are."""
    guild, guild_id, bot = interaction.guild, guild_of(interaction), interaction.client
    chosen = await host_notices.channel(bot.database, guild_id)
    channel = guild.get_channel(chosen) if guild and chosen else None
    is_public = channel is not None and channel.permissions_for(channel.guild.default_role).view_channel
    model = None
    if bot.model is not None:
        agreed_host = await model_consent.agreed_host(bot.database, guild_id)
        model = NamedModel(bot.model.model, bot.model.host, agreed_host)
    return HostSettings(chosen, is_public, bot.host_roles.of(guild_id), model)


def settings_layout(say: Say, settings: HostSettings) -> Layout:
    """Who hosts are, where they are told of problems, who else can read that, and the buttons that give these up.

    Where a model may draft questions, also what it is told and by whom, before a host can turn that on.
    """
    role_id, channel_id = settings.role_id, settings.channel_id
    text = below(
        say("settings.host_role", role=role_id) if role_id else say("settings.no_host_role"),
        say("settings.host_channel", channel=channel_id) if channel_id else say("settings.no_host_channel"),
        say("settings.public") if settings.is_public else NOTHING,
        _model_text(say, settings.model) if settings.model else NOTHING,
    )
    buttons: list[HostButton] = []
    if role_id:
        buttons.append(NoHostRoleButton(label=say("button.no_host_role")))
    if channel_id:
        buttons.append(NoHostChannelButton(label=say("button.no_host_channel")))
    if settings.model is not None:
        buttons.append(_model_button(say, settings.model))
    return Layout(display(text), *([row(*buttons)] if buttons else []))


def _model_text(say: Say, model: NamedModel) -> Markup:
    names = {"model": plain(model.name, NAME), "host": plain(model.host, NAME)}
    if model.agreed_host == model.host:
        return say("settings.drafts_on", **names)
    before = model.agreed_host
    moved = say("settings.drafts_moved", before=plain(before, NAME), host=names["host"]) if before else NOTHING
    return below(moved, say("settings.drafts_off", **names))


def _model_button(say: Say, model: NamedModel) -> HostButton:
    if model.agreed_host == model.host:
        return DraftsOffButton(label=say("button.drafts_off"))
    return DraftsOnButton(model.mark, label=say("button.drafts_on"))


class NoHostChannelButton(HostButton, kind="nohostchannel"):
    """*No host channel*: hosts are told when they next use a command."""

    async def pressed(self, interaction: Pressed) -> None:
        """Give the channel up."""
        bot, guild_id = interaction.client, guild_of(interaction)
        await host_notices.choose_channel(bot.database, guild_id, None)
        await turn(interaction, settings_layout(bot.say(interaction), await settings_of(interaction)))
        events.notice_due(bot, guild_id)


class NoHostRoleButton(HostButton, kind="nohostrole"):
    """*No host role*: only who has Manage Server is a host from then on."""

    async def pressed(self, interaction: Pressed) -> None:
        """Give the role up."""
        must_manage(interaction)
        bot = interaction.client
        await bot.host_roles.choose(guild_of(interaction), None)
        await turn(interaction, settings_layout(bot.say(interaction), await settings_of(interaction)))


class DraftsOnButton(HostButton, kind="draftson"):
    """*Turn on drafted questions*: passages may be sent to the machine that the host has just read of."""

    mark: Count
    """Of the model and its machine."""

    async def pressed(self, interaction: Pressed) -> None:
        """Turn it on; where the operator has named another model since, show that instead."""
        bot, settings = interaction.client, await settings_of(interaction)
        if settings.model is None:
            raise StudyError("settings.no_model")
        if settings.model.mark == self.mark:
            await model_consent.turn_on(bot.database, guild_of(interaction), settings.model.host)
            settings = await settings_of(interaction)
        await turn(interaction, settings_layout(bot.say(interaction), settings))


class DraftsOffButton(HostButton, kind="draftsoff"):
    """*Turn off drafted questions*: nothing is sent any more, and what no host has approved is deleted."""

    async def pressed(self, interaction: Pressed) -> None:
        """Turn it off, also where the operator has named no model any more."""
        bot = interaction.client
        await model_consent.turn_off(bot.database, guild_of(interaction))
        await turn(interaction, settings_layout(bot.say(interaction), await settings_of(interaction)))
