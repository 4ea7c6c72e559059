"""Catching up with a post whose passages do not fit into one message."""

from pathlib import Path

import pytest

from tests.cogs.conftest import Circle
from tests.cogs.daily.test_catch_up import catch_up, press
from tests.cogs.deliveries.test_continuations import bread


@pytest.fixture
def essays(tmp_path: Path) -> Path:
    """A shelf with one essay: a section of seven passages, of which two fit into one message, and another one."""
    return bread(tmp_path)


async def test_a_long_post_is_read_part_by_part(circle: Circle):
    """It counts as read after the last one, with which the questions come."""
    await circle.set_up(at_once="section")
    await circle.next_day(1)
    shown = await catch_up(circle)
    for part in range(1, 5):
        assert f"1 of 1 unread · part {part} of 4" in shown.text
        assert ("What of passage 1?" in shown.text) is (part == 4)
        assert "comes below the post" not in shown.text
        assert f"Passage {2 * part - 1} says" in shown.text
        assert "You have not taken part yet" in (await circle.first.slash("/me", in_=circle.lobby)).text
        shown = await press(circle, "Next", shown)
    assert "That was the last one" in shown.text
    assert "read: 1" in (await circle.first.slash("/me", in_=circle.lobby)).text
