"""What a member has handed in, stored and read."""

import json

import pytest

from bot.core.deliveries import answer_content
from bot.core.models import AnswerContent

CONTENT = AnswerContent(7, "About *sharing*.\n\nAnd bread.", "en")


def test_what_was_written_is_read():
    """As JSON keeps it."""
    assert answer_content.read(json.loads(json.dumps(answer_content.write(CONTENT)))) == CONTENT


def test_a_later_form_is_refused():
    """A newer version of the bot may have meant something else by it."""
    with pytest.raises(ValueError, match="version 2"):
        answer_content.read({**answer_content.write(CONTENT), "version": 2})
