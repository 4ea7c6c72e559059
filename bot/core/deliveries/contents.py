"""What deliveries say, in the form in which it is stored: every kind there is, in every form there ever was."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from bot.core.models import (
    AnswerContent,
    Content,
    ContinuationContent,
    DeliveryKind,
    NoticeContent,
    PostContent,
    PostedPassage,
    Reason,
    ReminderContent,
)
from bot.core.studies import post_content

VERSIONS: Mapping[DeliveryKind, int] = {
    DeliveryKind.POST: post_content.VERSION,
    DeliveryKind.NOTICE: 1,
    DeliveryKind.ANSWER: 1,
    DeliveryKind.CONTINUATION: 1,
    DeliveryKind.REMINDER: 1,
}
"""The newest form of each kind: counts up whenever a field of its content comes, goes or means something else."""


def kind_of(content: Content) -> DeliveryKind:
    """Which kind of delivery says this."""
    return _KINDS[type(content)]


def write(content: Content) -> dict[str, Any]:
    """The content as JSON has it, with the version of its form."""
    if isinstance(content, PostContent):
        return post_content.write(content)
    return {"version": VERSIONS[kind_of(content)], **asdict(content)}


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


def _notice(fields: dict[str, Any]) -> NoticeContent:
    reason = Reason(fields.pop("reason"))
    return NoticeContent(**fields, reason=reason)


def _continuation(fields: dict[str, Any]) -> ContinuationContent:
    passages = tuple(PostedPassage(*passage) for passage in fields.pop("passages"))
    return ContinuationContent(**fields, passages=passages)


_KINDS: Mapping[type[Content], DeliveryKind] = {
    PostContent: DeliveryKind.POST,
    NoticeContent: DeliveryKind.NOTICE,
    AnswerContent: DeliveryKind.ANSWER,
    ContinuationContent: DeliveryKind.CONTINUATION,
    ReminderContent: DeliveryKind.REMINDER,
}
_READ: Mapping[DeliveryKind, Callable[[dict[str, Any]], Content]] = {
    DeliveryKind.NOTICE: _notice,
    DeliveryKind.ANSWER: lambda fields: AnswerContent(**fields),
    DeliveryKind.CONTINUATION: _continuation,
    DeliveryKind.REMINDER: lambda fields: ReminderContent(**fields),
}
