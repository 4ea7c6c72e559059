"""Pictures: SVG drawn by resvg, as PNG."""

import asyncio
import logging
from collections.abc import Callable
from functools import cache

from bot.core.studies.participation.pictures.drawing import Drawing

_log = logging.getLogger(__name__)

WIDEST, LONGEST = 800, 100_000
"""Pixels of a side, and characters of an SVG: a picture of that size takes less than a tenth of a second, and 3 MB."""
PATIENCE = 5.0
"""Seconds that a picture waits for its turn; an answer goes without it rather than later."""


class Pictures:
    """Draws pictures one after the other: resvg-py keeps the interpreter's lock, and nothing else runs meanwhile."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def png(self, drawing: Drawing) -> bytes | None:
        """The picture as PNG; None where none can be made, which the log tells, or where too many are wanted."""
        if max(drawing.width, drawing.height) > WIDEST or len(drawing.svg) > LONGEST:
            _log.warning("A picture of %d x %d was not drawn: it is too large", drawing.width, drawing.height)
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                await self._turn.acquire()
        except TimeoutError:
            return None
        try:
            return await asyncio.to_thread(_drawn, drawing.svg)
        finally:
            self._turn.release()


def _drawn(svg: str) -> bytes | None:
    render = _renderer()
    try:
        return render(svg) if render else None
    except ValueError:
        _log.exception("A picture could not be drawn")
        return None


@cache
def _renderer() -> Callable[[str], bytes] | None:
    """What draws; None where resvg-py is not installed, or not for this machine."""
    try:
        import resvg_py  # 4 ms and 3 MB: only where a picture is asked for
    except ImportError:
        _log.warning("There are no pictures in /me and /group: the package resvg-py cannot be loaded", exc_info=True)
        return None
    return lambda svg: resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
