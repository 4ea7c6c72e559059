"""What a notice says, stored and read."""

import json

import pytest

from bot.core.deliveries import notice_content
from bot.core.models import NoticeContent, Reason

CONTENT = NoticeContent(10**17, Reason.LEFT_7, 7, "en")


def test_what_was_written_is_read():
    """As JSON keeps it."""
    assert notice_content.read(json.loads(json.dumps(notice_content.write(CONTENT)))) == CONTENT


def test_a_later_form_is_refused():
    """A newer version of the bot may have meant something else by it."""
    with pytest.raises(ValueError, match="version 2"):
        notice_content.read({**notice_content.write(CONTENT), "version": 2})
