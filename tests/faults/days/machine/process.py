"""One process of the bot: its own clockwork and carrier, with a client that has a model of Discord behind it."""

import asyncio
from contextlib import suppress
from datetime import datetime
from types import SimpleNamespace
from typing import cast

import discord

from bot.client import StudyBot
from bot.connection.echoes import Echoes
from bot.connection.http_watch import HttpWatch
from bot.connection.send_rate import SendRate
from bot.core.models import Asker
from bot.core.posts import Delivery, Post, PostContent
from bot.interactions.answers import Layout
from cogs.deliveries import daily_post
from cogs.deliveries.carried import Carried
from cogs.deliveries.clockwork import Clockwork
from tests.faults.days.machine.database import Killed, MortalDatabase
from tests.faults.days.machine.model_discord import Connection, Discord, FetchedChannel, Message, PartialChannel, fetch


class ModelClient:
    """What the clockwork and the carrier ask of a `StudyBot`."""

    backs_up = False
    guilds = ()
    host_roles = None

    def __init__(self, world: Discord, database: MortalDatabase) -> None:
        self.database, self.clock, self.app_id = database, world.clock, world.app_id
        self.http_watch, self.send_rate, self.echoes = HttpWatch(world.clock), SendRate(45), Echoes()
        self._connection = Connection(world, self.http_watch, database)

    def safe_now(self) -> datetime:
        """The earlier of this machine's time and Discord's."""
        return self.http_watch.earlier_now()

    def dispatch(self, event: str, *values: object) -> None:
        """Nobody listens."""

    def get_guild(self, guild_id: int) -> None:
        """None is known: so Discord itself has to refuse."""

    def get_partial_messageable(
        self,
        channel_id: int,
        *,
        guild_id: int,
        type: discord.ChannelType | None = None,  # noqa: A002 # discord.py's name
    ) -> PartialChannel:
        """A channel, whether it is there or not."""
        del guild_id, type
        return PartialChannel(self._connection, self._connection.discord.channels[channel_id])

    async def fetch_channel(self, channel_id: int) -> FetchedChannel:
        """A channel as Discord describes it."""
        return await fetch(self._connection, self._connection.discord.channels[channel_id])

    async def application_info(self) -> None:
        """What is asked when only the time of the answer matters."""
        await self._connection.request("GET", lambda: None)


class PlainPost(daily_post.DailyPost):
    """A daily post whose message is its words alone."""

    def __init__(self, bot: StudyBot, post: Post, clockwork: "ModelClockwork") -> None:
        if post.delivery is None or not isinstance(post.content, PostContent):
            raise ValueError(f"post {post.id} has never been claimed")
        Carried.__init__(self, post.delivery)
        self._bot, self._post, self._content, self._go_on = bot, post, post.content, clockwork.claim_next

    def layout(self) -> Layout:
        """What it says, in one line."""
        return cast("Layout", said(self._content))  # the model sends what it is given

    def is_in(self, message: discord.Message | Message) -> bool:
        """Whether the message names the reference."""
        return isinstance(message, Message) and self._content.reference in message.text

    async def ended(self, delivery: Delivery, *, is_new: bool) -> None:
        """See to what follows, but for the thread of the post."""
        if delivery.message_id is None:
            await super().ended(delivery, is_new=is_new)


def said(content: PostContent) -> str:
    """What a post says."""
    return f"{content.reference}|{content.day}|{content.passage_id}|{content.text}"


class ModelClockwork(Clockwork):
    """The bot's clockwork, which ticks when it is told to."""

    def _take(self, post: Post, *, untried: bool) -> None:
        self.deliveries.take(PlainPost(self._bot, post, self), untried=untried)

    async def claim_next(self, study_id: int) -> None:
        """Claim what is due after a slot that was only looked for."""
        await self._claim_next(study_id)

    async def tick(self) -> None:
        """See to all that is due."""
        async with self.ticking:
            await self._try_tick()


class Process:
    """A bot from its start to its end."""

    def __init__(self, world: Discord, database: MortalDatabase) -> None:
        self.client = ModelClient(world, database)
        self.bot = cast("StudyBot", self.client)  # as much of it as the clockwork asks for
        self.clockwork = ModelClockwork(self.bot)
        self.clockwork._clockwork = asyncio.current_task()  # it claims only while its loop runs
        self.clockwork._forgot_at = datetime.max.replace(tzinfo=world.clock.true_now().tzinfo)  # nobody has left
        self._world = world

    async def tick(self) -> None:
        """See to all that is due, unless the process ends meanwhile."""
        with suppress(Killed):
            await self.clockwork.tick()

    def take(self, post: Post) -> None:
        """See to a post that a host has just claimed."""
        self.clockwork._take(post, untried=True)

    def plain(self, post: Post) -> PlainPost:
        """A post as the carrier knows it."""
        return PlainPost(self.bot, post, self.clockwork)

    def asker(self, guild_id: int, channel_id: int) -> Asker:
        """Somebody who presses a button now."""
        pressed_at = self.client.clock.true_now()
        pressed = SimpleNamespace(
            channel=None, channel_id=channel_id, guild_id=guild_id, user=discord.Object(4242), created_at=pressed_at
        )
        return StudyBot.asker(self.bot, cast("discord.Interaction", pressed))  # as much of it as is looked at

    def stands(self, post: Post) -> bool:
        """Whether people see a post in its channel."""
        messages = self._world.channels[post.channel_id].messages
        return any(message.deleted_at is None and self.plain(post).is_in(message) for message in messages)

    async def end(self) -> None:
        """End at once: nothing that is under way does anything more."""
        tasks = list(self.clockwork.deliveries.tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def is_busy(self) -> bool:
        """Whether it delivers something."""
        return bool(self.clockwork.deliveries.tasks)
