"""The buttons under the daily post."""

import discord
from discord.ui import TextDisplay

from bot.core.errors import StudyError
from bot.core.models import Origin, Question
from bot.i18n import Say
from bot.services import lookup, participation
from cogs._shared.buttons import Pressed, StudyButton, row
from cogs._shared.passages import asked, small
from cogs._shared.replies import Layout, guild_of, reply


class ReadButton(StudyButton, template=r"read:(?P<post_id>\d{1,18})"):
    """*I've read it*: counts the person who presses it, once."""

    def __init__(self, post_id: int, *, label: str) -> None:
        """Make the button of one post."""
        super().__init__(f"read:{post_id}", label, discord.ButtonStyle.success)
        self._post_id = post_id

    async def pressed(self, interaction: Pressed) -> None:
        """Count the person in, and say so to them alone."""
        bot = interaction.client
        new = await participation.read_it(
            bot.database, self._post_id, guild_of(interaction), interaction.user.id, bot.clock.now()
        )
        if new is None:
            raise StudyError("study.post_gone")
        await reply(interaction, bot.say(interaction)("read.noted" if new else "read.known"))


class AnotherQuestionButton(StudyButton, template=r"another:(?P<passage_id>\d{1,18}):(?P<shown>\d{1,18})"):
    """*Another question*: shows the next rung's question to the person who presses it."""

    def __init__(self, passage_id: int, shown: int, *, label: str) -> None:
        """Make the button beside the question with the id `shown`."""
        super().__init__(f"another:{passage_id}:{shown}", label)
        self._passage_id = passage_id
        self._shown = shown

    async def pressed(self, interaction: Pressed) -> None:
        """Show the next question."""
        bot, say = interaction.client, interaction.client.say(interaction)
        question = await lookup.another_question(bot.database, interaction.guild_id, self._passage_id, self._shown)
        await reply(interaction, question_layout(say, question) if question else say("question.only_one"))


def question_layout(say: Say, question: Question) -> Layout:
    """Another question about the passage, with the button to the one after."""
    again = AnotherQuestionButton(question.passage_id, question.id, label=say("button.another"))
    mark = say("question.suggested") if question.origin is Origin.SUGGESTED else ""
    text = "\n".join(part for part in (asked(question.text), small(say(f"rung.{question.rung}"), mark)) if part)
    return Layout(TextDisplay(text), row(again))
