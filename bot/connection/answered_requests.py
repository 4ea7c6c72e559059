"""How a request ends, as soon as that is known: seen in its session's trace, before the client comes back with it."""

import asyncio
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

End = aiohttp.ClientResponse | Exception
"""An answer whose body has been read, or what broke instead."""
_TOO_MANY_REQUESTS = 429
_ASKED_AGAIN = (_TOO_MANY_REQUESTS, 500, 502, 504, 524)
"""Answers after which discord.py makes the request once more by itself."""
TOO_MANY_OLD_EDITS = 30046
"""The code of a 429 after which it is not made again all the same: there were too many edits of messages over an hour
old, and nobody waits for one until Discord takes the next (Opcodes and Status Codes, JSON Error Codes).
"""
_RESET = (54, 10054)
"""The errors of a broken connection after which it does so too, by their numbers on other systems than Linux."""


class GivenUpError(aiohttp.ClientError):
    """A request was about to be made again for which nobody waits any more."""


class Asked:
    """One request: how it ended as soon as that is known, and whether anybody still waits for it."""

    def __init__(self) -> None:
        self.end: asyncio.Future[End] = asyncio.get_running_loop().create_future()
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


current: ContextVar[Asked | None] = ContextVar("asked", default=None)
"""The request that is made in this task, for those who have to know of its end."""


def watch(trace: aiohttp.TraceConfig) -> None:
    """Add to a session's trace what reads its answers as they come."""
    trace.on_request_start.append(_started)
    trace.on_request_end.append(_answered)
    trace.on_request_exception.append(_failed)


async def _started(
    session: aiohttp.ClientSession, context: SimpleNamespace, started: aiohttp.TraceRequestStartParams
) -> None:
    del session, context, started
    asked = current.get()
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
    asked = current.get()
    if asked is None:
        return
    is_refused_edit = await _is_refused_edit(ended.response)
    if is_refused_edit or ended.response.status not in _ASKED_AGAIN:
        await ended.response.read()
        asked.end.set_result(ended.response)
    asked.given_up |= is_refused_edit
    asked.is_asleep = True


async def _is_refused_edit(answer: aiohttp.ClientResponse) -> bool:
    if answer.status != _TOO_MANY_REQUESTS:
        return False
    try:
        body = await answer.json(content_type=None)
    except ValueError:
        return False  # a page of Cloudflare's
    return isinstance(body, dict) and body.get("code") == TOO_MANY_OLD_EDITS


async def _failed(
    session: aiohttp.ClientSession, context: SimpleNamespace, failed: aiohttp.TraceRequestExceptionParams
) -> None:
    del session, context
    asked, error = current.get(), failed.exception
    if asked is None:
        return
    asked.is_asleep = True
    is_made_again = isinstance(error, OSError) and error.errno in _RESET
    if isinstance(error, Exception) and not is_made_again and not asked.end.done():
        asked.end.set_result(error)
