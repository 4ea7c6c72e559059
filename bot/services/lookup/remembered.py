"""What is asked for again and again, and read anew only after something has been written."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from bot.store.database import Connection, Database

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class Remembered(Generic[KeyT, ValueT]):
    """What a read found for each key, for as long as its database has not been written to.

    Only this process writes to the database (it holds the lock), so its count of writes tells. Those keys are kept that
    were asked for last, so many of each database at most.
    """

    def __init__(self, read: Callable[[Connection, KeyT], Awaitable[ValueT]], most: int = 200) -> None:
        self._read, self._most = read, most
        self._known: WeakKeyDictionary[Database, OrderedDict[KeyT, tuple[int, ValueT]]] = WeakKeyDictionary()

    async def of(self, database: Database, key: KeyT) -> ValueT:
        """What stands in the database now; the same object for all who ask, so nobody may change it."""
        known = self._known.setdefault(database, OrderedDict())
        writes = database.writes  # before the read: what it finds is of this state or a later one
        if key not in known or known[key][0] != writes:
            async with database.reading(snapshot=False) as connection:
                known[key] = writes, await self._read(connection, key)
        known.move_to_end(key)
        value = known[key][1]
        while len(known) > self._most:
            known.popitem(last=False)
        return value
