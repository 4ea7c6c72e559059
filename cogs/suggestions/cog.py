"""`/suggest`, with which members say what they would ask, and what they hear of it with the next thing they do."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import events
from bot.client import StudyBot
from bot.core.models import Author, Rung
from bot.core.posts import PassageView
from bot.i18n import described
from bot.interactions.answers import reply
from bot.services.questions import suggestions
from cogs.lookup.choices import Choices, passage_choices
from cogs.suggestions.pages import own_layout, passages_layout, suggest_form
from cogs.suggestions.results import Results
from cogs.ui.deferral import in_time
from cogs.ui.question_fields import RUNGS

Asked = discord.Interaction[StudyBot]


@app_commands.guild_only()
class Suggestions(commands.GroupCog, name="suggest", description=described("command.suggest")):
    """The commands with which members suggest questions."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self._results = Results(bot)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Learn who is to hear something."""
        await self._results.load()

    @commands.Cog.listener(events.SUGGESTION_REVIEWED)
    async def on_suggestion_reviewed(self, author: Author) -> None:
        """Note that somebody is to hear something."""
        self._results.note(author)

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Asked, command: object) -> None:
        """Tell a member what has become of their suggestions, after the answer to their command."""
        del command
        await self._results.tell_after(interaction)

    @commands.Cog.listener(events.ANSWERED)
    async def on_answered(self, interaction: Asked) -> None:
        """The same after what they have pressed, chosen or sent."""
        await self._results.tell_after(interaction)

    @app_commands.command(name="question", description=described("command.suggest.question"))
    @app_commands.describe(passage=described("option.passage"), rung=described("option.rung"))
    @app_commands.choices(rung=RUNGS)
    async def question(
        self,
        interaction: Asked,
        passage: app_commands.Range[str, 1, 200],
        rung: app_commands.Choice[str] | None = None,
    ) -> None:
        """Open the form; where it is not clear about which passage, or too late for a form, the way to it."""
        bot, say = self._bot, self._bot.say(interaction)
        named = await in_time(interaction, suggestions.named(bot.database, bot.asker(interaction), passage))
        views = [named] if isinstance(named, PassageView) else named
        if len(views) > 1 or interaction.response.is_done():
            await reply(interaction, passages_layout(say, views))
        else:
            form = suggest_form(say, views[0].passage.id, Rung(rung.value) if rung else None)
            await interaction.response.send_modal(form)

    @app_commands.command(name="list", description=described("command.suggest.list"))
    async def shown(self, interaction: Asked) -> None:
        """Show a member what they have suggested and nobody has reviewed."""
        own = await suggestions.own(self._bot.database, self._bot.asker(interaction))
        await reply(interaction, own_layout(self._bot.say(interaction), own))

    @question.autocomplete("passage")
    async def passages(self, interaction: Asked, typed: str) -> Choices:
        """The passages that fit what has been typed."""
        return await passage_choices(interaction, typed)
