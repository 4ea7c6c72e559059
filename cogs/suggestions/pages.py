"""What a member has suggested, five a page, and the forms with which they suggest and change it."""

from collections.abc import Mapping, Sequence

from discord.ui import Label, Modal

from bot.core.essays.draft import DraftQuestion
from bot.core.limits import SUGGESTIONS, Act
from bot.core.models import Origin, Rung
from bot.core.posts import PassageView
from bot.core.text.markup import NOTHING, Markup, mark, plain
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, first_that_fits, panel
from bot.services.questions import host_questions, suggestions
from bot.services.questions.suggestions import Suggested
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.deferral import in_time
from cogs.ui.forms import ShownForm, StudyForm, choice_field
from cogs.ui.id_fields import Id, Number
from cogs.ui.passage_parts import asked, below, small
from cogs.ui.question_fields import question_fields, typed_rung
from cogs.ui.replies import turn

PAGE = 5
"""Suggestions that are shown at once, each with its buttons."""
LENGTHS = (300, 200, 120)
"""Characters of each of them: as many as the message has room for."""
LABEL = 80
"""Characters of a button (Component Reference, Button)."""
HEAR, HEAR_NOTHING = "yes", "no"


def own_layout(say: Say, own: Sequence[Suggested], page: int = 0, done: Markup = NOTHING) -> Layout:
    """A page of what a member has suggested, the last one for a number too high; above it what has just been done."""
    return first_that_fits(_own_layout(say, own, page, done, most) for most in LENGTHS)


def _own_layout(say: Say, own: Sequence[Suggested], page: int, done: Markup, most: int) -> Layout:
    pages = max(1, -(-len(own) // PAGE))
    page = min(page, pages - 1)
    layout = Layout(display(done)) if done else Layout()
    title = mark("### {}", say("suggestion.title", number=len(own), most=SUGGESTIONS.most))
    container = panel(display(below(title, say("suggestion.open" if own else "suggestion.none"))))
    for suggested in own[page * PAGE : (page + 1) * PAGE]:
        _add(say, container, suggested, most)
    layout.add_item(container)
    ways = ((page - 1, "button.previous_page"), (page + 1, "button.next_page"))
    buttons = [OwnSuggestionsButton(to, label=say(key)) for to, key in ways if 0 <= to < pages]
    if buttons:
        layout.add_item(row(*buttons))
    return layout


def _add(say: Say, container: Panel, suggested: Suggested, most: int) -> None:
    """Show a suggestion, with its buttons below."""
    view, suggestion = suggested
    question = suggestion.question
    where = say("passage.number", number=view.passage.number, length=view.essay.length)
    hears = say("suggestion.hears") if suggestion.wants_to_hear else NOTHING
    about_it = small(plain(view.essay.title, 80), where, say(f"rung.{question.rung}"), hears)
    container.add_item(display(below(asked(shorten(question.text, most)), about_it)))
    edit = EditSuggestionButton(question.id, label=say("button.edit_suggestion"))
    container.add_item(row(edit, TakeBackButton(question.id, label=say("button.take_back"))))


def passages_layout(say: Say, views: Sequence[PassageView]) -> Layout:
    """The passages that may have been meant, or the one that was, a button each that opens the form."""
    layout = Layout(display(say("suggestion.which_passage" if len(views) > 1 else "suggestion.this_passage")))
    for start in range(0, len(views), 5):
        buttons = [
            SuggestButton(view.passage.id, label=shorten(f"{view.essay.title} {view.passage.number}", LABEL))
            for view in views[start : start + 5]
        ]
        layout.add_item(row(*buttons))
    return layout


def suggest_form(say: Say, passage_id: int, rung: Rung | None = None) -> ShownForm:
    """The form for a question to suggest."""
    return SuggestForm(passage_id).with_fields(say.plain("form.suggest"), *_fields(say, rung, "", hears=True))


def _fields(say: Say, rung: Rung | None, text: str, *, hears: bool) -> Sequence[Label[Modal]]:
    choices = [(say.plain("suggestion.hear"), HEAR), (say.plain("suggestion.hear_nothing"), HEAR_NOTHING)]
    hear = choice_field("hear", say.plain("field.hear"), choices, HEAR if hears else HEAR_NOTHING)
    return (*question_fields(say, rung, text), hear)


class SuggestButton(StudyButton, kind="suggest"):
    """A passage to suggest a question about: opens the form."""

    passage_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, empty."""
        await interaction.response.send_modal(suggest_form(interaction.client.say(interaction), self.passage_id))


class OwnSuggestionsButton(StudyButton, kind="suggestions"):
    """Turns to another page of what whoever presses it has suggested."""

    page: Number

    async def pressed(self, interaction: Pressed) -> None:
        """Turn the page."""
        bot = interaction.client
        own = await suggestions.own(bot.database, bot.asker(interaction))
        await turn(interaction, own_layout(bot.say(interaction), own, self.page))


class EditSuggestionButton(StudyButton, kind="editsuggestion"):
    """*Edit*: opens the form, as long as no host has reviewed the suggestion."""

    question_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, filled in."""
        bot, say = interaction.client, interaction.client.say(interaction)
        suggestion = await suggestions.one(bot.database, bot.asker(interaction), self.question_id)
        question = suggestion.question
        fields = _fields(say, question.rung, question.text, hears=suggestion.wants_to_hear)
        form = EditSuggestionForm(question.id).with_fields(say.plain("button.edit_suggestion"), *fields)
        await interaction.response.send_modal(form)


class TakeBackButton(StudyButton, kind="takeback"):
    """*Take back*: deletes the suggestion, as long as no host has reviewed it."""

    question_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Delete it, and show the others."""
        bot, say = interaction.client, interaction.client.say(interaction)
        await suggestions.take_back(bot.database, bot.asker(interaction), self.question_id)
        await _show_done(interaction, say("suggestion.taken_back"))


class SuggestForm(StudyForm, kind="suggest"):
    """A question that a member would ask about a passage."""

    passage_id: Id

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Store it for the hosts, and show it with what the member has suggested besides."""
        bot, question = interaction.client, _written(typed)
        bot.rate_limits.take(Act.SUGGEST, interaction)
        suggesting = suggestions.suggest(
            bot.database, bot.asker(interaction), self.passage_id, question, wants_to_hear=_hears(typed)
        )
        question_id = await in_time(interaction, suggesting)
        await _show_done(interaction, bot.say(interaction)("suggestion.stored"), question_id)


class EditSuggestionForm(StudyForm, kind="editsuggestion"):
    """A suggestion in other words, or on another rung."""

    question_id: Id

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Store it so, and show it with what the member has suggested besides."""
        bot, question = interaction.client, _written(typed)
        editing = suggestions.edit(
            bot.database, bot.asker(interaction), self.question_id, question, wants_to_hear=_hears(typed)
        )
        await in_time(interaction, editing)
        await _show_done(interaction, bot.say(interaction)("suggestion.edited"), self.question_id)


async def _show_done(interaction: Pressed, done: Markup, question_id: int | None = None) -> None:
    """Say what has been done, above the page on which the suggestion stands, or above the first."""
    bot = interaction.client
    own = await suggestions.own(bot.database, bot.asker(interaction))
    at = next((at for at, each in enumerate(own) if each.suggestion.question.id == question_id), 0)
    await turn(interaction, own_layout(bot.say(interaction), own, at // PAGE, done))


def _written(typed: Mapping[str, str]) -> DraftQuestion:
    return host_questions.written(typed_rung(typed), typed.get("text", ""), Origin.MEMBER)


def _hears(typed: Mapping[str, str]) -> bool:
    return typed.get("hear") == HEAR
