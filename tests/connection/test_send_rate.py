"""When requests may go out that nobody waits for."""

import asyncio
from itertools import pairwise

import pytest

from bot.connection.send_rate import AT_ONCE, SendRate
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
    """The seconds between so many that come at once."""
    moments = await asyncio.gather(*(rate.moment() for _ in range(count)))
    return [after - before for before, after in pairwise(sorted(moments))]


async def test_they_go_out_one_after_another():
    """The first at once."""
    rate = SendRate(0.1)
    await rate.wait()
    assert await pauses(rate, 4) == pytest.approx([10.0] * 3)


async def test_time_is_taken_for_all_that_wait():
    """A question for each would be as slow as the database is."""
    shared = Shared()
    assert await pauses(SendRate(0.1, shared.reserve), 30) == pytest.approx([10.0] * 29, abs=0.1)
    assert sum(shared.asked) == pytest.approx(300)
    assert max(shared.asked) == AT_ONCE * 10
    assert len(shared.asked) == 5


async def test_what_others_have_taken_is_waited_for():
    """All processes together send no more than the rate."""
    shared, now = Shared(60), asyncio.get_running_loop().time()
    assert await SendRate(0.1, shared.reserve).moment() - now >= 59.9


async def test_time_that_has_passed_is_not_made_up_for():
    """Nothing goes out in a burst later because nothing went out before."""
    shared, now = Shared(-3600), asyncio.get_running_loop().time()
    rate = SendRate(1000, shared.reserve)
    await rate.moment()
    await asyncio.sleep(0.01)
    assert await rate.moment() - now >= 0.01


async def test_while_the_others_cannot_be_asked_each_keeps_to_its_share():
    """Together they still send no more than the rate."""
    shared = Shared()
    shared.is_away = True
    assert await pauses(SendRate(0.1, shared.reserve, share=0.5), 4) == pytest.approx([20.0] * 3)
