"""Telling hosts what they have to know: once, in their channel, or with their next command."""

import asyncio
import logging

import discord

from bot.client import StudyBot
from bot.connection.send_rate import SendRate
from bot.connection.unasked import unasked
from bot.core.models import Notice, Reason
from bot.core.studies.reading_order import LEFT_NOTICES
from bot.core.text.markup import mark
from bot.i18n import Say
from bot.interactions.answers import Layout, display, panel
from bot.outside.network_errors import BROKEN
from bot.services.deliveries import host_notices
from bot.services.deliveries.post_extras import PIN_REASONS
from cogs.deliveries.permissions import TO_SPEAK, surely_lacks
from cogs.deliveries.time_evidence import DOUBTS
from cogs.study.reading_list import ReadingButton
from cogs.study.repairs import repair_row
from cogs.ui.buttons import row

_log = logging.getLogger(__name__)

NOTICES = 5
"""Notices a second in all guilds together, so that most of the send rate is left to posts."""
_NOT_STOPPED = (
    Reason.NO_THREAD,
    Reason.THREAD_REFUSED,
    *PIN_REASONS,
    Reason.ROLE_GONE,
    Reason.UNKNOWN,
    *DOUBTS,
    *LEFT_NOTICES.values(),
)
"""What is told although the study goes on: no button is needed to start it again."""


def notice_layout(say: Say, notice: Notice) -> Layout:
    """What happened, and the buttons that mend it."""
    container = panel()
    stopped = notice.reason not in _NOT_STOPPED
    about = "notice.low" if notice.reason in LEFT_NOTICES.values() else "notice.trouble"
    title = say("notice.stopped" if stopped else about, channel=notice.channel_id)
    container.add_item(display(mark("**{}**\n{}", title, say(notice.reason.key, n=notice.left))))
    if notice.reason in LEFT_NOTICES.values():
        container.add_item(row(ReadingButton(notice.study_id, label=say("button.reading"))))
    elif stopped:
        container.add_item(repair_row(say, notice.study_id))
    elif notice.reason is Reason.UNKNOWN:
        container.add_item(display(say("notice.see_status")))
    return Layout(container)


class HostNotices:
    """Tells each notice once; those of one server are told one after another, and no server waits for another."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self._rate = SendRate(NOTICES)
        self._everybody = asyncio.Lock()

    async def tell_all(self) -> None:
        """Tell what is due in all guilds; nothing if that is being done already."""
        if self._everybody.locked():
            return
        async with self._everybody:
            waiting = await host_notices.guilds_to_tell(self._bot.database, self._bot.safe_now())
            results = await asyncio.gather(*map(self.tell, waiting), return_exceptions=True)
        for failed in (result for result in results if result is not None):
            _log.error("The notices of a server could not be seen to; the next tick tries again", exc_info=failed)

    async def tell(self, guild_id: int) -> None:
        """Tell what is due in the channel that this guild's hosts have chosen; what fails is tried again later."""
        with unasked(guild_id):
            async with self._bot.keyed_lock.hold(f"notices {guild_id}"):
                channel_id = await host_notices.channel(self._bot.database, guild_id)
                if channel_id is None:
                    return
                for notice in await host_notices.due(self._bot.database, guild_id, self._bot.safe_now()):
                    await self._try(notice, channel_id)

    async def tell_after(self, interaction: discord.Interaction[StudyBot]) -> None:
        """Tell what is waiting to a host who has just used a command, and to nobody else."""
        bot, guild_id = self._bot, interaction.guild_id
        if guild_id is None or not interaction.permissions.manage_guild:
            return
        async with bot.keyed_lock.hold(f"notices {guild_id}"):
            for notice in await host_notices.untold(bot.database, guild_id):
                try:
                    await interaction.followup.send(view=notice_layout(bot.say(interaction), notice), ephemeral=True)
                except (discord.HTTPException, *BROKEN) as lost:
                    _log.info("A notice could not be told to a host yet (%s)", type(lost).__name__)
                    return
                await host_notices.told(bot.database, notice, bot.safe_now())

    async def _try(self, notice: Notice, channel_id: int) -> None:
        bot = self._bot
        if surely_lacks(bot, notice.guild_id, channel_id, *TO_SPEAK):
            await host_notices.tried_in_vain(bot.database, notice, bot.safe_now())
            return
        await self._rate.wait()
        channel = bot.get_partial_messageable(channel_id, guild_id=notice.guild_id)
        try:
            await channel.send(
                view=notice_layout(bot.say_to_guild(notice.guild_id), notice),
                nonce=f"notice-{notice.id}",
                allowed_mentions=discord.AllowedMentions.none(),
            )
        except (discord.HTTPException, *BROKEN) as lost:
            _log.info("Notice %d could not be told in a host channel yet (%s)", notice.id, type(lost).__name__)
            await host_notices.tried_in_vain(bot.database, notice, bot.safe_now())
        else:
            await host_notices.told(bot.database, notice, bot.safe_now())
