"""Who wants the same thing waits."""

import asyncio

from bot.outside.keyed_lock import KeyedLock


async def test_one_after_another_for_the_same_thing_and_together_for_others():
    """In the order they came, also when one fails."""
    locks, done = KeyedLock(), list[str]()

    async def want(thing: str, name: str, *, fails: bool = False) -> None:
        async with locks.hold(thing):
            done.append(f"{name} begins")
            await asyncio.sleep(0)
            done.append(f"{name} ends")
            if fails:
                raise ValueError

    wanting = (want("bread", "a", fails=True), want("bread", "b"), want("salt", "c"))
    await asyncio.gather(*wanting, return_exceptions=True)
    assert done == ["a begins", "c begins", "a ends", "c ends", "b begins", "b ends"]


async def test_nothing_is_kept_of_what_nobody_wants():
    """A bot that runs for a year does not remember every talk."""
    locks = KeyedLock()
    async with locks.hold("bread"):
        assert len(locks._locks) == 1
    assert len(locks._locks) == 0
