"""What autocompletion remembers of shelves: of those that were used last, and of so many passages at most."""

import asyncio
from collections import OrderedDict
from typing import NamedTuple

from bot.client import StudyBot
from bot.core.errors import StudyError
from bot.core.lookup.autocomplete import Openings
from bot.core.models import Essay
from bot.services.lookup import passage_lookup

MOST = 100_000
"""Passages that are remembered, of all shelves together: 80 MB. The shelf used last stays, however large it is."""
ANSWER_WITHIN = 2.0
"""Seconds that somebody who types waits for a shelf that is read: of Discord's three."""


class Shelf(NamedTuple):
    """A shelf as it was read; the mark is another as soon as the shelf has changed."""

    mark: frozenset[tuple[int, ...]]
    essays: list[Essay]
    openings: Openings


class Shelves:
    """The shelves, each read when somebody first types, in the background and in a thread."""

    def __init__(self, bot: StudyBot, most: int = MOST) -> None:
        """Remember at most so many passages, of all shelves together."""
        self._database, self._most = bot.database, most
        self._known: OrderedDict[int | None, Shelf] = OrderedDict()
        self._read: dict[int | None, asyncio.Task[Shelf]] = {}

    async def reachable(self, guild_id: int | None) -> list[Shelf]:
        """The shelves that a guild can choose from, its own first.

        One that takes too long to be read is left out this time; none are there while the bot is being stopped.
        """
        try:
            shelves = [await self._shelf(owner) for owner in dict.fromkeys((guild_id, None))]
        except StudyError:
            return []  # somebody is typing: a list that stays empty says enough
        return [shelf for shelf in shelves if shelf is not None]

    async def _shelf(self, owner: int | None) -> Shelf | None:
        """One shelf, from memory as long as it is as it was."""
        mark = await passage_lookup.shelf_mark(self._database, owner)
        known = self._known.get(owner)
        if known is not None and known.mark == mark:
            self._known.move_to_end(owner)
            return known
        task = self._read.get(owner)
        if task is None:
            task = self._read[owner] = asyncio.create_task(self._fresh(owner, mark), name="read a shelf")
            task.add_done_callback(lambda _: self._read.pop(owner, None))
        done, _ = await asyncio.wait([task], timeout=ANSWER_WITHIN)
        return task.result() if done else None

    async def _fresh(self, owner: int | None, mark: frozenset[tuple[int, ...]]) -> Shelf:
        essays = [essay for essay in await passage_lookup.shelf(self._database, owner) if essay.guild_id == owner]
        openings = await passage_lookup.openings(self._database, essays)
        fresh = Shelf(mark, essays, await asyncio.to_thread(Openings, openings))
        self._known[owner] = fresh
        self._known.move_to_end(owner)
        while sum(len(shelf.openings) for shelf in self._known.values()) > self._most and len(self._known) > 1:
            self._known.popitem(last=False)
        return fresh
