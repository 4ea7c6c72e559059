"""What hosts decide about a study's reading: the list, where it goes on, and days to leave out."""

from collections.abc import Awaitable, Callable
from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.core.lookup.autocomplete import Choice
from bot.core.models import Study
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.lookup import passage_lookup
from bot.services.studies import reading_list, reading_position
from cogs._shared.replies import place_of
from cogs.setup.hosts import study_meant
from cogs.setup.moving import move_layout, shift_layout
from cogs.setup.reading_list import reading_layout
from cogs.setup.steering import Asked

Finder = Callable[[Any, Study, str], Awaitable[list[Choice]]]
"""Finds what fits the words typed; cogs know the database only as what services take."""
PassageOption = app_commands.Range[str, 1, 200]


class Planning(commands.Cog):
    """The commands of `/study` about what is read and when; `Setup` is the cog they belong to."""

    _bot: StudyBot

    @app_commands.command(name="reading", description=described("command.study.reading"))
    @app_commands.describe(essay=described("option.add_essay"), listed=described("option.listed_essay"))
    async def reading(self, interaction: Asked, essay: str | None = None, listed: str | None = None) -> None:
        """Show what the study reads, after adding an essay if one was named; a listed one is chosen in it."""
        study, database = await study_meant(interaction), self._bot.database
        essay_id = await passage_lookup.essay_id(database, study.guild_id, essay)
        chosen = await passage_lookup.essay_id(database, study.guild_id, listed)
        if essay_id is None:
            found = await reading_list.reading_list(database, study.guild_id, study.id)
        else:
            found = await reading_list.add_essay(database, study.guild_id, study.id, essay_id, self._bot.now())
        if chosen is not None and chosen not in {each.essay.id for each in found.essays}:
            raise StudyError("reading.not_listed")
        await reply(interaction, reading_layout(self._bot.say(interaction), found, chosen))

    @app_commands.command(name="skip-to", description=described("command.study.skip_to"))
    @app_commands.describe(passage=described("option.skip_to"))
    async def skip_to(self, interaction: Asked, passage: PassageOption) -> None:
        """Show what going on with a later passage means, and the button that does it."""
        study, now = await study_meant(interaction), self._bot.now()
        found = await reading_position.skip_to(self._bot.database, study, passage, place_of(interaction), now)
        await reply(interaction, move_layout(self._bot.say(interaction), found, back=False))

    @app_commands.command(name="go-back", description=described("command.study.go_back"))
    @app_commands.describe(passage=described("option.go_back"))
    async def go_back(self, interaction: Asked, passage: PassageOption | None = None) -> None:
        """Show what reading from an earlier passage on means, and the button that does it."""
        study, now = await study_meant(interaction), self._bot.now()
        found = await reading_position.go_back(self._bot.database, study, passage, place_of(interaction), now)
        await reply(interaction, move_layout(self._bot.say(interaction), found, back=True))

    @app_commands.command(name="shift", description=described("command.study.shift"))
    @app_commands.describe(days=described("option.shift"))
    async def shift(self, interaction: Asked, days: app_commands.Range[int, 1, 60]) -> None:
        """Show which days would be left out, and the button that does it."""
        found = await reading_position.shift(self._bot.database, await study_meant(interaction), days, self._bot.now())
        await reply(interaction, shift_layout(self._bot.say(interaction), found))

    @reading.autocomplete("essay")
    async def addable(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The essays that fit what has been typed and are not on the list."""
        return await _offered(interaction, reading_list.addable, typed)

    @reading.autocomplete("listed")
    async def on_list(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The essays on the list that fit what has been typed."""
        return await _offered(interaction, reading_list.on_list, typed)

    @skip_to.autocomplete("passage")
    async def passages_ahead(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The passages to come that fit what has been typed."""
        return await _offered(interaction, reading_position.passages_ahead, typed)

    @go_back.autocomplete("passage")
    async def passages_behind(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """The passages behind that fit what has been typed."""
        return await _offered(interaction, reading_position.passages_behind, typed)


async def _offered(interaction: Asked, find: Finder, typed: str) -> list[app_commands.Choice[str]]:
    try:
        found = await find(interaction.client.database, await study_meant(interaction), typed)
    except StudyError:
        return []  # somebody is typing: the command itself will say what is wrong
    return [app_commands.Choice(name=each.name, value=each.value) for each in found]
