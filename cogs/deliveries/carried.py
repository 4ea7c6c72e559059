"""What each kind of delivery brings to the steps that are the same for all."""

from abc import ABC, abstractmethod

import discord

from bot.core.deliveries.delivery import STEP
from bot.core.posts import Delivery
from bot.interactions.answers import Layout, texts


class Carried(ABC):
    """One delivery as it was claimed, with what only its kind knows."""

    waits = True
    """Whether it is tried again in hand, after the pauses of a post; if not, it is left, and claimed again later."""
    title = ""
    """The name of the thread that it is in a forum."""
    role_id: int | None = None
    """The role that it pings."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery

    @abstractmethod
    def layout(self) -> Layout:
        """Its message, ready to send: the same every time."""

    @abstractmethod
    def is_in(self, message: discord.Message) -> bool:
        """Whether one of our own messages is its message."""

    @abstractmethod
    async def ended(self, delivery: Delivery, *, is_new: bool) -> None:
        """Do what follows its end; `is_new` when that has been recorded just now."""


def has_the_words_of(carried: Carried, message: discord.Message) -> bool:
    """Whether a message has just these words, and is not older than the claim: the same may have been said before."""
    return message.created_at >= carried.delivery.claimed_at - STEP and is_worded_as(carried, message)


def is_worded_as(carried: Carried, message: discord.Message) -> bool:
    """Whether a message has just these words, however old it is."""
    return [*texts(discord.ui.LayoutView.from_message(message))] == [*texts(carried.layout())]
