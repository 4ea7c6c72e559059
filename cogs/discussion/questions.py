"""Questions about a passage, and the button that leads from one to the next."""

from bot.core.models import Question
from bot.core.text.markup import NOTHING, Markup
from bot.i18n import Say
from bot.interactions.answers import Layout, display, reply
from bot.services.lookup import passage_lookup
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.id_fields import Id
from cogs.ui.passage_parts import asked, below, small, suggested
from cogs.ui.replies import turn_or_reply


class AnotherQuestionButton(StudyButton, kind="another"):
    """*Another question*: shows the next rung's question to the person who presses it."""

    passage_id: Id
    shown: Id
    """The id of the question that is shown already."""
    begun_with: Id = 0
    """In an answer, whose question the next one takes the place of: the question after which the first answer came."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show the next question: in an answer of its own, and from there on in the place of the one before."""
        bot, say = interaction.client, interaction.client.say(interaction)
        question = await passage_lookup.another_question(
            bot.database, interaction.guild_id, self.passage_id, self.shown
        )
        if question is None:
            await reply(interaction, say("question.only_one"))
            return
        answer = turn_or_reply if self.begun_with else reply
        await answer(interaction, question_layout(say, question, self.begun_with or self.shown))


def question_layout(say: Say, question: Question, begun_with: int) -> Layout:
    """Another question about the passage, and whether they begin again; with the button to the one after."""
    again = small(say("question.again")) if question.id == begun_with else NOTHING
    following = AnotherQuestionButton(question.passage_id, question.id, begun_with, label=say("button.another"))
    return Layout(display(below(question_lines(say, question), again)), row(following))


def question_lines(say: Say, question: Question) -> Markup:
    """The question, its rung, and who suggested it."""
    return below(asked(question.text), small(say(f"rung.{question.rung}"), suggested(say, question.origin)))


def another(say: Say, question: Question) -> AnotherQuestionButton:
    """The button to the question after this one."""
    return AnotherQuestionButton(question.passage_id, question.id, label=say("button.another"))
