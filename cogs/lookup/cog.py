"""`/passage` and `/quote`."""

import random
from dataclasses import dataclass

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import reply
from bot.client import StudyBot
from bot.core import choices
from bot.core.choices import Openings
from bot.core.errors import StudyError
from bot.core.models import Essay
from bot.i18n import described
from bot.services import lookup
from bot.services.lookup import FoundInsteadError
from bot.services.naming import AmbiguousError
from cogs._shared.replies import place_of
from cogs.lookup.buttons import quote_layout
from cogs.lookup.passages import passage_layout, which_layout
from cogs.lookup.searches import answer_search, found_layout

Asked = discord.Interaction[StudyBot]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What autocompletion remembers of a shelf; the mark is another as soon as the shelf has changed."""

    mark: frozenset[tuple[int, ...]]
    essays: list[Essay]
    openings: Openings


class Lookup(commands.Cog):
    """Finds passages."""

    passage = app_commands.Group(name="passage", description=described("command.passage"))

    def __init__(self, bot: StudyBot) -> None:
        """Prepare the lists that autocompletion answers from, filled when they are first needed."""
        self._bot = bot
        self._shelves: dict[int | None, Shelf] = {}

    @passage.command(name="show", description=described("command.passage.show"))
    @app_commands.describe(passage=described("option.passage"))
    async def show(self, interaction: Asked, passage: app_commands.Range[str, 1, 200]) -> None:
        """Show one passage by its name."""
        say = self._bot.say(interaction)
        try:
            view = await lookup.show(self._bot.database, interaction.guild_id, passage, place_of(interaction))
        except AmbiguousError as ambiguous:
            await reply(interaction, which_layout(say, ambiguous))
        except FoundInsteadError as instead:
            await reply(interaction, found_layout(say, instead.found))
        else:
            await reply(interaction, passage_layout(say, view))

    @passage.command(name="search", description=described("command.passage.search"))
    @app_commands.describe(words=described("option.words"), essay=described("option.within"))
    async def search(
        self, interaction: Asked, words: app_commands.Range[str, 1, 500], essay: str | None = None
    ) -> None:
        """Show the passages that hold all the words."""
        essay_id = await lookup.essay_id(self._bot.database, interaction.guild_id, essay)
        await answer_search(interaction, words, essay_id)

    @passage.command(name="random", description=described("command.passage.random"))
    @app_commands.describe(essay=described("option.within"))
    async def random(self, interaction: Asked, essay: str | None = None) -> None:
        """Show a passage by chance."""
        essay_id = await lookup.essay_id(self._bot.database, interaction.guild_id, essay)
        view = await lookup.any_passage(self._bot.database, interaction.guild_id, essay_id, random.Random())
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
        await reply(interaction, quote_layout(self._bot.say(interaction), found))

    @show.autocomplete("passage")
    async def passages(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The passages that fit what has been typed, best first."""
        shelves = await self._reachable(interaction.guild_id)
        return [_choice(one) for one in choices.passages([shelf.openings for shelf in shelves], typed)]

    @search.autocomplete("essay")
    @random.autocomplete("essay")
    @quote.autocomplete("essay")
    async def essays(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The essays that fit what has been typed."""
        shelves = await self._reachable(interaction.guild_id)
        return [_choice(one) for one in choices.essays([essay for shelf in shelves for essay in shelf.essays], typed)]

    async def _reachable(self, guild_id: int | None) -> list[Shelf]:
        """The shelves that a guild can choose from, its own first; none while the bot is being stopped."""
        try:
            return [await self._shelf(owner) for owner in dict.fromkeys((guild_id, None))]
        except StudyError:
            return []  # somebody is typing: a list that stays empty says enough

    async def _shelf(self, owner: int | None) -> Shelf:
        """One shelf, from memory as long as it is as it was."""
        mark = await lookup.shelf_mark(self._bot.database, owner)
        known = self._shelves.get(owner)
        if known is None or known.mark != mark:
            held = [essay for essay in await lookup.shelf(self._bot.database, owner) if essay.guild_id == owner]
            known = Shelf(mark, held, Openings(await lookup.openings(self._bot.database, owner)))
            self._shelves[owner] = known
        return known


def _choice(choice: choices.Choice) -> app_commands.Choice[str]:
    return app_commands.Choice(name=choice.name, value=choice.value)
