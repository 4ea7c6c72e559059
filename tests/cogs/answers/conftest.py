from dataclasses import dataclass

import pytest

from bot.core.posts import Delivery
from bot.store.members import answers
from local_discord import Message, Reply, Thread
from tests.cogs.conftest import Circle

WORDS = "I think it is about sharing."


@dataclass(frozen=True)
class Day:
    """The first day of a group: its post with a thread, and what becomes of answers to it."""

    circle: Circle
    post: Message
    thread: Thread

    async def open_form(self) -> Reply:
        """The form, opened by the first member; or what they read instead."""
        return await self.circle.first.press("Answer", on=self.post)

    async def hand_in(self, text: str = WORDS) -> Reply:
        """What the first member reads after an answer."""
        return await self.circle.first.submit(await self.open_form(), answer=text)

    def posted(self) -> list[str]:
        """What the bot has posted in the thread, oldest first."""
        bot = self.circle.application.user
        return [each.text for each in self.circle.second.reads(self.thread) if each.author is bot and each.text]

    async def kept(self) -> list[Delivery]:
        """The answers of the first member as they are stored."""
        async with self.circle.bot.database.reading() as connection:
            return await answers._all(connection, answers._is_answer)

    async def counted(self) -> str:
        """What `/me` tells the first member."""
        return (await self.circle.first.slash("/me", in_=self.circle.lobby)).text


@pytest.fixture
async def day(circle: Circle) -> Day:
    """The first day."""
    await circle.set_up()
    return Day(circle, *await circle.next_day(1))
