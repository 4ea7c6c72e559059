"""The questions about a passage as hosts see them, a page for all and one for each, and what can be done there."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.core.models import Question, QuestionState, Rung
from bot.core.posts import PassageView
from bot.core.text.markup import NOTHING, Markup, emphasised, mark
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, panel
from bot.services.questions import host_questions
from bot.services.questions.host_questions import AboutPassage, Exchange
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.forms import ShownForm
from cogs.ui.hosts import HostButton, HostForm, HostSelect, numbered_options
from cogs.ui.id_fields import Id, Number
from cogs.ui.passage_parts import asked, below, beside, small, where_it_stands
from cogs.ui.question_fields import question_fields, typed_rung
from cogs.ui.replies import guild_of, turn

PAGE = 10
"""Questions that are shown at once."""
LENGTHS = (300, 200, 120, 60)
"""Characters of each of them: as many as the message has room for."""
LABEL = 80
"""Characters of a button (Component Reference, Button)."""


def questions_layout(say: Say, about: AboutPassage, first: int = 0, done: Exchange | None = None) -> Layout:
    """Ten of the questions about a passage, by rung, to choose from; with *Undo* if something has just been `done`."""
    return first_that_fits(_questions_layout(say, about, first, done, most) for most in LENGTHS)


def _questions_layout(say: Say, about: AboutPassage, first: int, done: Exchange | None, most: int) -> Layout:
    ordered = sorted(about.questions, key=lambda question: list(Rung).index(question.rung))
    first = first if done is None else _page_of(ordered, done.back or done.gone)
    shown = [(at, question) for at, question in enumerate(ordered, start=1)][first : first + PAGE]
    layout = Layout()
    if done is not None:
        layout.add_item(display(_said(say, done)))
    container = panel(display(where_it_stands(say, about.view)))
    for rung, together in groupby(shown, key=lambda numbered: numbered[1].rung):
        lines = [_line(say, at, question, most) for at, question in together]
        container.add_item(display(below(mark("**{}**", say(f"rung.{rung}")), *lines)))
    if not shown:
        container.add_item(display(say("question.none_yet")))
    layout.add_item(container)
    if shown:
        options = numbered_options([(f"{at}. {shorten(question.text, LABEL)}", question.id) for at, question in shown])
        layout.add_item(row(QuestionSelect(options=options, placeholder=say.plain("question.choose"))))
    layout.add_item(row(*_buttons(say, about, first, done)))
    return layout


def _buttons(say: Say, about: AboutPassage, first: int, done: Exchange | None) -> Sequence[HostButton]:
    view = about.view
    ways = ((view.before, "button.previous_passage"), (view.after, "button.next_passage"))
    buttons: list[HostButton] = [QuestionsButton(way, label=say(key)) for way, key in ways if way is not None]
    buttons.append(AddButton(view.passage.id, label=say("button.add_question")))
    if len(about.questions) > PAGE:
        following = first + PAGE if first + PAGE < len(about.questions) else 0
        buttons.append(QuestionsButton(view.passage.id, following, label=say("button.more_questions")))
    if done is not None and done.gone != done.back:
        label = say("button.undo" if done.back else "button.put_back")
        buttons.append(ExchangeButton(done.back or 0, done.gone or 0, label=label))
    return buttons


def question_layout(say: Say, view: PassageView, question: Question) -> Layout:
    """One question, and what can be done with it."""
    is_asked = question.state is QuestionState.APPROVED
    not_asked = NOTHING if is_asked else small(say("question.not_asked"))
    about_it = small(say(f"rung.{question.rung}"), say(f"origin.{question.origin}"))
    buttons: list[HostButton] = []
    if is_asked:
        buttons.append(EditButton(question.id, label=say("button.edit_question")))
        buttons.append(ExchangeButton(question.id, 0, label=say("button.remove_question")))
    else:
        buttons.append(ExchangeButton(0, question.id, label=say("button.put_back")))
    buttons.append(QuestionsButton(view.passage.id, label=say("button.all_questions")))
    text = display(below(asked(question.text), about_it, not_asked))
    return Layout(panel(display(where_it_stands(say, view)), text), row(*buttons))


def which_layout(say: Say, views: Sequence[PassageView]) -> Layout:
    """The passages that may have been meant, a button each."""
    layout = Layout(display(say("question.which_passage")))
    for start in range(0, len(views), 5):
        buttons = [
            QuestionsButton(view.passage.id, label=shorten(f"{view.essay.title} {view.passage.number}", LABEL))
            for view in views[start : start + 5]
        ]
        layout.add_item(row(*buttons))
    return layout


def add_form(say: Say, passage_id: int, rung: Rung | None = None) -> ShownForm:
    """The form for another question."""
    return AddForm(passage_id).with_fields(say.plain("button.add_question"), *question_fields(say, rung, ""))


def edit_form(say: Say, question: Question) -> ShownForm:
    """The form for a question, filled in."""
    fields = question_fields(say, question.rung, question.text)
    return EditForm(question.id).with_fields(say.plain("button.edit_question"), *fields)


class QuestionsButton(HostButton, kind="questions"):
    """Shows the questions about a passage."""

    passage_id: Id
    first: Number = 0
    """How many are shown on the pages before."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show them in the place of the message."""
        bot = interaction.client
        about = await host_questions.about(bot.database, guild_of(interaction), self.passage_id)
        await turn(interaction, questions_layout(bot.say(interaction), about, self.first))


class QuestionSelect(HostSelect, kind="question"):
    """The questions about a passage, to choose one from."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Show the question."""
        bot = interaction.client
        view, question = await host_questions.one(bot.database, guild_of(interaction), int(value))
        await turn(interaction, question_layout(bot.say(interaction), view, question))


class AddButton(HostButton, kind="addquestion"):
    """*Add a question*: opens the form."""

    passage_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, empty."""
        await interaction.response.send_modal(add_form(interaction.client.say(interaction), self.passage_id))


class EditButton(HostButton, kind="editquestion"):
    """*Edit*: opens the form."""

    question_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, filled in."""
        bot = interaction.client
        _, question = await host_questions.one(bot.database, guild_of(interaction), self.question_id)
        await interaction.response.send_modal(edit_form(bot.say(interaction), question))


class ExchangeButton(HostButton, kind="exchange"):
    """*Remove*, *Put back* and *Undo*: a question is asked no more, and another one is asked again."""

    gone: Id
    """0 for none."""
    back: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Do so, and show the questions as they are then."""
        bot = interaction.client
        done = await host_questions.exchange(bot.database, guild_of(interaction), self.gone or None, self.back or None)
        await show_done(interaction, done)


class AddForm(HostForm, kind="addquestion"):
    """A question that is not there yet."""

    passage_id: Id

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Add it, and show the questions as they are then."""
        await put_off(interaction)
        bot, rung = interaction.client, typed_rung(typed)
        done = await host_questions.add(
            bot.database, guild_of(interaction), self.passage_id, rung, typed.get("text", "")
        )
        await show_done(interaction, done)


class EditForm(HostForm, kind="editquestion"):
    """A question in other words, or on another rung."""

    question_id: Id

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Ask this in its place, and show the questions as they are then."""
        await put_off(interaction)
        bot, rung = interaction.client, typed_rung(typed)
        done = await host_questions.edit(
            bot.database, guild_of(interaction), self.question_id, rung, typed.get("text", "")
        )
        await show_done(interaction, done)


async def show_done(interaction: Pressed, done: Exchange) -> None:
    """Show the questions about a passage after a change of them."""
    bot = interaction.client
    about = await host_questions.about(bot.database, guild_of(interaction), done.passage_id)
    await turn(interaction, questions_layout(bot.say(interaction), about, done=done))


def _said(say: Say, done: Exchange) -> Markup:
    """What has been done."""
    if done.gone is None:
        return say("question.unchanged" if done.back is None else "question.asked_now")
    return say("question.removed" if done.back is None else "question.edited")


def _line(say: Say, at: int, question: Question, most: int) -> Markup:
    """A question in the list, struck through if it is not asked, and where it comes from."""
    text = emphasised(shorten(question.text, most))
    is_asked = question.state is QuestionState.APPROVED
    shown = mark("{}. {}", at, text) if is_asked else mark("{}. ~~{}~~", at, text)
    return beside(shown, say(f"origin.{question.origin}"), NOTHING if is_asked else say("question.not_asked"))


def _page_of(ordered: Sequence[Question], question_id: int | None) -> int:
    """How many questions stand on the pages before that of this one; none when it is not among them."""
    at = next((index for index, question in enumerate(ordered) if question.id == question_id), 0)
    return at - at % PAGE
