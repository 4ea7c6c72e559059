"""Whether something hangs, told from what only waits and from a machine that slept."""

from bot.outside.monitoring.progress import Progress
from bot.outside.monitoring.watcher import LOOK_EVERY, Patience, stacks

HUNG_AFTER = 10.0


def seconds_until_hung(patience: Patience, most: int = 100) -> int | None:
    """How many looks, one a second, it takes until something is said to hang."""
    return next((second for second in range(most) if patience.look(LOOK_EVERY)), None)


def test_what_does_not_change_for_long_hangs():
    """After so many seconds, counted from the last change."""
    beats = iter([*range(20), *[20] * 100])
    assert seconds_until_hung(Patience({"loop": lambda: next(beats)}, HUNG_AFTER)) == 20 + HUNG_AFTER


def test_what_nobody_waits_for_does_not_hang():
    """Between two ticks there is none."""
    assert seconds_until_hung(Patience({"tick": lambda: None}, HUNG_AFTER)) is None


def test_what_hangs_is_named():
    """The log says where to look."""
    patience = Patience({"loop": lambda: object(), "database": lambda: 1}, HUNG_AFTER)
    assert [patience.look(LOOK_EVERY) for _ in range(11)] == [None] * 10 + ["database"]


def test_a_machine_that_slept_does_not_hang():
    """However long: the watcher did not look meanwhile, and neither could anything get on."""
    patience = Patience({"loop": lambda: 1}, HUNG_AFTER)
    assert [patience.look(since_last) for since_last in (1.0, 3600.0, 86_400.0)] == [None] * 3


def test_work_is_awaited_only_while_it_is_under_way():
    """And each piece is another one."""
    now = [5.0]
    ticks = Progress(lambda: now[0])
    assert (ticks.awaited, ticks.age, ticks.running_for) == (None, None, 0.0)
    with ticks.under_way():
        first = ticks.awaited
        now[0] = 8.0
        assert ticks.running_for == 3.0
    now[0] = 9.0
    assert (ticks.awaited, ticks.age) == (None, 1.0)
    with ticks.under_way():
        assert ticks.awaited not in (None, first)
        assert ticks.age == 1.0


def test_the_stacks_name_places_and_no_values():
    """Of every thread."""
    secret = "what somebody wrote"  # noqa: F841 # it is in the frame that is told of
    assert "test_the_stacks_name_places_and_no_values" in stacks()
    assert "what somebody wrote" not in stacks()
