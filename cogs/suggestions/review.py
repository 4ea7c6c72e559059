"""`/questions review`: what members have suggested and a model has drafted, a card each, and what hosts make of it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from bot import events
from bot.core.errors import StudyError
from bot.core.models import Origin, Question, QuestionState, Verdict
from bot.core.text.markup import NOTHING, Markup, emphasised, mark
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, line, panel
from bot.services.questions import host_questions, review
from bot.services.questions.review import Card, Reviewed, Step
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.hosts import HostButton, HostForm
from cogs.ui.id_fields import Count, Id
from cogs.ui.passage_parts import asked, below, beside, small, where_it_stands
from cogs.ui.question_fields import question_fields, typed_rung
from cogs.ui.replies import guild_of, member_name, turn

EXCERPT = 400
"""Characters of the passage, so that a host sees what the question is about."""
MOST_ALIKE = 4
"""Questions shown because they ask nearly the same."""
LENGTH_ALIKE = 150
"""Characters of each of them."""


def card_layout(say: Say, card: Card | None, done: Markup = NOTHING, undo: HostButton | None = None) -> Layout:
    """A question that waits, or that nothing does; above it what has just been done, and below how it is undone."""
    layout = Layout(display(done)) if done else Layout()
    back = [] if undo is None else [undo]
    if card is None:
        layout.add_item(display(say("review.nothing_waits")))
        return layout.add_item(row(*back)) if back else layout
    question = card.suggestion.question
    container = panel(display(where_it_stands(say, card.view, EXCERPT)), line())
    container.add_item(display(below(asked(question.text), _about(say, card))))
    if card.alike:
        container.add_item(display(_alike(say, card.alike)))
    container.add_item(display(small(say("review.left", n=card.left))))
    layout.add_item(container)
    layout.add_item(row(*_buttons(say, card)))
    return layout.add_item(row(*back)) if back else layout


def _about(say: Say, card: Card) -> Markup:
    """How deep it goes, and who has written it."""
    question, user_id = card.suggestion.question, card.suggestion.user_id
    by = say(f"origin.{question.origin}") if user_id is None else say("review.by", member=member_name(user_id))
    return small(say(f"rung.{question.rung}"), by)


def _alike(say: Say, alike: Sequence[Question]) -> Markup:
    """The questions that ask nearly the same, each with where it comes from and whether it waits itself."""
    shown = [
        beside(
            mark("• {}", emphasised(shorten(question.text, LENGTH_ALIKE))),
            say(f"origin.{question.origin}"),
            say("review.waits") if question.state is QuestionState.PENDING else NOTHING,
        )
        for question in alike[:MOST_ALIKE]
    ]
    return below(say("review.alike", n=len(alike)), *shown)


def _buttons(say: Say, card: Card) -> Sequence[HostButton]:
    question = card.suggestion.question
    seen = (question.id, question.wording)
    buttons: list[HostButton] = [
        ApproveButton(*seen, label=say("button.approve")),
        RewordButton(*seen, label=say("button.reword")),
        DeclineButton(*seen, label=say("button.decline")),
    ]
    if card.left > 1:
        buttons.append(LaterButton(question.id, label=say("button.review_later")))
    return buttons


class ReviewButton(HostButton):
    """Settles the question on a card, if it is still the one that the host has seen there."""

    question_id: Id
    wording: Count
    verdict: ClassVar[Verdict]

    async def pressed(self, interaction: Pressed) -> None:
        """Do so, and show what waits next."""
        bot, guild_id = interaction.client, guild_of(interaction)
        reviewed = await review.decide(bot.database, guild_id, self.question_id, self.wording, self.verdict)
        await _show_next(interaction, self.question_id, reviewed)


class ApproveButton(ReviewButton, kind="approve", style="success"):
    """*Approve*: the question is asked as it is."""

    verdict = Verdict.APPROVED


class DeclineButton(ReviewButton, kind="decline"):
    """*Decline*: the question is not asked."""

    verdict = Verdict.DECLINED


class RewordButton(HostButton, kind="reword"):
    """*Edit and approve*: opens the form."""

    question_id: Id
    wording: Count

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, filled in with the question as it is now."""
        bot, say = interaction.client, interaction.client.say(interaction)
        question = (await review.one(bot.database, guild_of(interaction), self.question_id)).question
        fields = question_fields(say, question.rung, question.text)
        form = RewordForm(question.id, question.wording).with_fields(say.plain("button.reword"), *fields)
        await interaction.response.send_modal(form)


class LaterButton(HostButton, kind="later"):
    """*Later*: leaves a question waiting."""

    question_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Show what waits next, round and round."""
        bot = interaction.client
        card = await review.following(bot.database, guild_of(interaction), self.question_id)
        await turn(interaction, card_layout(bot.say(interaction), card))


class UndoReviewButton(HostButton, kind="undoreview"):
    """*Undo*: the question waits again."""

    question_id: Id
    asked_id: Id
    """The question that has been asked since its review; 0 for none."""

    async def pressed(self, interaction: Pressed) -> None:
        """Do so, and show it."""
        bot, guild_id = interaction.client, guild_of(interaction)
        await review.undo(bot.database, guild_id, self.question_id, self.asked_id or None)
        card = await review.following(bot.database, guild_id, self.question_id - 1)
        say = bot.say(interaction)
        await turn(interaction, card_layout(say, card, say("review.undone")))


class RewordForm(HostForm, kind="reword"):
    """A question that waits, in the words in which a host would have it asked."""

    question_id: Id
    wording: Count

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Ask it so, and show what waits next; what is not done for good reason gives the words back."""
        await put_off(interaction)
        bot, guild_id = interaction.client, guild_of(interaction)
        words = host_questions.written(typed_rung(typed), typed.get("text", ""), Origin.HOST)
        reviewed = await review.decide(bot.database, guild_id, self.question_id, self.wording, Verdict.REWORDED, words)
        await _show_next(interaction, self.question_id, reviewed)
        if reviewed.step is not Step.DONE:
            raise StudyError("review.not_reworded")


async def _show_next(interaction: Pressed, question_id: int, reviewed: Reviewed) -> None:
    """Say what has come of a press, above what waits next, or above the same question as it is now."""
    bot, say = interaction.client, interaction.client.say(interaction)
    after = question_id - 1 if reviewed.step is Step.EDITED else question_id
    card = await review.following(bot.database, guild_of(interaction), after)
    undo = None
    if reviewed.step is Step.DONE:
        undo = UndoReviewButton(question_id, reviewed.asked or 0, label=say("button.undo"))
    of_verdict = reviewed.step in (Step.DONE, Step.ALREADY)
    said = say(f"review.{reviewed.step}.{reviewed.verdict}") if of_verdict else say(f"review.{reviewed.step}")
    await turn(interaction, card_layout(say, card, said, undo))
    if reviewed.author is not None:
        events.suggestion_reviewed(bot, reviewed.author)
