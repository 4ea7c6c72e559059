"""What members have the bot post, each once: a repeat is known by its nonce. Of talks nothing else is stored."""

import hashlib
from enum import StrEnum

MESSAGE_DELETED = 10008
"""Discord's code (JSON Error Codes) when the message that the nonce gives back has been deleted since."""


class Subject(StrEnum):
    """What a message that opens a talk, or is put below a post, is about; the id beside it says which one."""

    PASSAGE = "passage"
    ONCE_MORE = "once more"
    """A passage that is talked about elsewhere: the id is of the answer whose button was pressed."""
    MESSAGE = "message"
    QUESTION = "question"


def talk_nonce(application_id: int, channel_id: int, subject: Subject, subject_id: int) -> str:
    """The nonce of such a message in a channel: 25 characters, the same for everybody who has the same one posted.

    Discord gives back the first message instead of making another while it remembers the nonce ("the past few
    minutes"; Create Message in the API reference): a second press finds the message of the first, even after a crash.
    """
    named = "|".join(map(str, (application_id, channel_id, subject, subject_id)))
    return "t" + hashlib.sha256(named.encode()).hexdigest()[:24]
