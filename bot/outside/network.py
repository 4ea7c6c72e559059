"""What a broken network looks like from here."""

import aiohttp

BROKEN = (aiohttp.ClientError, TimeoutError, OSError)
"""Every way a request can end without an answer."""


def never_left(error: BaseException) -> bool:
    """Whether the request surely did not reach the other side: no connection came about."""
    return isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError))
