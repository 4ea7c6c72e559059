"""The table of taking part: what a spreadsheet makes of it, and who can be recognised in it."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Part, Slot
from bot.core.posts import Delivery, DeliveryKind, DeliveryState, Post, PostContent, Wish
from bot.core.studies.participation.reports.table import BEGINNING, COLUMNS, Table, harmless, pseudonym, table

NOW = datetime(2026, 5, 1, 7, tzinfo=UTC)
CONTENT = PostContent(
    1, "On Bread", None, None, None, "X", 1, "Q", None, 3, 12, 1, "7K3F9Q", "en", None
)  # fmt: skip
PLENTY = 10**6


def post(number: int, title: str = "On Bread") -> Post:
    content = replace(CONTENT, title=title, day=number)
    delivery = Delivery(
        number, DeliveryKind.POST, 1, 1, 1, False, None, "n", content, DeliveryState.SENT, None, NOW, NOW, NOW, NOW, 1,
        None, number, NOW,
    )  # fmt: skip
    return Post(
        number, 1, 1, 1, Slot(NOW.date(), NOW), None, delivery, None, Wish.NONE, Wish.NONE, Wish.NONE, 0
    )  # fmt: skip


def rows(written: Table) -> list[list[str]]:
    """What a spreadsheet reads, without the first row."""
    assert written.text.startswith(BEGINNING)
    first, *others = csv.reader(StringIO(written.text.removeprefix(BEGINNING), newline=""))
    assert tuple(first) == COLUMNS
    return others


def test_a_row_for_each_post_and_member():
    """Named as they are mentioned if they agreed, else by what they are called in this export alone."""
    parts = {1: [(7, Part.READ), (7, Part.ANSWERED), (8, Part.REPLIED)], 2: [(8, Part.READ)]}
    written = table([post(1), post(2)], parts, {7}, b"key", PLENTY)
    about = ["2026-05-01", "On Bread", "3", "7K3F9Q"]
    assert rows(written) == [
        ["1", *about, "<@7>", "1", "1", "0"],
        ["1", *about, pseudonym(8, b"key"), "0", "0", "1"],
        ["2", *about, pseudonym(8, b"key"), "1", "0", "0"],
    ]
    assert "\r\n" in written.text
    assert written.left_out == 0


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(text: str):
    """And what is written is read back."""
    cell = harmless(text)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.removeprefix("'")
    ((_, _, title, *_),) = rows(table([post(1, text)], {1: [(7, Part.READ)]}, (), b"key", PLENTY))
    assert title == cell


@given(st.sets(st.integers(1, 2**63), min_size=2, max_size=20), st.binary(min_size=1, max_size=8))
def test_nobody_is_recognised_under_another_key(user_ids: set[int], key: bytes):
    """Within one export everybody is somebody else; the order of its rows is not that of their ids."""
    names = {user_id: pseudonym(user_id, key) for user_id in user_ids}
    assert len(set(names.values())) == len(user_ids)
    assert not set(names.values()) & {pseudonym(user_id, key + b"other") for user_id in user_ids}
    written = rows(table([post(1)], {1: [(user_id, Part.READ) for user_id in user_ids]}, (), key, PLENTY))
    assert [row[5] for row in written] == sorted(names.values())
    assert not any(str(user_id) in "".join(row) for row in written for user_id in user_ids if user_id > 10**6)


@given(st.integers(0, 1500))
def test_what_does_not_fit_is_counted(most: int):
    """The earliest posts go first, each as a whole."""
    posts = [post(number) for number in range(1, 9)]
    parts = {number: [(7, Part.READ), (8, Part.READ)] for number in range(1, 9)}
    written = table(posts, parts, (), b"key", most)
    assert written.left_out == 8 or len(written.text.encode()) <= most
    assert [int(row[0]) for row in rows(written)][::2] == [*range(written.left_out + 1, 9)]
