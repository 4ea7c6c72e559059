"""What deliveries say, in the form in which it is stored: every kind there is, in every form there ever was."""

from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from datetime import datetime
from typing import Any

from bot.core.models import Reason
from bot.core.posts import (
    AnswerContent,
    ClosingContent,
    Content,
    ContinuationContent,
    DeliveryKind,
    KeptLine,
    Moment,
    NamedPost,
    NextPost,
    NoticeContent,
    PostContent,
    PostedPassage,
    RecapContent,
    ReminderContent,
    WordsContent,
)
from bot.core.studies import post_content

VERSIONS: Mapping[DeliveryKind, int] = {
    DeliveryKind.POST: post_content.VERSION,
    DeliveryKind.NOTICE: 1,
    DeliveryKind.ANSWER: 1,
    DeliveryKind.CONTINUATION: 1,
    DeliveryKind.REMINDER: 1,
    DeliveryKind.RECAP: 1,
    DeliveryKind.CLOSING: 1,
    DeliveryKind.WORDS: 1,
}
"""The newest form of each kind: counts up whenever a field of its content comes, goes or means something else."""


def kind_of(content: Content) -> DeliveryKind:
    """Which kind of delivery says this."""
    return _KINDS[type(content)]


def write(content: Content) -> dict[str, Any]:
    """The content as JSON has it, with the version of its form."""
    if isinstance(content, PostContent):
        return post_content.write(content)
    values = {field.name: _stored(getattr(content, field.name)) for field in fields_of(content)}
    return {"version": VERSIONS[kind_of(content)], **values}


def read(kind: DeliveryKind, stored: Mapping[str, Any]) -> Content:
    """The content that `write` of this or an earlier version has stored.

    Raises `ValueError` for one of a later version.
    """
    if kind is DeliveryKind.POST:
        return post_content.read(stored)
    fields = dict(stored)
    version = fields.pop("version")
    if version > VERSIONS[kind]:
        raise ValueError(f"Content of version {version}")
    return _READ[kind](fields)


def _stored(value: Any) -> Any:
    """The value as JSON has it: a time in ISO 8601, a tuple as a list."""
    if isinstance(value, datetime):
        return value.isoformat()
    return list(map(_stored, value)) if isinstance(value, tuple) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] # a tuple of whatever


def _notice(fields: dict[str, Any]) -> NoticeContent:
    reason = Reason(fields.pop("reason"))
    return NoticeContent(**fields, reason=reason)


def _continuation(fields: dict[str, Any]) -> ContinuationContent:
    passages = tuple(PostedPassage(*passage) for passage in fields.pop("passages"))
    return ContinuationContent(**fields, passages=passages)


def _recap(fields: dict[str, Any]) -> RecapContent:
    until = datetime.fromisoformat(fields.pop("until"))
    posts = tuple(NamedPost(*post) for post in fields.pop("posts"))
    line, following = fields.pop("line"), _following(fields)
    return RecapContent(
        **fields, until=until, posts=posts, line=None if line is None else KeptLine(*line), following=following
    )


def _closing(fields: dict[str, Any]) -> ClosingContent:
    lines = tuple(KeptLine(*line) for line in fields.pop("lines"))
    talks, following = tuple(NamedPost(*post) for post in fields.pop("talks")), _following(fields)
    return ClosingContent(**fields, lines=lines, talks=talks, following=following)


def _words(fields: dict[str, Any]) -> WordsContent:
    moment, following = Moment(fields.pop("moment")), _following(fields)
    return WordsContent(**fields, moment=moment, following=following)


def _following(fields: dict[str, Any]) -> NextPost | None:
    """What comes next, taken out of the fields."""
    stored = fields.pop("following")
    return None if stored is None else NextPost(datetime.fromisoformat(stored[0]), *stored[1:])


_KINDS: Mapping[type[Content], DeliveryKind] = {
    PostContent: DeliveryKind.POST,
    NoticeContent: DeliveryKind.NOTICE,
    AnswerContent: DeliveryKind.ANSWER,
    ContinuationContent: DeliveryKind.CONTINUATION,
    ReminderContent: DeliveryKind.REMINDER,
    RecapContent: DeliveryKind.RECAP,
    ClosingContent: DeliveryKind.CLOSING,
    WordsContent: DeliveryKind.WORDS,
}
_READ: Mapping[DeliveryKind, Callable[[dict[str, Any]], Content]] = {
    DeliveryKind.NOTICE: _notice,
    DeliveryKind.ANSWER: lambda fields: AnswerContent(**fields),
    DeliveryKind.CONTINUATION: _continuation,
    DeliveryKind.REMINDER: lambda fields: ReminderContent(**fields),
    DeliveryKind.RECAP: _recap,
    DeliveryKind.CLOSING: _closing,
    DeliveryKind.WORDS: _words,
}
