"""How much is still sent once Discord refuses; the requests are those of tests/cogs/deliveries/test_refusals.py."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.connection.refusal_budget import ALL, FROM_A_GUILD, UNASKED, WINDOW, HeldBackError, RefusalBudget
from bot.core.errors import StorageError
from bot.outside.network_errors import never_left


class Moment:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 5, 1, 7, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def budget(moment: Moment) -> RefusalBudget:
    return RefusalBudget(moment.now, lambda channel_id: None, lambda: None)


def refuse(budget: RefusalBudget, times: int, guild_id: int | None = None) -> None:
    for _ in range(times):
        budget.count(guild_id)


def test_a_guild_that_is_refused_waits_alone(budget: RefusalBudget):
    """First what nobody asked for; people there are answered for longer."""
    refuse(budget, FROM_A_GUILD - 1, guild_id=1)
    assert not budget.holds(1)
    budget.count(1)
    assert budget.holds(1)
    assert not budget.holds(1, asked=True)
    assert not budget.holds(2)
    assert not budget.holds()


def test_a_thousand_refusals_in_one_guild_hold_nobody_else(budget: RefusalBudget):
    """Neither the posts of others nor their commands."""
    refuse(budget, 1_000, guild_id=1)
    assert budget.holds(1, asked=True)
    assert not budget.holds(2)
    assert not budget.holds(2, asked=True)


def test_refusals_everywhere_hold_what_nobody_asked_for_and_then_all(budget: RefusalBudget):
    """Ten in each guild, until all have had too many."""
    for guild_id in range(UNASKED // 10):
        refuse(budget, 10, guild_id)
    assert not budget.holds(1_000_000)
    budget.count()
    assert budget.holds(1_000_000)
    assert not budget.holds(1_000_000, asked=True)
    refuse(budget, ALL - UNASKED)
    assert budget.holds(1_000_000, asked=True)


def test_refusals_are_forgotten(budget: RefusalBudget, moment: Moment):
    """After ten minutes."""
    refuse(budget, ALL + 1, guild_id=1)
    moment.at += WINDOW
    assert not budget.holds(1)
    assert not budget._in_guilds


def test_in_ten_minutes_nobody_is_refused_much_more_often_than_the_budget(budget: RefusalBudget, moment: Moment):
    """Five thousand guilds that refuse everything, asked once a second for an hour: each window holds the budget."""
    sent: list[datetime] = []
    for second in range(3_600):
        for guild_id in range(second % 5_000, second % 5_000 + 5):
            if not budget.holds(guild_id):
                budget.count(guild_id)
                sent.append(moment.at)
        moment.at += timedelta(seconds=1)
    worst = max(sum(begin <= at < begin + WINDOW for at in sent) for begin in sent[::50])
    assert UNASKED <= worst <= UNASKED + 5


def test_what_is_held_back_never_left():
    """So a post that was held back is surely not there."""
    assert never_left(HeldBackError())


class Others:
    """What the other processes were refused, and what they hear."""

    def __init__(self) -> None:
        self.refusals, self.told, self.is_away = 0, list[int](), False

    async def refused(self, more: int) -> int:
        if self.is_away:
            raise StorageError("store.now_away")
        self.told.append(more)
        return self.refusals


async def test_what_other_processes_were_refused_counts(budget: RefusalBudget):
    """Discord bans the application's address whichever of them it was."""
    others = Others()
    refuse(budget, 3)
    others.is_away = True
    await budget.share(others.refused)
    others.is_away, others.refusals = False, UNASKED - 2
    assert not budget.holds()
    await budget.share(others.refused)
    assert budget.holds()
    assert not budget.holds(asked=True)
    others.refusals = ALL
    await budget.share(others.refused)
    assert budget.holds(asked=True)
    assert others.told == [3, 0]
