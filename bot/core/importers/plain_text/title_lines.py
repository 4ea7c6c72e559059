"""Title and author as the first lines of a text give them, in whatever order, or only its file's name."""

import re
from itertools import pairwise
from typing import NamedTuple

from bot.core.essays.sizes import AUTHOR
from bot.core.importers import boilerplate
from bot.core.importers.blocks import ABOVE, EssayParts, is_heading, is_number
from bot.core.importers.plain_text.names import could_be_person, is_surely_person
from bot.core.importers.plain_text.stated_titles import (
    LABELLED,
    byline,
    could_be_title,
    in_one_line,
    names_file,
    plain_title,
)

LONG = 100
"""Characters of a line that is a whole paragraph: nobody wraps so late."""
_WRAPPED = 30
"""Characters that a line of prose has at least where the next one goes on with a small letter."""
_TOP = 6
"""Lines among which title and author stand."""
_BY = re.compile(r"(?:written )?by|von|par|por|di|door|מאת", re.IGNORECASE)
_FIRST = re.compile(r"(?:[^\W\d_]{4,10} )?(?:1|I)[.):]?\s\S|[^\W\d_]{4,10} (?:1|I)\b")
_SECOND = re.compile(r"(?:[^\W\d_]{4,10} )?(?:2|II)[.):]?\s\S|[^\W\d_]{4,10} (?:2|II)\b")
"""The numbers with which the first section and the one after it begin."""


class _Line(NamedTuple):
    """One of the first lines that are not blank; `ends` is where it is the last before a blank line or a paragraph."""

    number: int
    text: str
    ends: bool


def below_title(lines: list[str], file_title: str, essay: EssayParts) -> list[str]:
    """The lines below title and author, which go into `essay`; its title stays empty where the text begins at once.

    That is: with a paragraph, with how a letter begins, or with the number of the first section.
    """
    top = _top(lines)
    title, author = _labelled(top) or _between_rules(top, lines) or _in_order(top, lines, file_title)
    if title is None and author is None:
        return lines
    if title is not None:
        parts = in_one_line(top[title].text, file_title) if author is None else None
        stated, name = parts or (top[title].text, None)
        essay.title, essay.author = plain_title(stated), name and name[:AUTHOR]
    if author is not None:
        essay.author = (byline(top[author].text) or top[author].text)[:AUTHOR]
    used = {n for n in (title, author) if n is not None}
    used |= {n for n in range(len(top)) if n + 1 == author and _BY.fullmatch(top[n].text)}
    above = set(range(title or 0)) - used
    essay.leave_out((top[n].text for n in sorted(above)), ABOVE)
    gone = {top[n].number for n in used | above}
    return ["" if number in gone else line for number, line in enumerate(lines)]


def _top(lines: list[str]) -> list[_Line]:
    """The first lines up to where a paragraph begins."""
    top: list[_Line] = []
    for number, (line, below) in enumerate(pairwise([*lines, ""])):
        text = line.strip()
        if len(text) > LONG or (len(text) > _WRAPPED and below[:1].islower()) or len(top) == _TOP:
            break
        if text and not boilerplate.is_rule(text):
            named = text.endswith(".") and is_surely_person(text[:-1])
            top.append(_Line(number, text[:-1] if named else text, not below.strip() or len(below) > LONG))
    return top


def _labelled(top: list[_Line]) -> tuple[int | None, int | None] | None:
    """Which of the lines say that they are title and author; None where none says so."""
    title = next((n for n, line in enumerate(top) if LABELLED.fullmatch(line.text)), None)
    if title is None:
        return None
    return title, next((n for n, line in enumerate(top) if byline(line.text)), None)


def _between_rules(top: list[_Line], lines: list[str]) -> tuple[int, int] | None:
    """Which of the lines are title and author where rules are drawn above and below both, and nothing else there."""
    written = [n for n, line in enumerate(lines[: 2 * _TOP]) if line.strip()]
    rules = [n for n in written if boilerplate.is_rule(lines[n].strip())]
    if len(rules) < 2 or rules[0] != written[0] or written.index(rules[1]) != 3 or len(top) < 2:
        return None
    return (0, 1) if could_be_title(top[0].text) and boilerplate.could_be_name(top[1].text) else None


def _in_order(top: list[_Line], lines: list[str], file_title: str) -> tuple[int | None, int | None]:
    """Which of the lines are title and author, by how the file is called, by their letters and by what follows."""
    called = (n for n, line in enumerate(top[:4]) if names_file(line.text, file_title))
    title = next((n for n in called if top[n].text.isupper() or _ends_soon(top[n], lines)), None)
    author = next((n for n, line in enumerate(top) if byline(line.text)), None)
    if author is None:
        by = next((n for n, line in enumerate(top[:-1]) if n and _BY.fullmatch(line.text)), None)
        author = by and by + 1
    sisters = _have_headings(lines, top)
    if title is not None:
        if author is None:
            near = (n for n in (title - 1, title + 1) if 0 <= n < len(top) and could_be_person(top[n].text))
            author = next((n for n in near if n < title or not sisters), None)
        return title, author
    if author is not None:
        return next((n for n in (0, 1) if n != author and n < len(top) and could_be_title(top[n].text)), None), author
    return _of_two(top, lines, sisters=sisters)


def _of_two(top: list[_Line], lines: list[str], *, sisters: bool) -> tuple[int | None, int | None]:
    """Which of the first two lines are title and author, where nothing but themselves says so."""
    if not top or _is_first_of_many(top[0].text, lines):
        return None, None
    first, second = top[0], top[1] if len(top) > 1 else None
    named = could_be_person(first.text)
    if named and any(map(boilerplate.is_rule, map(str.strip, lines[first.number + 1 : first.number + 4]))):
        return None, 0  # a poem without a title
    if second and named and _is_title_below(first, second, sisters=sisters and not _heads(top[2:])):
        return 1, 0
    if not could_be_title(first.text) or not (first.text.isupper() or _ends_soon(first, lines)):
        return None, None
    named = second is not None and second.ends and could_be_person(second.text, anywhere=not sisters)
    return 0, 1 if second and named and (is_surely_person(second.text) or not sisters) else None


def _is_title_below(first: _Line, second: _Line, *, sisters: bool) -> bool:
    """Whether the line below a name is the title: in capitals, or surely neither a heading nor a name."""
    if is_number(second.text) or not could_be_title(second.text):
        return False
    if second.text.isupper() and not first.text.isupper():
        return True
    heads = second.ends and is_heading(plain_title(second.text)) and not second.text.endswith("?")
    if is_surely_person(first.text) and not is_surely_person(second.text):
        return heads
    return heads and not (sisters or could_be_person(second.text))


def _heads(below: list[_Line]) -> bool:
    """Whether a heading comes at once, so that what stands above it is none."""
    return bool(below) and below[0].ends and is_heading(below[0].text)


def _ends_soon(first: _Line, lines: list[str]) -> bool:
    """Whether a blank line or a whole paragraph follows within three lines, so that this is no poem."""
    return any(not line.strip() or len(line) > LONG for line in [*lines, ""][first.number + 1 : first.number + 4])


def _is_first_of_many(line: str, lines: list[str]) -> bool:
    """Whether a line is the numbered heading of the first section."""
    return bool(_FIRST.match(line)) and any(_SECOND.match(other.strip()[:40]) for other in lines)


def _have_headings(lines: list[str], top: list[_Line]) -> bool:
    """Whether lines in the text below head sections in words."""
    below = [line.strip() for line in lines[top[-1].number + 1 :]] if top else []
    alone = (
        line
        for above, line, under in zip(["", *below], below, [*below[1:], ""], strict=False)
        if line and not above and not under
    )
    return any(is_heading(line) and not is_number(line) and not line.endswith(("?", "؟", "？")) for line in alone)
