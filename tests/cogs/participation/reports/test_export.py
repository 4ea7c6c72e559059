"""`/report export`: taking part as a table, for the hosts of a study."""

import csv
from io import StringIO

import pytest

from bot.core.text.markup import mark
from cogs.participation.reports import places
from local_discord import NotPossible
from tests.cogs.participation.reports.conftest import Group


async def table(group: Group) -> list[list[str]]:
    exported = await group.circle.host.slash("/report export", in_=group.circle.channel)
    assert exported.ephemeral
    (file,) = exported.files
    assert file.filename == "taking-part-2026-05-05.csv"
    return list(csv.reader(StringIO(file.data.decode("utf-8-sig"), newline="")))


async def test_a_host_exports_who_took_part(group: Group):
    """Named is who agreed; the others have other names in every export."""
    first, *rows = await table(group)
    assert first == ["day", "date", "title", "passages", "reference", "member", "read", "answered", "replied"]
    assert [(row[0], *row[6:]) for row in rows] == [
        ("2", "0", "1", "0"),
        ("2", "0", "1", "0"),
        ("3", "0", "1", "0"),
        ("3", "1", "0", "0"),
    ]
    members = [row[5] for row in rows]
    assert members.count(mark("<@{}>", group.circle.first.id)) == 2
    hidden = {member for member in members if member.startswith("member-")}
    assert len(hidden) == 2
    assert not hidden & {row[5] for row in await table(group)}
    assert str(group.circle.second.id) not in "".join(members)


async def test_what_does_not_fit_is_told(group: Group, monkeypatch: pytest.MonkeyPatch):
    """The earliest posts go first."""
    monkeypatch.setattr(places, "MOST_BYTES", 250)
    exported = await group.circle.host.slash("/report export", in_=group.circle.channel)
    assert "The earliest 2 posts did not fit" in exported.text


async def test_a_member_exports_nothing(group: Group):
    """It is for hosts."""
    with pytest.raises(NotPossible):
        await group.circle.second.slash("/report export", in_=group.circle.channel)
