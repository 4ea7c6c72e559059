"""How many requests that nobody waits for go out in a second."""

import asyncio


class SendRate:
    """Lets through at most so many in a second, in the order they came."""

    def __init__(self, per_second: float) -> None:
        """Let through `per_second`; the first at once."""
        self._interval = 1 / per_second
        self._next = 0.0

    async def wait(self) -> None:
        """Return when the next request may go out."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._next)
        self._next = at + self._interval
        if at > now:
            await asyncio.sleep(at - now)
