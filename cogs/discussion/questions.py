"""Questions about a passage, and the button that leads from one to the next."""

from bot.core.models import Question
from bot.core.text.markup import Markup
from bot.i18n import Say
from bot.interactions.answers import Layout, display, reply
from bot.services.lookup import passage_lookup
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.id_fields import Id
from cogs.ui.passage_parts import asked, below, small, suggested


class AnotherQuestionButton(StudyButton, kind="another"):
    """*Another question*: shows the next rung's question to the person who presses it."""

    passage_id: Id
    shown: Id
    """The id of the question that is shown already."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show the next question."""
        bot, say = interaction.client, interaction.client.say(interaction)
        question = await passage_lookup.another_question(
            bot.database, interaction.guild_id, self.passage_id, self.shown
        )
        await reply(interaction, question_layout(say, question) if question else say("question.only_one"))


def question_layout(say: Say, question: Question) -> Layout:
    """Another question about the passage, with the button to the one after."""
    return Layout(display(question_lines(say, question)), row(another(say, question)))


def question_lines(say: Say, question: Question) -> Markup:
    """The question, its rung, and who suggested it."""
    return below(asked(question.text), small(say(f"rung.{question.rung}"), suggested(say, question.origin)))


def another(say: Say, question: Question) -> AnotherQuestionButton:
    """The button to the question after this one."""
    return AnotherQuestionButton(question.passage_id, question.id, label=say("button.another"))
