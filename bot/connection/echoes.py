"""Echoes: the gateway sends our own messages back, which proves that one is there whose answer was lost."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Echoes:
    """The messages on their way, by their nonces."""

    def __init__(self) -> None:
        self._awaited: dict[str, asyncio.Future[int]] = {}

    @contextmanager
    def awaited(self, nonce: str) -> Iterator[asyncio.Future[int]]:
        """Give what holds the id of the message with this nonce, should it be sent back before the block ends."""
        echo = self._awaited[nonce] = asyncio.get_running_loop().create_future()
        try:
            yield echo
        finally:
            self._awaited.pop(nonce, None)

    def heard(self, nonce: str, message_id: int) -> None:
        """Note that the gateway has sent a message back; once is enough."""
        echo = self._awaited.get(nonce)
        if echo is not None and not echo.done():
            echo.set_result(message_id)
