"""What an answer looks like in its thread, and to its member when it cannot be there."""

from collections.abc import Callable

import discord

from bot.core.models import Reason
from bot.core.posts import AnswerContent, Delivery, DeliveryState
from bot.core.text.markup import NOTHING, Markup, body, cut
from bot.i18n import Say
from bot.interactions.answers import TEXT_LIMIT, Layout, display, panel, text_file
from cogs.ui.buttons import StudyButton, row
from cogs.ui.replies import member_name

SHOWN = 1500
"""Characters of a text that is given back in a message, to copy from there; a longer one is a file."""
_WHY = {
    Reason.AUTOMOD: "answer.automod",
    Reason.FORBIDDEN: "answer.forbidden",
    Reason.NO_CHANNEL: "answer.no_thread",
    Reason.LOCKED: "writing.locked",
    Reason.LATE: "answer.late",
}


def answer_layout(say: Say, text: str, user_id: int) -> Layout:
    """A member's answer for all to read, under their name, which pings nobody."""
    by = say("answer.by", member=member_name(user_id))
    return Layout(display(by), panel(display(cut(body(text), TEXT_LIMIT - len(by)))))


def fits(say: Say, text: str, user_id: int) -> bool:
    """Whether the whole answer stands in its layout, with the signs that keep it from acting."""
    return len(say("answer.by", member=member_name(user_id))) + len(body(text)) <= TEXT_LIMIT


def given_back_layout(say: Say, answer: Delivery, again: Callable[[int], StudyButton]) -> Layout:
    """Why an answer has not been posted, or may not have been, and its text if it is short; `again` for its post."""
    layout = Layout(display(say(_why(answer))))
    if (shown := _shown(answer)) != NOTHING:
        layout.add_item(display(shown))
    if isinstance(answer.content, AnswerContent):
        layout.add_item(row(again(answer.content.post_id)))
    return layout


def given_back_file(answer: Delivery) -> discord.File | None:
    """The text of an answer that `given_back_layout` does not show, or not to the letter."""
    if not isinstance(answer.content, AnswerContent) or _shown(answer) == answer.content.text:
        return None
    return text_file("your-answer.txt", answer.content.text)


def _why(answer: Delivery) -> str:
    if answer.state is DeliveryState.UNKNOWN or answer.reason is None:
        return "answer.unknown"
    return _WHY.get(answer.reason, "answer.refused")


def _shown(answer: Delivery) -> Markup:
    text = answer.content.text if isinstance(answer.content, AnswerContent) else ""
    return body(text) if len(text) <= SHOWN else NOTHING
