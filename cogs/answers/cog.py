"""Carries answers to their end, also after a restart, and tells their members."""

import logging
from functools import partial

import discord
from discord.ext import commands

from bot import events
from bot.client import StudyBot
from bot.core.posts import Delivery, DeliveryState
from bot.interactions.answers import reply
from bot.interactions.error_handler import answer_error
from bot.services.deliveries import answers
from cogs.answers.given_answer import GivenAnswer
from cogs.daily.answer_form import answer_button
from cogs.daily.answer_layouts import given_back_file, given_back_layout
from cogs.deliveries.carrying_cog import CarryingCog
from cogs.ui.replies import message_link

_log = logging.getLogger(__name__)

SOON = 10.0
"""Seconds after which somebody who waits reads that it takes longer."""
TOLD_WITHIN = 840.0
"""Seconds for which somebody can be told how it ended: an interaction is good for fifteen minutes."""


class Answers(CarryingCog):
    """Posts what members have handed in."""

    def __init__(self, bot: StudyBot) -> None:
        super().__init__(bot, bot.send_rate)

    @commands.Cog.listener(events.TICKED)
    async def on_ticked(self) -> None:
        """Take up what is under way, from before the start too, and erase texts that were kept long enough."""
        for delivery in await answers.unfinished(self._bot.database, self._bot.http_watch.discord_now()):
            self.deliveries.take(GivenAnswer(self._bot, delivery), untried=False)

    @commands.Cog.listener(events.ANSWER_CLAIMED)
    async def on_answer_claimed(
        self, interaction: discord.Interaction[StudyBot], delivery: Delivery, untried: bool
    ) -> None:
        """Send what somebody has handed in, and tell them how that ends."""
        try:
            await self._carry(interaction, delivery, untried=untried)
        except Exception as error:  # noqa: BLE001 # event dispatch: the person waits for an answer
            await answer_error(interaction, self._bot.say(interaction), error)

    async def _carry(self, interaction: discord.Interaction[StudyBot], delivery: Delivery, *, untried: bool) -> None:
        if delivery.state is DeliveryState.CLAIMED:
            task = self.deliveries.take(GivenAnswer(self._bot, delivery), untried=untried)
            if not await self.is_over(task, SOON):
                await reply(interaction, self._bot.say(interaction)("answer.still_under_way"))
                if not await self.is_over(task, TOLD_WITHIN):
                    return  # with their next press they have it back, if it is not posted
        await self._tell(interaction, await answers.as_it_stands(self._bot.database, delivery))

    async def _tell(self, interaction: discord.Interaction[StudyBot], answer: Delivery | None) -> None:
        """Say where it is or why it is not; what is not posted goes back to its member, and is not kept then."""
        say = self._bot.say(interaction)
        if answer is None:
            await reply(interaction, say("answer.withdrawn"))
        elif answer.state is DeliveryState.CLAIMED:
            await reply(interaction, say("answer.still_under_way"))
        elif answer.state is not DeliveryState.SENT:
            layout = given_back_layout(say, answer, partial(answer_button, say))
            await reply(interaction, layout, files=[given_back_file(answer)])
            await answers.given_back(self._bot.database, answer)
        elif answer.message_id is None:
            await reply(interaction, say("answer.just_deleted"))
        else:
            place = message_link(answer.guild_id, answer.channel_id, answer.message_id)
            await reply(interaction, say("answer.posted", place=place))
