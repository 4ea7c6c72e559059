"""`/passage` and `/quote`."""

import random

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.posts import PassageView
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.lookup import passage_lookup, quotes
from bot.services.lookup.named_passages import Candidates
from bot.services.lookup.passage_lookup import SearchPage
from bot.services.lookup.quotes import Draw
from cogs.lookup.autocomplete_cache import Shelves
from cogs.lookup.choices import Choices, essay_choices, passage_choices
from cogs.lookup.passages import passage_layout, which_layout
from cogs.lookup.search_results import answer_search, found_layout
from cogs.lookup.shared_quotes import quote_layout
from cogs.ui.deferral import in_time

SEEDS = 100_000
"""Orders in which quotes can come, each a number of five digits."""
Asked = discord.Interaction[StudyBot]


class Lookup(commands.Cog):
    """The commands that look passages up."""

    passage = app_commands.Group(name="passage", description=described("command.passage"))

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self.shelves = Shelves(bot)

    @passage.command(name="show", description=described("command.passage.show"))
    @app_commands.describe(passage=described("option.passage"))
    async def show(self, interaction: Asked, passage: app_commands.Range[str, 1, 200]) -> None:
        """Show one passage by its name."""
        say = self._bot.say(interaction)
        looking = passage_lookup.show(self._bot.database, self._bot.asker(interaction), passage)
        match await in_time(interaction, looking):
            case Candidates() as candidates:
                await reply(interaction, which_layout(say, candidates))
            case SearchPage() as page:
                await reply(interaction, found_layout(say, page))
            case PassageView() as view:
                await reply(interaction, passage_layout(say, view))

    @passage.command(name="search", description=described("command.passage.search"))
    @app_commands.describe(words=described("option.words"), essay=described("option.within"))
    async def search(
        self, interaction: Asked, words: app_commands.Range[str, 1, 500], essay: str | None = None
    ) -> None:
        """Show the passages that hold all the words."""
        essay_id = await passage_lookup.essay_id(self._bot.database, interaction.guild_id, essay)
        await answer_search(interaction, words, essay_id)

    @passage.command(name="random", description=described("command.passage.random"))
    @app_commands.describe(essay=described("option.within"))
    async def random(self, interaction: Asked, essay: str | None = None) -> None:
        """Show a passage by chance."""
        essay_id = await passage_lookup.essay_id(self._bot.database, interaction.guild_id, essay)
        chosen = passage_lookup.any_passage(self._bot.database, interaction.guild_id, essay_id, random.Random())
        view = await in_time(interaction, chosen)
        await reply(interaction, passage_layout(self._bot.say(interaction), view))

    @app_commands.command(name="quote", description=described("command.quote"))
    @app_commands.describe(words=described("option.quote_words"), essay=described("option.within"))
    async def quote(
        self,
        interaction: Asked,
        words: app_commands.Range[str, 1, 500] | None = None,
        essay: str | None = None,
    ) -> None:
        """Show a quote to the one who asked, with a button to share it."""
        essay_id = await passage_lookup.essay_id(self._bot.database, interaction.guild_id, essay)
        drawn_from = Draw(random.randrange(SEEDS), words or "", essay_id)
        quotation = await in_time(interaction, quotes.draw(self._bot.database, interaction.guild_id, drawn_from))
        await reply(interaction, quote_layout(self._bot.say(interaction), drawn_from, quotation))

    @show.autocomplete("passage")
    async def passages(self, interaction: Asked, typed: str) -> Choices:
        """The passages that fit what has been typed."""
        return await passage_choices(interaction, typed)

    @search.autocomplete("essay")
    @random.autocomplete("essay")
    @quote.autocomplete("essay")
    async def essays(self, interaction: Asked, typed: str) -> Choices:
        """The essays that fit what has been typed."""
        return await essay_choices(interaction, typed)
