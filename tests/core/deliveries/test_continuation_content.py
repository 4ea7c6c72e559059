"""What goes on below a post, stored and read."""

import json

import pytest

from bot.core.deliveries import continuation_content
from bot.core.deliveries.delivery import continuation_nonce
from bot.core.models import ContinuationContent, PostedPassage

CONTENT = ContinuationContent(
    7, 2, "Bread", (PostedPassage(3, 4, "Bread", "Sharing."), PostedPassage(4, 5, None, "And."))
)


def test_what_was_written_is_read():
    """As JSON keeps it."""
    assert continuation_content.read(json.loads(json.dumps(continuation_content.write(CONTENT)))) == CONTENT


def test_a_later_form_is_refused():
    """A newer version of the bot may have meant something else by it."""
    with pytest.raises(ValueError, match="version 2"):
        continuation_content.read({**continuation_content.write(CONTENT), "version": 2})


def test_each_message_below_each_post_has_a_nonce_of_its_own():
    """Of 25 characters at most (Create Message)."""
    nonces = {continuation_nonce(post, position) for post in ("pA", "pB") for position in range(1, 10)}
    assert len(nonces) == 18
    assert all(len(nonce) == 25 for nonce in nonces)
