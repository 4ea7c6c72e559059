"""Requests that nobody waits for, marked where they begin."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Unasked(NamedTuple):
    """The mark of a request that nobody waits for, with the id of its guild if it is for one."""

    guild_id: int | None


marked: ContextVar[Unasked | None] = ContextVar("unasked", default=None)
"""How the requests of the running task are marked; None where somebody waits for them."""


@contextmanager
def unasked(guild_id: int | None = None) -> Iterator[None]:
    """Mark the requests of this block, and of the tasks that it starts: nobody waits for them.

    `guild_id` is the guild they are for, if they are for one.
    """
    token = marked.set(Unasked(guild_id))
    try:
        yield
    finally:
        marked.reset(token)
