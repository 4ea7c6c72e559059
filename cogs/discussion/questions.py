"""Questions about a passage, and the button that leads from one to the next."""

from bot.core.models import Question
from bot.core.text.markup import NOTHING, Markup
from bot.i18n import Say
from bot.interactions.answers import Layout, display, reply
from bot.services.questions import put_questions
from cogs.discussion.put_questions import Standing, put
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.deferral import in_time
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
    post_id: Id = 0
    """The post that it stands under, itself or where its passage is shown; 0 elsewhere."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show the next question: in an answer of its own, and from there on in the place of the one before."""
        bot, say = interaction.client, interaction.client.say(interaction)
        question, may_put = await put_questions.another(
            bot.database, bot.asker(interaction), self.passage_id, self.shown, self.post_id
        )
        if question is None:
            await reply(interaction, say("question.only_one"))
            return
        begun_with = self.begun_with or self.shown
        layout = question_layout(say, question, begun_with, self.post_id, may_put=may_put)
        await (turn_or_reply if self.begun_with else reply)(interaction, layout)


class PutQuestionButton(StudyButton, kind="putquestion", style="primary"):
    """*Put to the group*: the bot posts the question below the post, for whoever may write there and put questions."""

    post_id: Id
    question_id: Id
    begun_with: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Put the question, and say in the place of the button where it stands."""
        standing = await in_time(interaction, put(interaction, self.post_id, self.question_id))
        say = interaction.client.say(interaction)
        await turn_or_reply(interaction, standing_layout(say, standing, self.begun_with, self.post_id))


def question_layout(
    say: Say, question: Question, begun_with: int, post_id: int = 0, *, may_put: bool = False
) -> Layout:
    """Another question about the passage, and whether they begin again; with the buttons for it."""
    again = small(say("question.again")) if question.id == begun_with else NOTHING
    buttons: list[StudyButton] = [_following(say, question, begun_with, post_id)]
    if may_put:
        buttons.append(PutQuestionButton(post_id, question.id, begun_with, label=say("button.put")))
    return Layout(display(below(question_lines(say, question), again)), row(*buttons))


def standing_layout(say: Say, standing: Standing, begun_with: int, post_id: int) -> Layout:
    """Where a question stands before the group, with the button to the next one."""
    told = say("put.done" if standing.new else "put.known", place=standing.where)
    text = display(below(question_lines(say, standing.question), told))
    return Layout(text, row(_following(say, standing.question, begun_with, post_id)))


def _following(say: Say, question: Question, begun_with: int, post_id: int) -> AnotherQuestionButton:
    return AnotherQuestionButton(question.passage_id, question.id, begun_with, post_id, label=say("button.another"))


def question_lines(say: Say, question: Question) -> Markup:
    """The question, its rung, and who suggested it."""
    return below(asked(question.text), small(say(f"rung.{question.rung}"), suggested(say, question.origin)))


def another(say: Say, question: Question) -> AnotherQuestionButton:
    """The button to the question after this one."""
    return AnotherQuestionButton(question.passage_id, question.id, label=say("button.another"))
