"""The form in which the content of a post is stored."""

import json
from dataclasses import fields, replace

import pytest

from bot.core.models import Origin
from bot.core.posts import PostContent, PostedPassage
from bot.core.studies import post_content

CONTENT = PostContent(
    passage_id=5,
    title="On Bread",
    author="A baker",
    source=None,
    heading="Salt",
    text="Bread needs salt.",
    question_id=7,
    question="Why?",
    origin=Origin.PACK,
    number=2,
    length=9,
    day=3,
    reference="ABCDEF",
    language="en",
    role_id=11,
    following=(PostedPassage(6, 3, None, "And water."), PostedPassage(8, 4, "Fire", "And an oven.")),
    second_question="How hot?",
    said_in="pl",
)
FIRST_FORM = {
    "passage_id": 5,
    "title": "On Bread",
    "author": "A baker",
    "source": None,
    "heading": "Salt",
    "text": "Bread needs salt.",
    "question_id": 7,
    "question": "Why?",
    "origin": str(Origin.PACK),
    "number": 2,
    "length": 9,
    "day": 3,
    "reference": "ABCDEF",
    "language": "en",
    "role_id": 11,
}
"""As it was stored before there were versions."""


@pytest.mark.parametrize("origin", [*Origin, None])
def test_what_is_stored_is_read_back(origin: Origin | None):
    """All of it, and with its version."""
    content = replace(CONTENT, origin=origin)
    stored = post_content.write(content)
    assert stored["version"] == post_content.VERSION
    assert post_content.read(json.loads(json.dumps(stored))) == content
    assert stored["version"] == post_content.VERSION


def test_the_first_form_is_read():
    """It was all said in English, and about one passage; the next form says in which language."""
    alone = replace(CONTENT, following=(), second_question=None)
    assert post_content.read(FIRST_FORM) == replace(alone, said_in="en")
    assert post_content.read({**FIRST_FORM, "version": 1, "said_in": "pl"}) == alone


def test_a_question_of_the_bank_was_called_suggested():
    """Before version 2."""
    stored = {**post_content.write(CONTENT), "version": 1, "origin": "suggested"}
    assert post_content.read(stored) == replace(CONTENT, origin=Origin.BANK)


def test_a_later_form_is_refused():
    """What it means is not known here."""
    with pytest.raises(ValueError, match="version 3"):
        post_content.read({**post_content.write(CONTENT), "version": post_content.VERSION + 1})


def test_another_field_needs_another_version():
    """Whoever changes what is stored has to say here how the form before is read."""
    assert (post_content.VERSION, len(fields(PostContent))) == (2, 19)
