"""What a soak is judged by, and a short one."""

import pytest

from tests.faults.soak.bot import Look
from tests.faults.soak.figures import figures, grown, slope
from tests.faults.soak.soaking import soaked

STEADY = Look(100.0, 300_000, 50, 30, [1, 2, 3], {"builtins.dict": 10})


def looks(*seen: Look) -> list[tuple[float, Look]]:
    """One each five minutes."""
    return [(number * 300.0, look) for number, look in enumerate(seen)]


def broken(*seen: Look, minutes: float = 60) -> list[str]:
    return [figure.figure.split(",")[0] for figure in figures(looks(*seen), minutes) if not figure.kept]


def test_what_stays_as_it_is_breaks_nothing():
    """Whatever the warm-up has brought."""
    warm_up = Look(50.0, 100_000, 10, 5, [5000])
    assert broken(warm_up, STEADY, STEADY) == []


@pytest.mark.parametrize(
    ("grown_by", "name"),
    [
        (Look(100.0, 310_000, 50, 30, [1]), "objects"),
        (Look(100.0, 300_000, 61, 30, [1]), "tasks"),
        (Look(100.0, 300_000, 50, 36, [1]), "descriptors"),
        (Look(100.0, 300_000, 50, 30, [101]), "loop's delay"),
        (Look(100.2, 300_000, 50, 30, [1]), "memory"),
    ],
)
def test_what_grows_is_told(grown_by: Look, name: str):
    """Each by its own bound; of a short soak neither memory nor delay."""
    assert broken(STEADY, STEADY, grown_by) == [name]
    assert broken(STEADY, STEADY, grown_by, minutes=2) == ([] if name in ("loop's delay", "memory") else [name])


def test_the_slope_is_that_of_all_looks():
    """One megabyte in an hour."""
    seen = [Look(100 + number / 12, 1, 1, 1) for number in range(13)]
    assert slope(looks(*seen)) == pytest.approx(1.0)


def test_kinds_that_have_grown_are_named():
    """Tasks first."""
    last = Look(1, 1, 1, 1, [], {"builtins.dict": 30, "task forgotten": 2})
    assert grown(STEADY, last) == ["task forgotten +2", "builtins.dict +20"]


@pytest.mark.slow
async def test_a_short_soak_counts_what_the_bot_holds():
    """Five guilds for some seconds: everything is counted, and the bot lives to the end."""
    found = {figure.figure: figure.value for figure in await soaked(0.05, 20, 5, 1, looks=2)}
    assert found["memory at the end, megabytes"] > 20
    assert found["loop's longest delay, milliseconds"] >= 0
