"""Answers that take long: Discord gives an interaction up that has no answer after three seconds."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import discord

from bot.client import StudyBot

AFTER = 1.0
"""Seconds of work after which the person is told to wait."""
ResultT = TypeVar("ResultT")


async def in_time(
    interaction: discord.Interaction[StudyBot], work: Coroutine[Any, Any, ResultT], *, alone: bool = False
) -> ResultT:
    """The result of the work; if it takes more than a second, the person sees meanwhile that the bot is thinking.

    What is answered then goes to that person alone, or in the place of the message that they alone see; never there
    when the answer will be a message of its own, `alone`.
    """
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait([task], timeout=AFTER)
        if not done and not interaction.response.is_done():
            turns = not alone and interaction.message is not None and interaction.message.flags.ephemeral
            await interaction.response.defer(ephemeral=True, thinking=not turns)
        return await task
    finally:
        task.cancel()


async def put_off(interaction: discord.Interaction[StudyBot], *, alone: bool = False) -> None:
    """Answer in a moment, for what may take longer than Discord waits (3 seconds); `turn` and `reply` know of it.

    `alone` when the answer will be a message of its own, not one in the place of the message that was pressed.
    """
    if interaction.response.is_done():
        return
    thinking = alone or interaction.message is None
    await interaction.response.defer(ephemeral=thinking, thinking=thinking)
