"""What deliveries say, stored and read."""

import json
from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.core.deliveries import contents
from bot.core.deliveries.delivery import continuation_nonce
from bot.core.models import Origin, Reason
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

BREAD = (PostedPassage(3, 4, "Bread", "Sharing."), PostedPassage(4, 5, None, "And."))
NOW = datetime(2026, 5, 1, 7, tzinfo=UTC)
NAMED = NamedPost(3, "Bread", 4, 5, 10**17, None, 2)
CONTENTS: list[Content] = [
    PostContent(1, "T", None, None, None, "X", 1, "Q", Origin.BANK, 1, 2, 3, "R", "en", None, BREAD),
    NoticeContent(10**17, Reason.LEFT_7, 7, "en"),
    AnswerContent(7, "About *sharing*.\n\nAnd bread.", "en"),
    ContinuationContent(7, 2, "Bread", BREAD),
    ReminderContent("Bread", 7, 10**17, 10**18, "en"),
    RecapContent(NOW, (NAMED,), 7, KeptLine("Sharing.", 3, 4), NextPost(NOW, "Bread", 5), "en"),
    ClosingContent("Bread", "A", 1, 9, 9, 7, (KeptLine("Sharing."),), (NAMED,), None, True, "Thank you all.", "en"),
    WordsContent(Moment.PAUSE, "We *rest*.", None, "en"),
]
"""One of each kind."""


def test_there_is_one_of_each_kind():
    """A new kind is stored and read here as well."""
    assert {type(content) for content in CONTENTS} == set(get_args(Content))
    assert {contents.kind_of(content) for content in CONTENTS} == set(DeliveryKind) == set(contents.VERSIONS)


@pytest.mark.parametrize("content", CONTENTS, ids=contents.kind_of)
def test_what_was_written_is_read(content: Content):
    """As JSON keeps it."""
    assert contents.read(contents.kind_of(content), json.loads(json.dumps(contents.write(content)))) == content


@pytest.mark.parametrize("content", CONTENTS, ids=contents.kind_of)
def test_a_later_form_is_refused(content: Content):
    """A newer version of the bot may have meant something else by it."""
    kind = contents.kind_of(content)
    with pytest.raises(ValueError, match=f"version {contents.VERSIONS[kind] + 1}"):
        contents.read(kind, {**contents.write(content), "version": contents.VERSIONS[kind] + 1})


def test_each_message_below_each_post_has_a_nonce_of_its_own():
    """Of 25 characters at most (Create Message)."""
    nonces = {continuation_nonce(post, position) for post in ("pA", "pB") for position in range(1, 10)}
    assert len(nonces) == 18
    assert all(len(nonce) == 25 for nonce in nonces)
