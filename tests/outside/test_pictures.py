"""Pictures as PNG, and answers without them where none can be drawn."""

import asyncio
import struct
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.core.studies.participation.pictures.drawing import Drawing, drawing
from bot.core.studies.participation.pictures.month import Month, initials, month_picture
from bot.core.studies.participation.streaks import Attendance
from bot.outside import pictures
from bot.outside.pictures import LONGEST, WIDEST, Pictures

MAY = month_picture(Month(date(2026, 5, 1), dict.fromkeys(range(1, 20), Attendance.TOOK_PART)), initials("en"))


def size(png: bytes) -> tuple[int, int]:
    """Width and height, as a PNG's first chunk gives them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


async def test_a_picture_is_as_large_as_it_was_drawn():
    """And there is more on it than an empty sheet, though not much for a message."""
    maker = Pictures()
    png, empty = await maker.png(MAY), await maker.png(drawing(MAY.width, MAY.height, ()))
    assert png is not None
    assert empty is not None
    assert size(png) == (MAY.width, MAY.height)
    assert 3 * len(empty) < len(png) < 100_000


@pytest.mark.parametrize(
    "bad",
    [
        Drawing(MAY.svg, WIDEST + 1, MAY.height),
        Drawing(MAY.svg, MAY.width, WIDEST + 1),
        Drawing(MAY.svg + " " * LONGEST, MAY.width, MAY.height),
        Drawing("<svg>", 1, 1),
    ],
)
async def test_what_is_too_large_or_broken_is_not_drawn(bad: Drawing, caplog: pytest.LogCaptureFixture):
    """The operator reads why."""
    assert await Pictures().png(bad) is None
    assert len(caplog.records) == 1


async def test_without_the_library_there_are_no_pictures(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """Which is said once."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    pictures._renderer.cache_clear()
    maker = Pictures()
    assert [await maker.png(MAY) for _ in range(3)] == [None] * 3
    pictures._renderer.cache_clear()
    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_a_picture_that_would_come_too_late_is_left_out(monkeypatch: pytest.MonkeyPatch):
    """While others are drawn; those that come in time are drawn one after the other."""
    maker = Pictures()
    monkeypatch.setattr(pictures, "PATIENCE", 0)
    async with maker._turn:
        assert await maker.png(MAY) is None
    monkeypatch.setattr(pictures, "PATIENCE", 60)
    assert None not in await asyncio.gather(*(maker.png(MAY) for _ in range(3)))


def test_nothing_that_draws_is_loaded_before_a_picture_is_wanted(project: Path):
    """The start of the bot is no slower for it."""
    program = "import sys, cogs.participation; sys.exit('resvg_py' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=project, check=True)  # noqa: S603 # a program of our own
