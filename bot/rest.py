"""Requests to Discord through discord.py's REST client, each over as soon as its answer has been read.

discord.py 2.7.1 comes back later. `http.Ratelimit.__aexit__` sleeps out the window of a bucket, minutes for threads,
within the request that took its last token, whether that succeeded, was refused or is being cancelled. So each request
is a task of its own: whoever asked has the answer when it is there, and the task sleeps on and then lets in those that
wait for the next window, which discord.py leaves to it.
"""

import asyncio
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

import aiohttp
from discord import File, http
from discord.errors import DiscordServerError, Forbidden, HTTPException, NotFound

ANSWER_WITHIN = 30.0
"""Seconds that a request may take, with discord.py's own retries and its waiting for a window, before it is given up.

This stands in for `max_ratelimit_timeout`, under which discord.py refuses whatever falls into a window that ends later
than that, however many requests the window has left.
"""
_ASKED_AGAIN = (429, 500, 502, 504, 524)
"""Answers after which `http.HTTPClient.request` makes the request once more by itself."""
_RESET = (54, 10054)
"""The errors of a broken connection after which it does so too, by their numbers on other systems than Linux."""


class GivenUpError(aiohttp.ClientError):
    """A request was about to be made again for which nobody waits any more."""


class _Asked:
    """One request: how it ended as soon as that is known, and whether anybody still waits for it."""

    def __init__(self) -> None:
        self.end: asyncio.Future[aiohttp.ClientResponse | Exception] = asyncio.get_running_loop().create_future()
        self.given_up = False
        self.is_asleep = False

    def give_up(self, task: asyncio.Task[object]) -> None:
        """Make sure that no further request is made.

        The task is not cancelled while discord.py sleeps in it, between two requests or after the last: others wait for
        that very sleep to end and, after a 429 of the global limit, all of them, for ever.
        """
        self.given_up = True
        if not self.is_asleep:
            task.cancel()


_asked: ContextVar[_Asked | None] = ContextVar("asked", default=None)


class Rest:
    """The requests of a discord.py client, which come back with their answers, and within a limit of time."""

    def __init__(self, client: http.HTTPClient) -> None:
        """Take over the client's requests; its session has to be watched."""
        self._request = client.request
        self._tasks: set[asyncio.Task[object]] = set()
        client.request = self.request

    async def request(
        self,
        route: http.Route,
        *,
        files: Sequence[File] | None = None,
        form: Iterable[dict[str, Any]] | None = None,
        **options: Any,  # as discord.py has it
    ) -> Any:
        """What `http.HTTPClient.request` would give. Raises `TimeoutError` when there is no answer in time."""
        asked = _Asked()
        token = _asked.set(asked)
        task = asyncio.create_task(self._request(route, files=files, form=form, **options))
        _asked.reset(token)
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
        """End what still sleeps; there will be no further requests."""
        for task in self._tasks:
            task.cancel()

    def _done(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has been told; of the others nobody wants to know


def watch(trace: aiohttp.TraceConfig) -> None:
    """Have the answers of a session read as they come."""
    trace.on_request_start.append(_started)
    trace.on_request_end.append(_answered)
    trace.on_request_exception.append(_failed)


async def _started(
    session: aiohttp.ClientSession, context: SimpleNamespace, started: aiohttp.TraceRequestStartParams
) -> None:
    del session, context, started
    asked = _asked.get()
    if asked is None:
        return
    if asked.given_up:
        raise GivenUpError("Not made: nobody waits for it any more")
    asked.is_asleep = False


async def _answered(
    session: aiohttp.ClientSession, context: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
) -> None:
    """Read the answer, which aiohttp keeps for discord.py to read it again."""
    del session, context
    asked = _asked.get()
    if asked is None:
        return
    if ended.response.status not in _ASKED_AGAIN:
        await ended.response.read()
        asked.end.set_result(ended.response)
    asked.is_asleep = True


async def _failed(
    session: aiohttp.ClientSession, context: SimpleNamespace, failed: aiohttp.TraceRequestExceptionParams
) -> None:
    del session, context
    asked, error = _asked.get(), failed.exception
    if asked is None:
        return
    asked.is_asleep = True
    is_made_again = isinstance(error, OSError) and error.errno in _RESET
    if isinstance(error, Exception) and not is_made_again and not asked.end.done():
        asked.end.set_result(error)


async def _told(end: aiohttp.ClientResponse | Exception) -> dict[str, Any] | str:
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
