"""Talks that members open: nothing about them is stored, so that a repeat has to be known by itself."""

import hashlib
from enum import StrEnum


class Subject(StrEnum):
    """What a message that opens a talk is about; the id beside it says which one."""

    PASSAGE = "passage"
    ONCE_MORE = "once more"
    """A passage that is talked about elsewhere: the id is of the answer whose button was pressed."""
    MESSAGE = "message"


def talk_nonce(application_id: int, channel_id: int, subject: Subject, subject_id: int) -> str:
    """The nonce of the message that opens a talk: 25 characters, the same for everybody who opens the same one.

    Discord gives back the first message instead of making another while it remembers the nonce ("the past few
    minutes"; Create Message in the API reference): a second press finds the talk of the first, even after a crash.
    """
    named = "|".join(map(str, (application_id, channel_id, subject, subject_id)))
    return "t" + hashlib.sha256(named.encode()).hexdigest()[:24]
