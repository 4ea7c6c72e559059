"""The table of taking part."""

import csv
from io import StringIO

import pytest

from bot.core.errors import StudyError
from bot.core.studies.participation.reports.table import pseudonym
from bot.services.participation.reports import export as exporting
from bot.services.participation.reports.export import export
from tests.asking import asks
from tests.services.conftest import GUILD
from tests.services.participation.reports.conftest import ANN, BEN, CLEO, FiveDays

KEY, PLENTY = b"a key", 10**6


async def rows(five: FiveDays, most: int = PLENTY) -> list[list[str]]:
    """What stands below the first row: day, member and what they did."""
    written = await export(five.database, asks(GUILD, now=five.now), KEY, most)
    _, *others = csv.reader(StringIO(written.text, newline=""))
    return [[row[0], *row[5:]] for row in others]


async def test_who_took_part_in_which_post(five: FiveDays):
    """Named is who agreed; a day without anybody has no row."""
    ann, ben, cleo = f"<@{ANN}>", pseudonym(BEN, KEY), pseudonym(CLEO, KEY)
    assert await rows(five) == [
        ["2", ann, "1", "1", "0"],
        ["2", ben, "0", "1", "1"],
        ["3", cleo, "1", "0", "0"],
        ["5", ann, "0", "1", "0"],
    ]


async def test_the_earliest_posts_are_left_out_and_counted(five: FiveDays, monkeypatch: pytest.MonkeyPatch):
    """Where there are more than anybody exports, or than fit."""
    monkeypatch.setattr(exporting, "MOST_POSTS", 3)
    written = await export(five.database, asks(GUILD, now=five.now), KEY, PLENTY)
    assert written.left_out == 2
    assert [row[0] for row in await rows(five)] == ["3", "5"]
    assert (await export(five.database, asks(GUILD, now=five.now), KEY, 0)).left_out == 5


async def test_it_is_for_hosts_of_the_study(five: FiveDays):
    """Those of another are refused."""
    with pytest.raises(StudyError, match="none_yet"):
        await export(five.database, asks(GUILD, steered=frozenset({99})), KEY, PLENTY)
