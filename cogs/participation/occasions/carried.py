"""What is said on an occasion, as deliveries."""

from collections.abc import Callable
from functools import partial

import discord

from bot.client import StudyBot
from bot.core.posts import ClosingContent, Delivery, RecapContent, WordsContent
from bot.interactions.answers import Layout, texts
from cogs.deliveries.carried import Carried, has_the_words_of
from cogs.participation.occasions.layouts import (
    closing_layout,
    closing_title,
    recap_layout,
    recap_title,
    words_layout,
    words_title,
)

NAME = 100
"""Characters of a forum post's name (Channel Object in the API reference)."""


class Occasion(Carried):
    """A recap or the end of an essay: known by its heading, which a study says once, and a host's words by all."""

    def __init__(self, bot: StudyBot, delivery: Delivery) -> None:
        """Raises `TypeError` for a delivery of another kind."""
        super().__init__(delivery)
        self._layout, self.title = _made(bot, delivery)

    def layout(self) -> Layout:
        """The message, in the language of its claim."""
        return self._layout()

    def is_in(self, message: discord.Message) -> bool:
        """Whether the message begins as this one does: what it counts may have changed if the database was put back.

        A host may use the same words again: they are younger than the claim.
        """
        if isinstance(self.delivery.content, WordsContent):
            return has_the_words_of(self, message)
        return _heading(discord.ui.LayoutView.from_message(message)) == _heading(self.layout())

    async def ended(self, delivery: Delivery, *, is_new: bool) -> None:
        """Nothing follows: who waits for it looks how it ended."""


def _heading(view: discord.ui.LayoutView) -> str:
    return next(texts(view), "").partition("\n")[0]


def _made(bot: StudyBot, delivery: Delivery) -> tuple[Callable[[], Layout], str]:
    """What makes the message, anew for each attempt, and its name in a forum."""
    content = delivery.content
    match content:
        case RecapContent():
            say = bot.texts.say(content.said_in)
            return partial(recap_layout, say, content, delivery.guild_id), recap_title(say.plain, content)
        case ClosingContent():
            say = bot.texts.say(content.said_in)
            return partial(closing_layout, say, content, delivery.guild_id), closing_title(say.plain, content)[:NAME]
        case WordsContent():
            say = bot.texts.say(content.said_in)
            return partial(words_layout, say, content), words_title(say.plain, content)
        case _:
            raise TypeError(f"delivery {delivery.id} is said on no occasion")
