"""The errors in which a request can end when the network is broken."""

import aiohttp


class HeldBackError(aiohttp.ClientError):
    """A request was not made, because Discord has refused too many of late or has banned this address."""


BROKEN = (aiohttp.ClientError, TimeoutError, OSError)
"""Every way a request can end without an answer."""


def never_left(error: BaseException) -> bool:
    """Whether the request surely did not reach the other side: no connection came about, or it was held back."""
    return isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, HeldBackError))


def in_words(error: BaseException) -> str:
    """What kept a request from its answer, in a few words for the log: never the body of an answer.

    >>> in_words(TimeoutError("..."))
    'no answer (TimeoutError)'
    """
    status = getattr(error, "status", None) or getattr(error.__cause__, "status", None)
    if isinstance(status, int):
        return f"it answered with {status}"
    return f"{'no connection' if never_left(error) else 'no answer'} ({type(error).__name__})"
