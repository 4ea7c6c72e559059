"""One place for all limits, and one page that tells of them."""

import re
from pathlib import Path

from bot.core.essays import sizes
from bot.core.limits import BOUNDED_OTHERWISE, LIMITS, RATES
from bot.store.tables import metadata


def test_everything_that_is_stored_has_a_limit():
    """A new table needs one, or a reason why nobody can fill it."""
    limited = {limit.table for limit in LIMITS}
    assert limited | BOUNDED_OTHERWISE.keys() == metadata.tables.keys()
    assert limited.isdisjoint(BOUNDED_OTHERWISE)
    assert all(BOUNDED_OTHERWISE.values())


def test_every_limit_stands_on_the_page(project: Path):
    """Hosts and operators read there what they may meet: each number of the tables, and no other."""
    page = (project / "docs" / "limits.md").read_text("utf-8")
    told = {int(found.replace(",", "")) for found in re.findall(r"\*\*([\d,]+)\*\*", page)}
    size = {value for name, value in vars(sizes).items() if name.isupper() and name != "FILE_BYTES"}
    rates = {rate.most for each in RATES.values() for rate in (each.person, each.guild) if rate}
    assert told == {limit.most for limit in LIMITS} | rates | size | {sizes.FILE_BYTES // 1_000_000}
