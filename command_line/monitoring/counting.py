"""What the metrics count of a bot: all of it is heard from events, here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot import events
from bot.client import StudyBot
from bot.core.deliveries.delivery import Outcome
from bot.core.posts import Delivery

if TYPE_CHECKING:
    from bot.outside.monitoring.metrics import Metrics  # its library is optional


def count(bot: StudyBot, metrics: Metrics) -> None:
    """Have the metrics count from now on what this bot does."""

    async def on_ended(delivery: Delivery) -> None:
        metrics.ended(delivery)

    async def on_attempted(outcome: Outcome) -> None:
        metrics.attempted(outcome)

    async def on_looked() -> None:
        metrics.looked()

    async def on_completion(interaction: discord.Interaction, command: object) -> None:
        del command
        metrics.answered((bot.http_watch.discord_now() - interaction.created_at).total_seconds())

    bot.add_listener(on_ended, events.DELIVERY_ENDED)
    bot.add_listener(on_attempted, events.ATTEMPTED)
    bot.add_listener(on_looked, events.LOOKED)
    bot.add_listener(on_completion, "on_app_command_completion")
    metrics.follow(lambda: bot.refusals.counted, lambda: bot.session_starts.counted)
