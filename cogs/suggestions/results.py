"""Telling members what hosts have made of their suggestions: once, with the next thing they do in that server."""

import logging
from collections.abc import Sequence

import discord
from discord import InteractionResponseType

from bot.client import StudyBot
from bot.core.models import Author, Verdict
from bot.core.text.markup import NOTHING, Markup, plain
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, panel
from bot.outside.network_errors import BROKEN
from bot.services.questions import suggestions
from bot.services.questions.suggestions import Suggested
from cogs.ui.passage_parts import asked, below, small

_log = logging.getLogger(__name__)

MOST = 5
"""Suggestions of which somebody hears at once; of more they hear the next time."""
LENGTHS = (300, 200, 100)
"""Characters of each of them: as many as the message has room for."""
_NOT_BESIDE = (InteractionResponseType.modal, InteractionResponseType.deferred_channel_message)
"""Answers that nothing can stand beside: a form covers it, and it would come in the place of what is promised."""


class Results:
    """Who is to hear something is kept in memory, since everything that anybody presses asks for it."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self._waiting: set[Author] = set()

    async def load(self) -> None:
        """Read who is to hear something, in all guilds."""
        self._waiting |= await suggestions.to_be_told(self._bot.database)

    def note(self, author: Author) -> None:
        """Note that somebody is to hear something."""
        self._waiting.add(author)

    async def tell_after(self, interaction: discord.Interaction[StudyBot]) -> None:
        """Tell somebody who has just been answered what is waiting for them; what fails waits for the next time."""
        bot, author = self._bot, Author(interaction.guild_id or 0, interaction.user.id)
        if author not in self._waiting or not interaction.response.is_done():
            return
        if interaction.response.type in _NOT_BESIDE:
            return
        async with bot.keyed_lock.hold(f"suggestions {author.guild_id} {author.user_id}"):
            waiting = await suggestions.reviewed(bot.database, author)
            heard = waiting[:MOST]
            if heard:
                try:
                    await interaction.followup.send(view=results_layout(bot.say(interaction), heard), ephemeral=True)
                except (discord.HTTPException, *BROKEN) as lost:
                    _log.info("What became of a suggestion could not be told yet (%s)", type(lost).__name__)
                    return
                await suggestions.told(bot.database, heard)
            if len(heard) == len(waiting):
                self._waiting.discard(author)


def results_layout(say: Say, heard: Sequence[Suggested]) -> Layout:
    """What has become of each of these, and in which words it is asked."""
    return first_that_fits(_results_layout(say, heard, most) for most in LENGTHS)


def _results_layout(say: Say, heard: Sequence[Suggested], most: int) -> Layout:
    container = panel(display(say("suggestion.news", n=len(heard))))
    for each in heard:
        container.add_item(display(_result(say, each, most)))
    return Layout(container, display(small(say("suggestion.go_on"))))


def _result(say: Say, each: Suggested, most: int) -> Markup:
    view, suggestion = each
    where = say("passage.number", number=view.passage.number, length=view.essay.length)
    own = asked(shorten(suggestion.question.text, most))
    said, now_asked = say(f"verdict.{suggestion.verdict}"), NOTHING
    if suggestion.verdict is Verdict.REWORDED:
        now_asked = asked(shorten(suggestion.asked_as or "", most))
    return below(small(plain(view.essay.title, 80), where), own, said, now_asked)
