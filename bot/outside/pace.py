"""Not all at once: a rhythm for requests that nobody is waiting for."""

import asyncio


class Pace:
    """Lets at most so many through in a second, in the order they came."""

    def __init__(self, per_second: float) -> None:
        """Keep this rhythm; the first is let through at once."""
        self._interval = 1 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for one's turn."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._next)
        self._next = at + self._interval
        if at > now:
            await asyncio.sleep(at - now)
