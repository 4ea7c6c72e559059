"""What goes wrong for a person."""


class NotSeen(AssertionError):  # noqa: N818 - it reads as what it says: `with raises(NotSeen)`
    """What was expected did not appear; the message tells what did."""


class NotPossible(Exception):  # noqa: N818 - it reads as what it says: `with raises(NotPossible)`
    """Discord's client does not offer this to this person here; the message is a sentence that says why."""


class NoAnswer(NotSeen):
    """The application did not answer in time; the message ends with a transcript."""
