"""When requests may go out that nobody waits for."""

import asyncio
import time
from itertools import pairwise

import pytest

from bot.connection.send_rate import AT_ONCE, CATCH_UP, SendRate
from bot.core.errors import StorageError


class Shared:
    """A rate that other processes have for some seconds yet."""

    def __init__(self, taken: float = 0.0) -> None:
        self._taken_until = asyncio.get_running_loop().time() + taken
        self.asked = list[float]()
        self.is_away = False

    async def reserve(self, seconds: float) -> float:
        """Take time as the database does."""
        if self.is_away:
            raise StorageError("store.now_away")
        now = asyncio.get_running_loop().time()
        begins = max(now, self._taken_until)
        self._taken_until = begins + seconds
        self.asked.append(seconds)
        await asyncio.sleep(0)
        return begins - now


async def pauses(rate: SendRate, count: int) -> list[float]:
    """The seconds between the moments of so many, after what may be caught up with."""
    moments = [await rate.moment() for _ in range(count)]
    return [after - before for before, after in pairwise(moments)]


async def test_they_go_out_one_after_another():
    """The first at once."""
    rate = SendRate(0.1)
    await rate.wait()
    assert await pauses(rate, 4) == pytest.approx([10.0] * 3)


async def test_time_is_taken_for_all_that_wait():
    """A question for each would be as slow as the database is."""
    shared = Shared()
    rate = SendRate(10_000, shared.reserve)
    await asyncio.gather(*(rate.wait() for _ in range(30)))
    assert max(shared.asked) == pytest.approx(AT_ONCE / 10_000)
    assert len(shared.asked) < 30


async def test_what_others_have_taken_is_waited_for():
    """All processes together send no more than the rate."""
    shared, now = Shared(60), asyncio.get_running_loop().time()
    assert await SendRate(0.1, shared.reserve).moment() - now >= 59.9


@pytest.mark.parametrize("is_shared", [False, True])
async def test_what_a_stall_has_kept_back_does_not_go_out_at_once(*, is_shared: bool):
    """Discord counts by the second, and refuses the rest of it to everybody."""
    rate = SendRate(100, Shared().reserve if is_shared else None)
    gone = list[int]()

    async def go(number: int) -> None:
        await rate.wait()
        gone.append(number)

    going = [asyncio.create_task(go(number)) for number in range(20)]
    await asyncio.sleep(0)
    before = len(gone)
    time.sleep(0.1)  # noqa: ASYNC251 # this is the stall
    stalled_until = asyncio.get_running_loop().time()
    for _ in range(50):  # all that is ready goes
        await asyncio.sleep(0)
    passed = asyncio.get_running_loop().time() - stalled_until
    assert len(gone) - before <= CATCH_UP + 2 + passed * 100
    for task in going:
        task.cancel()
    await asyncio.gather(*going, return_exceptions=True)


async def test_while_the_others_cannot_be_asked_each_keeps_to_its_share():
    """Together they still send no more than the rate."""
    shared = Shared()
    shared.is_away = True
    assert await pauses(SendRate(0.1, shared.reserve, share=0.5), 4) == pytest.approx([20.0] * 3)
