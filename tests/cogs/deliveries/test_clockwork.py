"""The clockwork sleeps between two looks at what is due, and hears of every move of the clock."""

from datetime import timedelta

from bot.services.deliveries import daily_posts
from tests.cogs.conftest import Circle


async def test_a_clock_that_moves_between_a_look_and_the_sleep_is_heard(circle: Circle):
    """Otherwise the bot would sleep its fifteen seconds, and a demonstration of a week would lose days."""
    await circle.set_up()
    await circle.until_resting()
    due_at = await daily_posts.next_claim_at(circle.bot.database)
    assert due_at is not None

    def once() -> None:
        circle.before_rest = None
        circle.clock.move_to(due_at)

    circle.before_rest = once
    circle.clock.move(timedelta(seconds=20))
    await circle.first.sees("Day 1 ", in_=circle.channel)
