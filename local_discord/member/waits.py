"""Waiting for what should appear on somebody's screen: on events, never by looking again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from local_discord.member.errors import NotSeen
from local_discord.member.transcript import name_of, transcript
from local_discord.world.access import may_see, messages_seen, sees_message
from local_discord.world.base import WorldBase
from local_discord.world.changes import Event
from local_discord.world.conversations import Message, Place, Thread
from local_discord.world.people import User
from local_discord.world.world import World

T = TypeVar("T")


async def until(world: WorldBase, found: Callable[[], T | None], within: float) -> T | None:
    """What `found` gives as soon as it gives anything, asked at every change; None after `within` real seconds."""
    if (already := found()) is not None:
        return already
    waiting: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    def look(_: Event) -> None:
        if not waiting.done() and (value := found()) is not None:
            waiting.set_result(value)

    world.listeners.append(look)
    try:
        async with asyncio.timeout(within):
            return await waiting
    except TimeoutError:
        return None
    finally:
        world.listeners.remove(look)


async def wait_for(world: WorldBase, true: Callable[[], bool], within: float, what: str) -> None:
    """Returns once `true()` is; NotSeen saying `what` after `within` real seconds."""
    if await until(world, lambda: True if true() else None, within) is None:
        raise NotSeen(f"It did not happen within {within:g} s: {what}.")


async def message(world: World, user: User, place: Place, text: str, author: User | None, within: float) -> Message:
    """The newest visible message that contains the text (and is by that author)."""

    def found() -> Message | None:
        for each in reversed(list(messages_seen(user, place))):
            if text in each.text and not each.loading and author in (None, each.author):
                return each
        return None

    if (seen := await until(world, found, within)) is None:
        by = f" by {author.name}" if author else ""
        what = f"{user.name} did not see {text!r}{by} in {name_of(place)} within {within:g} s."
        raise NotSeen(f"{what}\n{transcript(world, place, user)}")
    return seen


async def thread(world: World, user: User, of: Message, within: float) -> Thread:
    """The thread that began with a message."""

    def found() -> Thread | None:
        return of.thread if of.thread and sees_message(user, of) and may_see(user, of.thread) else None

    if (seen := await until(world, found, within)) is None:
        what = f"{user.name} saw no thread on that message within {within:g} s."
        raise NotSeen(f"{what}\n{transcript(world, of.place, user)}")
    return seen


async def post(world: World, user: User, place: Place, name: str, within: float) -> Thread:
    """The newest thread of a channel or forum whose name contains the text."""

    def found() -> Thread | None:
        threads = [] if isinstance(place, Thread) else getattr(place, "threads", [])
        visible = [each for each in threads if name in each.name and may_see(user, each)]
        return max(visible, key=lambda each: each.id, default=None)

    if (seen := await until(world, found, within)) is None:
        what = f"{user.name} saw no thread called {name!r} in {name_of(place)} within {within:g} s."
        raise NotSeen(f"{what}\n{transcript(world, place, user)}")
    return seen
