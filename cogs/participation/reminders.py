"""Reminds members, at the hour that each has chosen, of the post that they have not read."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import discord
from discord.ext import commands

from bot import events
from bot.client import StudyBot
from bot.core.posts import Delivery, ReminderContent
from bot.core.studies.participation.reminders import Due, Reminder
from bot.interactions.answers import Layout
from bot.services.deliveries import reminders
from cogs.daily.reminders import said_layout
from cogs.deliveries.carried import Carried, is_worded_as
from cogs.deliveries.carrying_cog import CarryingCog
from cogs.ui.members_here import members_here

A_SECOND = 5
"""Reminders a second in all servers together, so that most of the send rate is left to posts."""


class _Found(NamedTuple):
    """Reminders of members who can see the post, of people who have left, and of those of whom Discord says nothing."""

    seeing: Sequence[Reminder] = ()
    left: Sequence[Reminder] = ()
    unsure: Sequence[Reminder] = ()


class SaidReminder(Carried):
    """A reminder on its way to a member: known by its words, since each post is said once."""

    def __init__(self, bot: StudyBot, delivery: Delivery) -> None:
        """Raises `TypeError` for a delivery of another kind."""
        if not isinstance(delivery.content, ReminderContent):
            raise TypeError(f"delivery {delivery.id} is no reminder")
        super().__init__(delivery)
        self._say, self._content = bot.texts.say(delivery.content.said_in), delivery.content

    def layout(self) -> Layout:
        """Which post waits, and where."""
        return said_layout(self._say, self._content, self.delivery.guild_id, self.delivery.study_id)

    def is_in(self, message: discord.Message) -> bool:
        """Whether the message has these words, however old it is: the database may have forgotten that it was sent."""
        return is_worded_as(self, message)

    async def ended(self, delivery: Delivery, *, is_new: bool) -> None:
        """Nothing follows: that a member takes no direct messages is recorded with its end."""


class Reminders(CarryingCog):
    """Claims the reminders whose hour has come, and carries them to their end."""

    def __init__(self, bot: StudyBot) -> None:
        super().__init__(bot, bot.rate("reminders", A_SECOND))
        self._looking = asyncio.Lock()

    @commands.Cog.listener(events.TICKED)
    async def on_ticked(self) -> None:
        """See to what is due, and to what is on its way, from before the start too."""
        if self._looking.locked():
            return
        async with self._looking:
            for delivery in await reminders.unfinished(self._bot.database):
                self.deliveries.take(SaidReminder(self._bot, delivery), untried=False)
            await self._claim()

    async def _claim(self) -> None:
        """Claim what is due; not in a server of which Discord does not say who is still there: the next tick asks."""
        bot, now = self._bot, self._bot.safe_now()
        come = await reminders.due(bot.database, now)
        of_guild: dict[int, list[Due]] = defaultdict(list)
        for due in reminders.to_be_said(come, now):
            of_guild[due.reminder.guild_id].append(due)
        found = await asyncio.gather(*(self._found(guild_id, some) for guild_id, some in of_guild.items()))
        said_to = {reminder for some in found for reminder in some.seeing}
        unsure = {reminder for some in found for reminder in some.unsure}
        if left := [reminder for some in found for reminder in some.left]:
            await reminders.gone(bot.database, left)
        ready = [due for due in come if due.reminder not in unsure]
        for delivery in await reminders.claim(bot.database, bot.app_id, ready, said_to, now):
            self.deliveries.take(SaidReminder(bot, delivery), untried=True)

    async def _found(self, guild_id: int, come: Sequence[Due]) -> _Found:
        """Which of the members of one server are to be written to."""
        guild = self._bot.get_guild(guild_id)
        asked = None if guild is None or guild.unavailable else guild
        here = None if asked is None else await members_here(asked, {due.reminder.user_id for due in come})
        if asked is None or here is None:
            return _Found(unsure=[due.reminder for due in come])
        left = [due.reminder for due in come if due.reminder.user_id not in here]
        present = [(due, here[due.reminder.user_id]) for due in come if due.reminder.user_id in here]
        return _Found([due.reminder for due, member in present if _sees(asked, due, member)], left)


def _sees(guild: discord.Guild, due: Due, member: discord.Member) -> bool:
    """Whether a member can see the channel of the study: what stands in another is nothing to remind them of."""
    channel = guild.get_channel(due.study_channel_id)
    return channel is not None and channel.permissions_for(member).view_channel
