"""`/questions`, with which hosts say what is asked about passages, and `/prompt`, with which anybody asks for one."""

import random
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.models import Rung
from bot.core.posts import PassageView
from bot.i18n import described
from bot.interactions.answers import Layout, reply
from bot.services.questions import host_questions, prompts, review
from bot.services.questions.host_questions import AboutPassage, OneQuestion
from cogs.lookup.choices import Choices, essay_choices, passage_choices, shown_choices
from cogs.questions.pages import add_form, edit_form, question_layout, questions_layout, show_done, which_layout
from cogs.questions.prompts import prompt_layout
from cogs.suggestions.review import card_layout
from cogs.ui.deferral import in_time
from cogs.ui.hosts import must_be_host
from cogs.ui.question_fields import RUNGS
from cogs.ui.replies import guild_of

Asked = discord.Interaction[StudyBot]
PassageOption = app_commands.Range[str, 1, 200]
SEEDS = 100_000
"""Orders in which questions can come, each a number of five digits."""


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
class Questions(commands.GroupCog, name="questions", description=described("command.questions")):
    """The commands with which hosts say what is asked."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether the person is a host."""
        must_be_host(interaction)
        return True

    @app_commands.command(name="list", description=described("command.questions.list"))
    @app_commands.describe(passage=described("option.passage"))
    async def shown(self, interaction: Asked, passage: PassageOption) -> None:
        """Show the questions about a passage."""
        await reply(interaction, self._layout(interaction, await self._named(interaction, passage)))

    @app_commands.command(name="add", description=described("command.questions.add"))
    @app_commands.describe(passage=described("option.passage"), rung=described("option.rung"))
    @app_commands.choices(rung=RUNGS)
    async def add(
        self, interaction: Asked, passage: PassageOption, rung: app_commands.Choice[str] | None = None
    ) -> None:
        """Open the form for another question; where it is not clear about which passage, or too late, the way to it."""
        named, say = await self._named(interaction, passage), self._bot.say(interaction)
        if interaction.response.is_done() or not isinstance(named, AboutPassage):
            await reply(interaction, self._layout(interaction, named))
        else:
            form = add_form(say, named.view.passage.id, Rung(rung.value) if rung else None)
            await interaction.response.send_modal(form)

    @app_commands.command(name="edit", description=described("command.questions.edit"))
    @app_commands.describe(passage=described("option.passage"), question=described("option.question"))
    async def edit(self, interaction: Asked, passage: PassageOption, question: PassageOption) -> None:
        """Open the form for a question, or show those that may be meant."""
        meant = await self._meant(interaction, passage, question)
        if meant is None:
            await reply(interaction, self._layout(interaction, await self._named(interaction, passage)))
        elif interaction.response.is_done():
            await reply(interaction, question_layout(self._bot.say(interaction), *meant))
        else:
            await interaction.response.send_modal(edit_form(self._bot.say(interaction), meant.question))

    @app_commands.command(name="remove", description=described("command.questions.remove"))
    @app_commands.describe(passage=described("option.passage"), question=described("option.question"))
    async def remove(self, interaction: Asked, passage: PassageOption, question: PassageOption) -> None:
        """Ask a question no more, or show those that may be meant."""
        meant = await self._meant(interaction, passage, question)
        if meant is None:
            await reply(interaction, self._layout(interaction, await self._named(interaction, passage)))
        else:
            guild_id = guild_of(interaction)
            await show_done(
                interaction, await host_questions.exchange(self._bot.database, guild_id, meant.question.id, None)
            )

    @app_commands.command(name="review", description=described("command.questions.review"))
    async def review(self, interaction: Asked) -> None:
        """Show the first of the questions that wait for a host."""
        card = await review.following(self._bot.database, guild_of(interaction))
        await reply(interaction, card_layout(self._bot.say(interaction), card))

    @shown.autocomplete("passage")
    @add.autocomplete("passage")
    @edit.autocomplete("passage")
    @remove.autocomplete("passage")
    async def passages(self, interaction: Asked, typed: str) -> Choices:
        """The passages that fit what has been typed."""
        return await passage_choices(interaction, typed)

    @edit.autocomplete("question")
    @remove.autocomplete("question")
    async def offered(self, interaction: Asked, typed: str) -> Choices:
        """The questions about the passage chosen before that fit what has been typed."""
        passage = str(interaction.namespace.passage or "")
        return shown_choices(
            await host_questions.offered(self._bot.database, self._bot.asker(interaction), passage, typed)
        )

    async def _named(self, interaction: Asked, typed: str) -> AboutPassage | Sequence[PassageView]:
        return await in_time(interaction, host_questions.named(self._bot.database, self._bot.asker(interaction), typed))

    async def _meant(self, interaction: Asked, passage: str, typed: str) -> OneQuestion | None:
        return await in_time(
            interaction, host_questions.meant(self._bot.database, self._bot.asker(interaction), passage, typed)
        )

    def _layout(self, interaction: Asked, named: AboutPassage | Sequence[PassageView]) -> Layout:
        say = self._bot.say(interaction)
        return questions_layout(say, named) if isinstance(named, AboutPassage) else which_layout(say, named)


class Prompts(commands.Cog):
    """The command with which members get a question to discuss."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot

    @app_commands.command(name="prompt", description=described("command.prompt"))
    @app_commands.describe(
        passage=described("option.prompt_passage"),
        essay=described("option.within"),
        words=described("option.prompt_words"),
        rung=described("option.prompt_rung"),
    )
    @app_commands.choices(rung=RUNGS)
    async def prompt(
        self,
        interaction: Asked,
        passage: PassageOption | None = None,
        essay: str | None = None,
        words: app_commands.Range[str, 1, 500] | None = None,
        rung: app_commands.Choice[str] | None = None,
    ) -> None:
        """Show a question to the one who asked, with buttons to share it and to go on."""
        wanted = prompts.Wanted(passage, essay, words, Rung(rung.value) if rung else None)
        starting = prompts.start(self._bot.database, self._bot.asker(interaction), wanted, random.randrange(SEEDS))
        drawn_from, prompt = await in_time(interaction, starting)
        in_guild = interaction.guild_id is not None
        await reply(interaction, prompt_layout(self._bot.say(interaction), drawn_from, prompt, in_guild=in_guild))

    @prompt.autocomplete("passage")
    async def passages(self, interaction: Asked, typed: str) -> Choices:
        """The passages that fit what has been typed."""
        return await passage_choices(interaction, typed)

    @prompt.autocomplete("essay")
    async def essays(self, interaction: Asked, typed: str) -> Choices:
        """The essays that fit what has been typed."""
        return await essay_choices(interaction, typed)
