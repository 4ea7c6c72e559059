"""`/passage` and `/quote`."""

import random

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core import choices
from bot.core.models import Essay, Opening
from bot.i18n import described
from bot.services import lookup
from cogs._shared.replies import place_of, reply
from cogs.lookup.buttons import quote_layout
from cogs.lookup.layouts import found_layout, passage_layout

Asked = discord.Interaction[StudyBot]


class Lookup(commands.Cog):
    """Finds passages."""

    passage = app_commands.Group(name="passage", description=described("command.passage"))

    def __init__(self, bot: StudyBot) -> None:
        """Prepare the lists that autocompletion answers from, filled when they are first needed."""
        self._bot = bot
        self._openings: dict[int | None, list[Opening]] = {}
        self._shelves: dict[int | None, list[Essay]] = {}

    @passage.command(name="show", description=described("command.passage.show"))
    @app_commands.describe(passage=described("option.passage"))
    async def show(self, interaction: Asked, passage: app_commands.Range[str, 1, 200]) -> None:
        """Show one passage by its name."""
        view = await lookup.show(self._bot.database, interaction.guild_id, passage, place_of(interaction))
        await reply(interaction, passage_layout(self._bot.say(interaction), view))

    @passage.command(name="search", description=described("command.passage.search"))
    @app_commands.describe(words=described("option.words"), essay=described("option.within"))
    async def search(
        self, interaction: Asked, words: app_commands.Range[str, 1, 500], essay: str | None = None
    ) -> None:
        """Show the passages that hold all the words."""
        essay_id = await lookup.essay_id(self._bot.database, interaction.guild_id, essay)
        found = await lookup.find(self._bot.database, interaction.guild_id, words, essay_id)
        await reply(interaction, found_layout(self._bot.say(interaction), found))

    @passage.command(name="random", description=described("command.passage.random"))
    @app_commands.describe(essay=described("option.within"))
    async def random(self, interaction: Asked, essay: str | None = None) -> None:
        """Show a passage by chance."""
        essay_id = await lookup.essay_id(self._bot.database, interaction.guild_id, essay)
        view = await lookup.any_passage(self._bot.database, interaction.guild_id, essay_id)
        await reply(interaction, passage_layout(self._bot.say(interaction), view))

    @app_commands.command(name="quote", description=described("command.quote"))
    @app_commands.describe(words=described("option.quote_words"), essay=described("option.within"))
    async def quote(
        self,
        interaction: Asked,
        words: app_commands.Range[str, 1, 500] | None = None,
        essay: str | None = None,
    ) -> None:
        """Show a quotation to the one who asked, with a button to share it."""
        essay_id = await lookup.essay_id(self._bot.database, interaction.guild_id, essay)
        found = await lookup.quote(self._bot.database, interaction.guild_id, words, essay_id, random.Random())
        await reply(interaction, quote_layout(self._bot.say(interaction), found, shared=False))

    @show.autocomplete("passage")
    async def passages(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The passages that fit what has been typed, best first."""
        guild_id = interaction.guild_id
        if guild_id not in self._openings:
            self._openings[guild_id] = await lookup.openings(self._bot.database, guild_id)
        return [_choice(one) for one in choices.passages(self._openings[guild_id], typed)]

    @search.autocomplete("essay")
    @random.autocomplete("essay")
    @quote.autocomplete("essay")
    async def essays(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The essays that fit what has been typed."""
        guild_id = interaction.guild_id
        if guild_id not in self._shelves:
            self._shelves[guild_id] = await lookup.shelf(self._bot.database, guild_id)
        return [_choice(one) for one in choices.essays(self._shelves[guild_id], typed)]


def _choice(choice: choices.Choice) -> app_commands.Choice[str]:
    return app_commands.Choice(name=choice.name, value=choice.value)
