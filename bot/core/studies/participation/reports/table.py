"""Taking part as a table for a spreadsheet: a row for each post and member."""

import csv
import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from bot.core.models import Part
from bot.core.posts import Post, PostContent

COLUMNS = ("day", "date", "title", "passages", "reference", "member", *(part.value for part in Part))
"""What stands in the first row, the same in every language: programs read it as well."""
BEGINNING = "\N{BYTE ORDER MARK}"
"""By which spreadsheets know UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a formula of a cell (OWASP, CSV Injection); the last four are wide forms of the first."""
_DIGITS = 12


class Table(NamedTuple):
    """The text of a file, and how many of the earliest posts there was no room for."""

    text: str
    left_out: int


def pseudonym(user_id: int, key: bytes) -> str:
    """What a member is called in one export: the same under one key, and under another nobody can tell who it is.

    >>> pseudonym(1, b"one") == pseudonym(1, b"one"), pseudonym(1, b"one") == pseudonym(1, b"other")
    (True, False)
    """
    return f"member-{hmac.digest(key, str(user_id).encode(), hashlib.sha256).hex()[:_DIGITS]}"


def harmless(cell: str) -> str:
    """The cell, behind an apostrophe where a spreadsheet would take it for a formula.

    >>> harmless("=1+1"), harmless(" @a"), harmless("1 + 1")
    ("'=1+1", "' @a", '1 + 1')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def table(
    posts: Sequence[Post],
    parts: Mapping[int, Sequence[tuple[int, Part]]],
    shown: Collection[int],
    key: bytes,
    most: int,
) -> Table:
    """The table in at most so many bytes: where it would be larger, without the earliest posts.

    A member who agreed to be named (`shown`) stands in it as they are mentioned. Within a post rows stand by what
    members are called, so that their order says nothing about them.
    """
    head = BEGINNING + _lines([COLUMNS])
    room = most - len(head.encode())
    kept: list[str] = []
    for post in reversed(posts):
        lines = _lines(_rows(post, parts.get(post.id, ()), shown, key))
        room -= len(lines.encode())
        if room < 0:
            break
        kept.append(lines)
    return Table(head + "".join(reversed(kept)), len(posts) - len(kept))


def _rows(post: Post, parts: Sequence[tuple[int, Part]], shown: Collection[int], key: bytes) -> list[tuple[str, ...]]:
    if post.content is None:
        return []
    about = _about(post, post.content)
    members: dict[str, set[Part]] = {}
    for user_id, part in parts:
        name = f"<@{user_id}>" if user_id in shown else pseudonym(user_id, key)
        members.setdefault(name, set()).add(part)
    return [
        (*about, name, *("1" if part in taken else "0" for part in Part)) for name, taken in sorted(members.items())
    ]


def _about(post: Post, content: PostContent) -> tuple[str, ...]:
    numbers = f"{content.number}" if not content.following else f"{content.number}–{content.last_number}"
    return str(content.day), post.slot.date.isoformat(), content.title, numbers, content.reference


def _lines(rows: Sequence[Sequence[str]]) -> str:
    """The rows as RFC 4180 has them."""
    written = StringIO()
    csv.writer(written).writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue()
