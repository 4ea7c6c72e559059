"""Plain text that somebody copied from a page: what stands above the essay there, and what stands below it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers import boilerplate
from bot.core.importers.blocks import ABOVE, BELOW, EssayParts
from bot.core.importers.plain_text.stated_titles import plain_title
from bot.core.importers.plain_text.title_lines import LONG
from bot.core.text.normalization import count_words

_TOP = 40
"""The essay begins within so many lines."""
_TAG = 4
"""Words of a tag, a name or a count, at most."""
_NEAR = 25
"""Lines before the end in which a box about the author may begin."""
_ONLY_ON_PAGES = re.compile(r"^(?:open in app|skip to (?:main )?content|member-only story)$", re.IGNORECASE)
_PRICED = "member-only story"
_COUNT = re.compile(r"^\d[\d.,]*k?$", re.IGNORECASE)
_PAGE_ENDS = re.compile(
    r"^(?:discussion about this post|(?:responses|comments) \(\d+\)|write a (?:response|comment)(?:\.\.\.|…)?"
    r"|\d+ thoughts? on [“\"](?P<title>.+)[”\"]|leave a reply|ready for more\?|share this:|recommended from medium"
    r"|\d[\d.,]*k? (?:likes|followers))$",
    re.IGNORECASE,
)
"""Lines that no essay has, and every copy of a whole page."""
_ENDS_BEFORE_IT = re.compile(r"^(?:written by|published in) .{1,60}$", re.IGNORECASE)


def essay_lines(lines: list[str], essay: EssayParts) -> list[str]:
    """The lines of the essay below its title; title, author, date and what was left out go into `essay`."""
    end = _end(lines)
    dropped = [line.strip() for line in lines[end:] if line.strip()]
    stated_title = next((mark["title"] for line in dropped if (mark := _PAGE_ENDS.match(line)) and mark["title"]), None)
    kept = _below_masthead(lines, end, stated_title, essay)
    essay.leave_out(dropped, BELOW)
    return kept


def _end(lines: Sequence[str]) -> int:
    """How many lines stand above what follows an essay on its page."""
    words = [count_words(line) for line in lines]
    whole, so_far = sum(words), 0
    for number, line in enumerate(lines):
        if 2 * so_far > whole and _PAGE_ENDS.match(line.strip()):
            break
        so_far += words[number]
    else:
        return len(lines)
    box = (n for n in range(max(0, number - _NEAR), number) if _ENDS_BEFORE_IT.match(lines[n].strip()))
    end = _above_counts(lines, next(box, number))
    while end and (not lines[end - 1].strip() or _is_button(lines[end - 1].strip())):
        end -= 1
    return end


def _above_counts(lines: Sequence[str], end: int) -> int:
    """The line at which the tags and counts of claps right above `end` begin; `end` itself where there are none."""
    counted = end
    for number in range(end - 1, -1, -1):
        if count_words(lines[number]) > _TAG:
            break
        if _COUNT.match(lines[number].strip()):
            counted = number
    while counted < end and lines[counted - 1].strip() and count_words(lines[counted - 1]) <= _TAG:
        counted -= 1
    return counted


def _is_marked(line: str) -> bool:
    return boilerplate.is_reading_time(line) or boilerplate.is_dateline(line) or boilerplate.byline(line) is not None


def _is_button(line: str) -> bool:
    return boilerplate.is_invitation(line, at_an_edge=True) or _COUNT.match(line) is not None


def _below_masthead(every: list[str], end: int, stated_title: str | None, essay: EssayParts) -> list[str]:
    """The lines up to `end` without those above the essay, whose title, author and date go into `essay`.

    `stated_title` is the title as the page repeats it below the essay. Nothing is taken away unless one of the first
    lines is such as only pages have, a date or "Open in app": what somebody typed stays as it is.
    """
    lines = every[:end]
    top = next((n for n, line in enumerate(lines) if len(line) > LONG), 0)
    shown = [line.strip() for line in lines[:top]]
    if sum(map(bool, shown)) > _TOP:
        return lines
    marked = [n for n, line in enumerate(shown) if _is_marked(line)]
    if not (marked or any(map(_ONLY_ON_PAGES.match, shown))):
        return lines
    buttons = any(boilerplate.is_invitation(line, at_an_edge=True) for line in shown)
    said = [
        n
        for n, line in enumerate(shown)
        if line
        and n not in marked
        and not boilerplate.is_rule(line)
        and any(map(str.isalnum, line))
        and not (buttons and _is_button(line))
    ]
    author = _author(said, shown, marked)
    title = _title(said, every, stated_title, author)
    if title is None:
        return lines
    essay.title = plain_title(shown[title])
    essay.author = essay.author or (author and author[:AUTHOR])
    essay.published = next(filter(None, (boilerplate.find_date(shown[n]) for n in marked)), essay.published)
    kept = [n for n in said if n > title and shown[n] != author and shown[n] != shown[title]]
    gone = [line for n, line in enumerate(shown) if line and n not in kept and n != title]
    essay.leave_out(gone, ABOVE)
    body = [lines[n] for n in range(title + 1, top) if not shown[n] or n in kept]
    return [*body, *lines[top:]]


def _author(said: Sequence[int], shown: Sequence[str], marked: Sequence[int]) -> str | None:
    """The name that a byline gives, that stands twice, or that stands above the date."""
    by = next(filter(None, (boilerplate.byline(line) for line in shown)), None)
    names = [n for n in said if boilerplate.could_be_name(shown[n])]
    twice = (shown[n] for n, following in pairwise(names) if shown[n] == shown[following])
    above = [shown[n] for n in names if marked and n < marked[0] and n != said[0]]
    return by or next(twice, above[-1] if above else None)


def _title(said: Sequence[int], lines: Sequence[str], stated_title: str | None, author: str | None) -> int | None:
    """The index of the title: the line the page names so, else the first that is no name of its site or author."""
    could = [
        n for n in said if lines[n].strip() != author and len(lines[n]) <= TITLE and not lines[n].rstrip().endswith(".")
    ]
    for n in could:
        before = next((line.strip().lower() for line in reversed(lines[:n]) if line.strip()), "")
        if before == _PRICED or lines[n].strip() == stated_title:
            return n
    once = (n for n in could if sum(lines[n].strip() in line for line in lines) == 1)
    return next(once, could[0] if could else None)
