"""A table of contents in a plain text: lines that come again below, as headings."""

import re
from collections.abc import Sequence

from bot.core.importers import boilerplate
from bot.core.importers.blocks import ABOVE, EssayParts
from bot.core.importers.page_numbers import IN_CONTENTS
from bot.core.text.normalization import fold

_NUMBER = re.compile(r"[^\w]{0,3}(?:\d{1,3}[.)]?)*+\s*")
_MOST = 300
"""Lines of contents, at most."""
_LONGEST = 200


def without_contents(lines: list[str], essay: EssayParts) -> list[str]:
    """The lines without contents, which go into `essay` as left out: their name, and lines that come again."""
    called = (n for n, line in enumerate(lines[:_MOST]) if boilerplate.is_called_contents(line.strip()))
    if (begin := next(called, None)) is None:
        return lines
    listed = _listed(lines, begin + 1)
    if len(listed) < 2:
        return lines
    essay.leave_out(["\n".join(lines[n].strip() for n in (begin, *listed))], ABOVE)
    gone = {begin, *listed}
    return ["" if n in gone else line for n, line in enumerate(lines)]


def _listed(lines: Sequence[str], begin: int) -> list[int]:
    """The lines from `begin` on that come again below, up to the first that does not."""
    last = {name: number for number, line in enumerate(lines) if (name := _name(line))}
    listed = dict[str, int]()
    for number, line in enumerate(lines[begin : begin + _MOST], start=begin):
        name = _name(line)
        if not name:
            continue
        if last[name] == number or name in listed:
            break
        listed[name] = number
    return list(listed.values())


def _name(line: str) -> str:
    """The letters and digits of a heading, without its number and that of a page; nothing of a longer line."""
    if len(line) > _LONGEST:
        return ""
    return "".join(filter(str.isalnum, fold(IN_CONTENTS.sub("", _NUMBER.sub("", line.strip(), count=1)))))
