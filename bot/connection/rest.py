"""Requests to Discord through discord.py's REST client, each over as soon as its answer has been read.

discord.py 2.7.1 comes back later. `http.Ratelimit.__aexit__` sleeps out the window of a bucket, minutes for threads,
within the request that took its last token, whether that succeeded, was refused or is being cancelled. So each request
is a task of its own: whoever asked has the answer when it is there, and the task sleeps on and then lets in those that
wait for the next window, which discord.py leaves to it.

discord.py also goes through all of its buckets for those that are no longer used whenever there is a new one, and each
channel has its own: when a thousand studies post, that is most of what its client does. Here it does so now and then.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from discord import File, http
from discord.errors import DiscordServerError, Forbidden, HTTPException, NotFound

from bot.connection.answered_requests import Asked, End, current

ANSWER_WITHIN = 30.0
"""Seconds that a request may take, with discord.py's own retries and its waiting for a window, before it is given up.

This stands in for `max_ratelimit_timeout`, under which discord.py refuses whatever falls into a window that ends later
than that, however many requests the window has left.
"""
CLEARED_EVERY = 60.0
"""Seconds, at the least, between two times at which discord.py looks for buckets that have not been used for 300."""


class Rest:
    """The requests of a discord.py client, which come back with their answers, and within a limit of time."""

    def __init__(self, client: http.HTTPClient) -> None:
        """Stand in for the client's own; its session has to be watched (`answered_requests.watch`)."""
        self._request = client.request
        self._clear = client._try_clear_expired_ratelimits  # noqa: SLF001 # nothing public keeps it from that
        self._tasks: set[asyncio.Task[object]] = set()
        self._clear_at = 0.0
        client.request = self.request
        client._try_clear_expired_ratelimits = self._clear_now_and_then  # noqa: SLF001 # as above

    async def request(
        self,
        route: http.Route,
        *,
        files: Sequence[File] | None = None,
        form: Iterable[dict[str, Any]] | None = None,
        **options: Any,  # as discord.py has it
    ) -> Any:
        """What `http.HTTPClient.request` would give. Raises `TimeoutError` when there is no answer in time."""
        asked = Asked()
        token = current.set(asked)
        task = asyncio.create_task(self._request(route, files=files, form=form, **options))
        current.reset(token)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        try:
            await asyncio.wait((task, asked.end), timeout=ANSWER_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not asked.end.done():
                asked.give_up(task)
        if task.done():
            return task.result()
        if asked.end.done():
            return await _told(asked.end.result())
        raise TimeoutError

    def close(self) -> None:
        """Cancel the tasks that still sleep; there will be no further requests."""
        for task in self._tasks:
            task.cancel()

    def _clear_now_and_then(self) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._clear_at:
            self._clear_at = now + CLEARED_EVERY
            self._clear()

    def _done(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has been told; of the others nobody wants to know


async def _told(end: End) -> dict[str, Any] | str:
    """What discord.py makes of an end, by the rules of `http.HTTPClient.request`."""
    if isinstance(end, Exception):
        raise end
    data = await http.json_or_text(end)
    if end.ok:
        return data
    if end.status == 403:
        raise Forbidden(end, data)
    if end.status == 404:
        raise NotFound(end, data)
    raise (DiscordServerError if end.status >= 500 else HTTPException)(end, data)
