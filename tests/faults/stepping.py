"""Counts the awaits of a delivery, and does something at one of them: it ends the process, or sets its clock.

Every task of the bot is run through `Stepped`, which sees each time its coroutine is left to wait for something and
each time it is come back to. All statements, commits and requests are among these moments, since each is awaited:
*out* is the moment when it has been handed over, *back* the one when it is done and nothing has been made of it yet.
"""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from types import CodeType, FrameType
from typing import Any

OURS = ("/bot/", "/cogs/")
DRIVER = "/bot/store/dialects/sqlite/driver.py"
"""Waits for every statement: the line that gave the statement tells more."""


class Points:
    """The boundaries passed since the count began."""

    def __init__(self, strike: Callable[[str], None], counted: tuple[str, ...]) -> None:
        """Call `strike` at the boundary that is armed, with its place; of tasks whose names begin so."""
        self._strike = strike
        self._counted = counted
        self._armed = -1
        self.passed = 0

    def arm(self, boundary: int) -> None:
        """Begin to count, and strike at this boundary; 0 counts only."""
        self._armed, self.passed = boundary, 0

    def passing(self, kind: str, coroutine: Coroutine[Any, Any, Any]) -> None:
        """Count a boundary if one of the tasks passes it, and strike if it is the one."""
        running = asyncio.current_task()
        if self._armed < 0 or running is None or not running.get_name().startswith(self._counted):
            return
        self.passed += 1
        if self.passed == self._armed:
            self._strike(f"{kind} {_where(coroutine)}")


class Stepped(Coroutine[Any, Any, Any]):
    """A coroutine whose waits are counted."""

    def __init__(self, inner: Coroutine[Any, Any, Any], points: Callable[[], Points]) -> None:
        self._inner, self._points = inner, points

    def send(self, value: Any, /) -> Any:
        """Go on until the next wait."""
        self._points().passing("back", self._inner)
        given = self._inner.send(value)
        self._points().passing("out", self._inner)
        return given

    def throw(self, *error: Any) -> Any:
        """Go on with an error until the next wait."""
        return self._inner.throw(*error)

    def close(self) -> None:
        """End it."""
        self._inner.close()

    def __await__(self) -> Generator[Any, Any, Any]:
        return self._inner.__await__()


def step_all(loop: asyncio.AbstractEventLoop, points: Callable[[], Points]) -> None:
    """Run every task of the loop from now on through `Stepped`, which counts in the points of the moment."""

    def task(loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any) -> asyncio.Task[Any]:
        return asyncio.Task(Stepped(coroutine, points), loop=loop, **options)

    loop.set_task_factory(task)


def _where(coroutine: Coroutine[Any, Any, Any]) -> str:
    """The innermost line of ours that waits, and what it waits in."""
    ours = inner = "not begun"
    waiting: Any = coroutine
    while waiting is not None:
        frame: FrameType | None = getattr(waiting, "cr_frame", None) or getattr(waiting, "gi_frame", None)
        if frame is not None:
            code: CodeType = frame.f_code
            inner = code.co_qualname
            if any(folder in code.co_filename for folder in OURS) and not code.co_filename.endswith(DRIVER):
                ours = f"{inner}:{frame.f_lineno}"
        waiting = getattr(waiting, "cr_await", None) or getattr(waiting, "gi_yieldfrom", None)
    return f"{ours} in {inner}"
