"""How often a person and a server may do a thing: asked once for everything that comes from a person."""

import math
from collections.abc import Mapping

import discord

from bot.core.errors import StudyError
from bot.core.limits import Act, Rates
from bot.core.text.markup import mark
from bot.interactions.rate_limiter import RateLimiter


class RateLimits:
    """Counts what people do, by person and by server; nothing of it is stored."""

    def __init__(self, rates: Mapping[Act, Rates]) -> None:
        self._limiters = {
            act: (
                (RateLimiter(act_rates.person) if act_rates.person else None, act_rates.person_refusal),
                (RateLimiter(act_rates.guild) if act_rates.guild else None, act_rates.guild_refusal),
            )
            for act, act_rates in rates.items()
        }

    def take(self, act: Act, interaction: discord.Interaction) -> None:
        """Count one, at Discord's own time of it. Raises `StudyError` as `check` does, and counts nothing then."""
        self.check(act, interaction)
        now = interaction.created_at.timestamp()
        for limiter, key, _ in self._counted(act, interaction):
            limiter.take(key, now)

    def check(self, act: Act, interaction: discord.Interaction) -> None:
        """Count nothing. Raises `StudyError` that says when, if one more would be too many."""
        now = interaction.created_at.timestamp()
        for limiter, key, refusal in self._counted(act, interaction):
            if wait := limiter.wait(key, now):
                raise StudyError(refusal, at=mark("<t:{}:R>", math.ceil(now + wait)))

    def _counted(self, act: Act, interaction: discord.Interaction) -> list[tuple[RateLimiter, int, str]]:
        """By what the act is counted: each limiter with its key, and what is said when it is too much."""
        keys = interaction.user.id, interaction.guild_id
        return [
            (limiter, key, refusal)
            for (limiter, refusal), key in zip(self._limiters[act], keys, strict=True)
            if limiter is not None and key is not None
        ]

    def admits(self, interaction: discord.Interaction, act: Act = Act.USE) -> bool:
        """Whether to do what somebody asks for.

        Raises `StudyError` as `take` does, a few times a minute; after that it is False, and the person is not
        answered: Discord tells them so itself, and a flood costs nothing more.
        """
        try:
            self.take(act, interaction)
        except StudyError as refused:
            try:
                self.take(Act.REFUSAL, interaction)
            except StudyError:
                return False
            raise refused from None
        return True
