"""Telling hosts what they have to know: once, in their channel, or with their next command."""

import asyncio
import logging

import discord

from bot.client import StudyBot
from bot.connection.unasked import unasked
from bot.core.models import Reason
from bot.core.posts import Delivery, NoticeContent
from bot.core.studies.plan import LEFT_NOTICES
from bot.core.text.markup import mark
from bot.i18n import Say
from bot.interactions.answers import Layout, display, panel
from bot.outside.network_errors import BROKEN
from bot.services.deliveries import claim_holds, host_notices, post_extras
from cogs.deliveries.carried import Carried, has_the_words_of
from cogs.deliveries.carrier import Deliveries
from cogs.deliveries.time_evidence import DOUBTS, discord_now
from cogs.study.reading.reading_list import ReadingButton
from cogs.study.repairs import repair_row
from cogs.ui.buttons import row

_log = logging.getLogger(__name__)

NOTICES = 5
"""Notices a second in all guilds together, so that most of the send rate is left to posts."""
STORAGE_AGAIN = 6 * 3600.0
"""Seconds for which hosts are not told again that nothing can be saved, nor tried again where that failed."""
_NOT_STOPPED = (
    *post_extras.REASONS,
    Reason.UNKNOWN,
    *DOUBTS,
    Reason.STORAGE,
    *LEFT_NOTICES.values(),
    Reason.NO_DRAFTS,
)
"""What is told although the study goes on: no button is needed to start it again."""


def notice_layout(say: Say, study_id: int, content: NoticeContent, *, may_move: bool = True) -> Layout:
    """What happened, and the buttons that mend it: another channel as well, for those who may choose one."""
    container, reason = panel(), content.reason
    stopped = reason not in _NOT_STOPPED
    about = "notice.low" if reason in LEFT_NOTICES.values() else "notice.trouble"
    title = say("notice.stopped" if stopped else about, channel=content.channel_id)
    container.add_item(display(mark("**{}**\n{}", title, say(reason.key, n=content.left))))
    if reason in LEFT_NOTICES.values():
        container.add_item(row(ReadingButton(study_id, label=say("button.reading"))))
    elif stopped:
        container.add_item(repair_row(say, study_id, may_move=may_move))
    elif reason is Reason.UNKNOWN:
        container.add_item(display(say("notice.see_status")))
    return Layout(container)


class HostNotice(Carried):
    """A notice on its way to a host channel: known by its words since its claim, and not waited for after a try."""

    waits = False

    def __init__(self, bot: StudyBot, delivery: Delivery) -> None:
        """Raises `TypeError` for a delivery of another kind."""
        if not isinstance(delivery.content, NoticeContent):
            raise TypeError(f"delivery {delivery.id} is no notice")
        super().__init__(delivery)
        self._say, self._content = bot.texts.say(delivery.content.said_in), delivery.content

    def layout(self) -> Layout:
        """What happened, in the language of its claim."""
        return notice_layout(self._say, self.delivery.study_id, self._content)

    def is_in(self, message: discord.Message) -> bool:
        """Whether the message is younger than the claim, and has these words."""
        return has_the_words_of(self, message)

    async def ended(self, delivery: Delivery, *, is_new: bool) -> None:
        """Nothing follows: what its end means is recorded with it."""


class HostNotices:
    """Tells each notice once; those of one server are told one after another, and no server waits for another."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self.deliveries = Deliveries(bot, bot.rate("notices", NOTICES))
        self._everybody = asyncio.Lock()
        self._told_of_storage: dict[int, float] = {}

    async def tell_all(self) -> None:
        """Tell what is due in all guilds; nothing if that is being done already."""
        if self._everybody.locked():
            return
        async with self._everybody:
            waiting = await host_notices.guilds_to_tell(self._bot.database, discord_now(self._bot))
            results = await asyncio.gather(*map(self.tell, waiting), return_exceptions=True)
        for failed in (result for result in results if result is not None):
            _log.error("The notices of a server could not be seen to; the next tick tries again", exc_info=failed)

    async def tell(self, guild_id: int) -> None:
        """Tell what is due in the channel that this guild's hosts have chosen; what fails is tried again later."""
        bot, told = self._bot, 0
        async with bot.keyed_lock.hold(f"notices {guild_id}"):
            while claim := await host_notices.claim_next(
                bot.database, bot.app_id, guild_id, discord_now(bot), after=told
            ):
                told = claim.notice_id
                await asyncio.wait([self.deliveries.take(HostNotice(bot, claim.delivery), untried=claim.untried)])

    async def tell_of_storage(self) -> None:
        """Tell the hosts of what is due that nothing can be saved: once in `STORAGE_AGAIN`, which cannot be stored."""
        bot, now = self._bot, self._bot.clock.monotonic()
        waiting = await claim_holds.whom_to_tell(bot.database, Reason.STORAGE, bot.http_watch.later_now())
        for notice in waiting:
            told_at = self._told_of_storage.get(notice.guild_id)
            if told_at is not None and now - told_at < STORAGE_AGAIN:
                continue
            self._told_of_storage[notice.guild_id] = now
            channel = bot.get_partial_messageable(notice.host_channel_id, guild_id=notice.guild_id)
            layout = notice_layout(bot.say_to_guild(notice.guild_id), notice.study_id, notice.content)
            try:
                with unasked(notice.guild_id):
                    await channel.send(view=layout, allowed_mentions=discord.AllowedMentions.none())
            except (discord.HTTPException, *BROKEN) as lost:
                _log.info("The hosts of a server could not be told of the storage (%s)", type(lost).__name__)

    async def tell_after(self, interaction: discord.Interaction[StudyBot]) -> None:
        """Tell what is waiting about the studies that they steer to a host who has just used a command."""
        bot, guild_id, asker = self._bot, interaction.guild_id, self._bot.asker(interaction)
        if guild_id is None or asker.steered == frozenset():
            return
        async with bot.keyed_lock.hold(f"notices {guild_id}"):
            for notice in await host_notices.untold(bot.database, guild_id):
                if not asker.may_steer(notice.study_id):
                    continue
                may_move = asker.steered is None
                layout = notice_layout(bot.say(interaction), notice.study_id, notice.content, may_move=may_move)
                try:
                    await interaction.followup.send(view=layout, ephemeral=True)
                except (discord.HTTPException, *BROKEN) as lost:
                    _log.info("A notice could not be told to a host yet (%s)", type(lost).__name__)
                    return
                await host_notices.told(bot.database, notice, bot.safe_now())
