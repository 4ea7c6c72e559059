"""The daily post as a delivery, and what of it goes on below."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import discord

from bot import events
from bot.client import StudyBot
from bot.core.deliveries import delivery as protocol
from bot.core.posts import ContinuationContent, Delivery, DeliveryState, Post
from bot.interactions.answers import Layout, texts
from cogs.daily.layouts import continuation_layout, post_layout
from cogs.deliveries.carried import Carried, is_worded_as
from cogs.deliveries.post_extras import complete
from cogs.discussion.threads import day_name


class DailyPost(Carried):
    """A post that was claimed: known by its reference, and followed by its thread, its pin and its publishing."""

    def __init__(self, bot: StudyBot, post: Post, go_on: Callable[[int], Awaitable[None]] | None = None) -> None:
        """Have `go_on` claim what comes next of a study whose slot was only to be looked for.

        Raises `ValueError` for a slot that was never claimed.
        """
        if post.delivery is None or post.content is None:
            raise ValueError(f"post {post.id} has never been claimed")
        super().__init__(post.delivery)
        self._bot, self._post, self._content, self._go_on = bot, post, post.content, go_on
        self._say = bot.texts.say(post.content.said_in)
        self.title = day_name(self._say, post.content) if post.delivery.forum else ""
        self.role_id = post.content.role_id

    def layout(self) -> Layout:
        """The passage, its question and the buttons."""
        return post_layout(self._say, self._post, self._content)

    def is_in(self, message: discord.Message) -> bool:
        """Whether the small print of the message names the reference."""
        return any(self._content.reference in text for text in texts(discord.ui.LayoutView.from_message(message)))

    async def ended(self, delivery: Delivery, *, is_new: bool) -> None:
        """See to what follows the post, or tell hosts that there is none; and see to the next slot after a look."""
        if delivery.state is DeliveryState.SENT and delivery.message_id is not None:
            post = replace(self._post, delivery=delivery)
            await complete(self._bot, post, delivery, self._content, delivery.message_id, is_new=is_new)
            if self._content.following:
                events.post_goes_on(self._bot)
        elif is_new:
            events.notice_due(self._bot, delivery.guild_id)
        if protocol.is_sought(delivery) and self._go_on is not None:
            await self._go_on(delivery.study_id)


class Continuation(Carried):
    """A message with passages that its post does not hold: known by its words."""

    def __init__(self, bot: StudyBot, delivery: Delivery) -> None:
        """Raises `TypeError` for a delivery of another kind."""
        if not isinstance(delivery.content, ContinuationContent):
            raise TypeError(f"delivery {delivery.id} continues no post")
        super().__init__(delivery)
        self._bot, self._content = bot, delivery.content

    def layout(self) -> Layout:
        """The passages, each new heading over its first one."""
        return continuation_layout(self._content)

    def is_in(self, message: discord.Message) -> bool:
        """Whether the message has these words; it may be older than the claim, if the database was put back."""
        return is_worded_as(self, message)

    async def ended(self, delivery: Delivery, *, is_new: bool) -> None:
        """Tell that more may follow, or hosts that there is none."""
        if delivery.state is DeliveryState.SENT:
            events.post_goes_on(self._bot)
        elif is_new:
            events.notice_due(self._bot, delivery.guild_id)
