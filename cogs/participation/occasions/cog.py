"""Says to groups what is due besides their posts, and what hosts hand in for them."""

import asyncio
from datetime import datetime

import discord
from discord.ext import commands

from bot import events
from bot.client import StudyBot
from bot.core.posts import Delivery, DeliveryState
from bot.interactions.answers import reply
from bot.interactions.error_handler import answer_error
from bot.services.deliveries.occasions import claims, host_words
from cogs.deliveries.carrying_cog import CarryingCog
from cogs.participation.occasions.carried import Occasion
from cogs.participation.occasions.layouts import not_said_layout
from cogs.ui.replies import message_link

A_SECOND = 5
"""Messages a second in all servers together, so that most of the send rate is left to posts."""
SOON = 10.0
"""Seconds after which a host who waits reads that it takes longer."""
TOLD_WITHIN = 780.0
"""Seconds for which they are told how it ends: it is tried for ten minutes, and an interaction is good for fifteen."""


class Occasions(CarryingCog):
    """Claims recaps and what is said at the end of essays, and carries them and hosts' words to their end."""

    def __init__(self, bot: StudyBot) -> None:
        super().__init__(bot, bot.rate("occasions", A_SECOND))
        self._looking = asyncio.Lock()

    @commands.Cog.listener(events.TICKED)
    async def on_ticked(self) -> None:
        """See to what is due, and to what is on its way, from before the start too."""
        if self._looking.locked():
            return
        async with self._looking:
            bot, now = self._bot, self._bot.safe_now()
            for delivery in await claims.unfinished(bot.database):
                self.deliveries.take(Occasion(bot, delivery), untried=False)
            due_at = await claims.next_at(bot.database)
            if due_at is not None and due_at <= now:
                await self._claim(now)

    async def _claim(self, now: datetime) -> None:
        # what they read is seldom needed: 5 ms of a start
        from bot.services.deliveries.occasions import closings, recaps

        bot = self._bot
        for service in (recaps, closings):
            for delivery in await service.claim_due(bot.database, bot.app_id, now):
                self.deliveries.take(Occasion(bot, delivery), untried=True)

    @commands.Cog.listener(events.WORDS_CLAIMED)
    async def on_words_claimed(
        self, interaction: discord.Interaction[StudyBot], delivery: Delivery, untried: bool
    ) -> None:
        """Say what a host has handed in, and tell them how that ends."""
        try:
            if delivery.state is DeliveryState.CLAIMED:
                task = self.deliveries.take(Occasion(self._bot, delivery), untried=untried)
                if not await self.is_over(task, SOON):
                    await reply(interaction, self._bot.say(interaction)("words.still_under_way"))
                    await self.is_over(task, TOLD_WITHIN)
            await self._tell(interaction, await host_words.as_it_stands(self._bot.database, delivery))
        except Exception as error:  # noqa: BLE001 # event dispatch: the host waits for an answer
            await answer_error(interaction, self._bot.say(interaction), error)

    async def _tell(self, interaction: discord.Interaction[StudyBot], words: Delivery | None) -> None:
        """Say where it is, or why it is not, with the words to send them again."""
        say = self._bot.say(interaction)
        if words is None:
            await reply(interaction, say("study.gone"))
        elif words.state is not DeliveryState.SENT:
            await reply(interaction, not_said_layout(say, words))
        elif words.message_id is None:
            await reply(interaction, say("words.just_deleted"))
        else:
            place = words.message_id if words.forum else words.channel_id
            await reply(interaction, say("words.said", place=message_link(words.guild_id, place, words.message_id)))
