"""What a rush is judged by."""

import pytest

from tests.benchmarks.rush import Rush, figures
from tests.benchmarks.traffic import Traffic, busiest_second, percentile

EVENLY = [number / 45 for number in range(1, 91)]


def rush(
    requests: list[float] = EVENLY,
    threads: list[float] = EVENLY[1::2],
    *,
    refused: int = 0,
    posts: tuple[int, ...] = (1,) * 45,
    seconds: float = 0.45,
    bare: float = 0.225,
    delays: tuple[int, ...] = (1, 2, 3),
    load: float = 0.5,
) -> Rush:
    traffic = Traffic(requests, refused, threads)
    return Rush(traffic, list(posts), seconds, bare, list(delays), load)


def broken(of: Rush) -> list[str]:
    return [figure.figure.split(", ", 1)[1] for figure in figures("here", of) if not figure.kept]


def test_a_rush_at_45_requests_a_second_breaks_nothing():
    """Ninety requests in two seconds."""
    assert broken(rush()) == []


@pytest.mark.parametrize(
    ("bad", "name"),
    [
        (rush(threads=EVENLY[3::2]), "threads that are missing"),
        (rush(posts=(2, 0, *(1,) * 43)), "channels without a post or with two"),
        (rush([at * 1.2 for at in EVENLY], [at * 1.2 for at in EVENLY[1::2]]), "the same, ratio to its requests"),
        (rush(refused=1), "refused by the limit of all routes"),
        (rush(delays=(1, 101)), "loop's delay, 99th percentile"),
        (rush(seconds=0.57), "the same, ratio to a bare bot's send and create_thread"),
    ],
)
def test_what_is_late_or_missing_is_told(bad: Rush, name: str):
    """Each by its own bound."""
    (told,) = broken(bad)
    assert told.startswith(name)


def test_on_a_busy_machine_only_what_is_missing_is_told():
    """Time says nothing there, but twice is twice."""
    late = [at * 2 for at in EVENLY]
    assert broken(rush(late, late[1::2], refused=3, seconds=1.0, delays=(500,), load=1000.0)) == []
    assert broken(rush(posts=(0,) * 45, load=1000.0)) == ["channels without a post or with two"]


def test_requests_after_the_last_thread_are_no_part_of_the_time():
    """Nor could they hide that it came late."""
    assert Traffic([0.1, 0.2, 3.0], 0, [0.2]).until_done == [0.1, 0.2]
    assert Traffic([0.1], 0, []).until_done == []


def test_the_busiest_second_begins_anywhere():
    """What lies exactly a second apart is not within one."""
    assert busiest_second([0.0, 0.9, 1.5, 1.8, 1.85]) == 4
    assert busiest_second([0.0, 1.0]) == 1
    assert busiest_second([]) == 0


def test_a_percentile_is_one_of_the_values():
    """Half a value more is a whole one."""
    assert [percentile([5, 1, 2, 4, 3], share) for share in (1, 20, 21, 99, 100)] == [1, 1, 2, 5, 5]
    assert percentile([], 99) == 0
