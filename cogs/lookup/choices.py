"""What is offered while somebody types the name of a passage or an essay, in whichever command."""

import asyncio
from typing import Protocol, cast

import discord
from discord import app_commands

from bot.client import StudyBot
from bot.core.lookup import autocomplete
from bot.services.lookup import passage_lookup
from cogs.lookup.autocomplete_cache import Shelves

MOST_LOOKED_UP = 5000
"""Passages among which what somebody types is looked up at every key; with more that may take seconds."""
Asked = discord.Interaction[StudyBot]
Choices = list[app_commands.Choice[str]]


class HasShelves(Protocol):
    """The cog that remembers shelves."""

    shelves: Shelves


async def passage_choices(interaction: Asked, typed: str) -> Choices:
    """The passages that fit what has been typed, best first: what it names, such as a day, before its words."""
    bot = interaction.client
    shelves = [shelf.openings for shelf in await _shelves(bot).reachable(interaction.guild_id)]
    choices = await asyncio.to_thread(autocomplete.passages, shelves, typed)  # a large shelf takes a tenth of a second
    all_read = len(shelves) == len({interaction.guild_id, None})  # one that is being read is a large one
    few = all_read and sum(map(len, shelves)) <= MOST_LOOKED_UP
    if few and (not choices or any(map(str.isdigit, typed))):
        meant = await passage_lookup.offered(bot.database, bot.asker(interaction), typed)
        choices = list(dict.fromkeys((*autocomplete.listed(meant), *choices)))[: autocomplete.MOST]
    return shown_choices(choices)


async def essay_choices(interaction: Asked, typed: str) -> Choices:
    """The essays that fit what has been typed."""
    shelves = await _shelves(interaction.client).reachable(interaction.guild_id)
    return shown_choices(autocomplete.essays([essay for shelf in shelves for essay in shelf.essays], typed))


def shown_choices(choices: list[autocomplete.Choice]) -> Choices:
    """The choices as Discord takes them."""
    return [app_commands.Choice(name=choice.name, value=choice.value) for choice in choices]


def _shelves(bot: StudyBot) -> Shelves:
    return cast("HasShelves", bot.get_cog("Lookup")).shelves
