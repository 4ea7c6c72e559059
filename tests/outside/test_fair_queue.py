"""Long work for many, where nobody takes what others need."""

import asyncio

import pytest

from bot.core.errors import StudyError
from bot.outside.fair_queue import FairQueue


class Work:
    """Pieces of work that go on until they are told to end."""

    def __init__(self, queue: FairQueue) -> None:
        self.queue, self.begun = queue, list[int]()
        self.ends: dict[int, asyncio.Event] = {}

    def ask(self, *owners: int) -> asyncio.Task[None]:
        return asyncio.create_task(self._do(*owners))

    async def _do(self, *owners: int) -> None:
        async with self.queue.turn(*owners):
            self.begun.append(owners[0])
            await self.ends.setdefault(owners[0], asyncio.Event()).wait()


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_so_many_at_once_and_the_others_in_the_order_they_came():
    """Nobody who came later is served before."""
    work = Work(FairQueue(2, 60))
    tasks = [work.ask(owner) for owner in range(5)]
    await settled()
    assert (work.begun, work.queue.ahead) == ([0, 1], 3)
    for owner in range(5):
        work.ends[owner].set()
        await settled()
    await asyncio.gather(*tasks)
    assert (work.begun, work.queue.ahead) == ([0, 1, 2, 3, 4], 0)


async def test_one_owner_has_one_piece_at_a_time():
    """A server, or a person in several: another piece is refused, and takes nobody's place."""
    work = Work(FairQueue(1, 60))
    first = work.ask(1, 100)
    await settled()
    for owners in ((1, 101), (2, 100)):
        with pytest.raises(StudyError) as refused:
            await work.ask(*owners)
        assert refused.value.key == "import.one_already"
    other = work.ask(2, 101)
    await settled()
    assert work.queue.ahead == 1
    work.ends[1].set()
    await first
    again = work.ask(1, 100)
    await settled()
    assert work.begun == [1, 2]
    work.ends[2].set()
    await asyncio.gather(other, again)


async def test_a_piece_that_fails_or_is_given_up_frees_its_place():
    """Also one that was still waiting."""
    work = Work(FairQueue(1, 60))
    tasks = [work.ask(owner) for owner in (1, 2, 3)]
    await settled()
    tasks[1].cancel()
    tasks[0].cancel()
    await settled()
    assert work.begun == [1, 3]
    work.ends[3].set()
    await tasks[2]
    assert not work.queue._owners


async def test_waiting_has_an_end():
    """With a sentence, before Discord takes no answer any more; the place is free for the next."""
    work = Work(FairQueue(1, 0))
    first = work.ask(1)
    await settled()
    with pytest.raises(StudyError) as refused:
        await work.ask(2)
    assert refused.value.key == "import.too_many_waiting"
    work.ends[1].set()
    await first
    assert (work.queue.ahead, work.queue._owners) == (0, set())
