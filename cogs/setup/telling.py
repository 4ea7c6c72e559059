"""Telling hosts what they have to know: once, in their channel, or with their next command."""

import logging

import discord
from discord.ui import Container, TextDisplay

from bot.client import StudyBot
from bot.core.models import Notice
from bot.core.reading import LEFT_NOTICES
from bot.i18n import Say
from bot.outside.network import BROKEN
from bot.services import hosts
from bot.services.daily import PIN_REASONS, ROLE_GONE
from cogs._shared.buttons import row
from cogs._shared.passages import ACCENT
from cogs._shared.replies import Layout
from cogs.setup.reading_list import ReadingButton
from cogs.setup.repairs import repair_row

_log = logging.getLogger(__name__)

_NOT_STOPPED = (
    "reason.no_thread",
    "reason.thread_refused",
    *PIN_REASONS,
    ROLE_GONE,
    "reason.unknown",
    *LEFT_NOTICES.values(),
)
"""What is told although the study goes on: no button is needed to start it again."""


def notice_layout(say: Say, notice: Notice) -> Layout:
    """What happened, and the buttons that mend it."""
    container: Container[Layout] = Container(accent_colour=ACCENT)
    stopped = notice.key not in _NOT_STOPPED
    about = "notice.low" if notice.key in LEFT_NOTICES.values() else "notice.trouble"
    title = say("notice.stopped" if stopped else about, channel=notice.channel_id)
    container.add_item(TextDisplay(f"**{title}**\n{say(notice.key, n=notice.left)}"))
    if notice.key in LEFT_NOTICES.values():
        container.add_item(row(ReadingButton(notice.study_id, label=say("button.reading"))))
    elif stopped:
        container.add_item(repair_row(say, notice.study_id))
    elif notice.key == "reason.unknown":
        container.add_item(TextDisplay(say("notice.see_status")))
    return Layout(container)


async def tell_in_channels(bot: StudyBot) -> None:
    """Tell what is waiting in the channels that hosts have chosen; what cannot be told there goes on waiting."""
    for notice in await hosts.untold(bot.database):
        channel_id = await hosts.channel(bot.database, notice.guild_id)
        if channel_id is None:
            continue
        channel = bot.get_partial_messageable(channel_id, guild_id=notice.guild_id)
        try:
            await channel.send(
                view=notice_layout(bot.say(), notice),
                nonce=f"notice-{notice.id}",
                allowed_mentions=discord.AllowedMentions.none(),
            )
        except (discord.HTTPException, discord.RateLimited, *BROKEN) as lost:
            _log.info("A notice could not be told in a host channel yet (%s)", type(lost).__name__)
            continue
        await hosts.told(bot.database, notice, bot.now())


async def tell_after(interaction: discord.Interaction[StudyBot]) -> None:
    """Tell what is waiting to a host who has just used a command, and to nobody else."""
    bot = interaction.client
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        return
    for notice in await hosts.untold(bot.database, interaction.guild_id):
        try:
            await interaction.followup.send(view=notice_layout(bot.say(interaction), notice), ephemeral=True)
        except (discord.HTTPException, *BROKEN) as lost:
            _log.info("A notice could not be told to a host yet (%s)", type(lost).__name__)
            return
        await hosts.told(bot.database, notice, bot.now())
