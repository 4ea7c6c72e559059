"""A member's answer as a delivery."""

import discord

from bot.client import StudyBot
from bot.core.posts import AnswerContent, Delivery
from bot.interactions.answers import Layout
from cogs.daily.answer_layouts import answer_layout
from cogs.deliveries.carried import Carried, has_the_words_of


class GivenAnswer(Carried):
    """An answer on its way into a thread: known by its words since its claim."""

    def __init__(self, bot: StudyBot, delivery: Delivery) -> None:
        """Raises `TypeError` for a delivery of another kind, or whose text has been erased."""
        if not isinstance(delivery.content, AnswerContent) or delivery.user_id is None:
            raise TypeError(f"delivery {delivery.id} holds no answer")
        super().__init__(delivery)
        self._say = bot.texts.say(delivery.content.said_in)
        self._text, self._user_id = delivery.content.text, delivery.user_id

    def layout(self) -> Layout:
        """The answer under its member's name."""
        return answer_layout(self._say, self._text, self._user_id)

    def is_in(self, message: discord.Message) -> bool:
        """Whether the message is younger than the claim, and has these words."""
        return has_the_words_of(self, message)

    async def ended(self, delivery: Delivery, *, is_new: bool) -> None:
        """Nothing follows: its member is told by whoever waits for it, or with their next press."""
