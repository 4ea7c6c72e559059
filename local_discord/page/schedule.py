"""When the bot posts next, as whoever started the server tells the page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Schedule:
    """`next_moment` gives the time of the bot's next post, None when nothing is planned.

    `pass_time` moves the clock to a moment and lets happen what is due on the way; without it the clock jumps.
    """

    next_moment: Callable[[], Awaitable[datetime | None]] | None = None
    pass_time: Callable[[datetime], Awaitable[None]] | None = None
