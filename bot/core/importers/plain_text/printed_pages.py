"""What printed pages leave in a text that was copied from them: the numbers of pages, and what stands above each."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

from bot.core.importers.blocks import EssayParts
from bot.core.importers.page_numbers import IN_TEXT, page_number
from bot.core.text.normalization import fold
from bot.core.text.sentence_ends import ends_clause

_NUMBERED = re.compile(r"^\s*\d{1,4}\s+\S|\S\s+\d{1,4}\s*$")
_NEXT = 3
"""How much higher the number of the next page is, at most: some pages have none."""
_CHAIN = 3
"""Numbers in a row that are those of pages by themselves, where they do not count from the beginning."""
_HEAD = 80
"""Characters of what stands above every page, at most."""


def without_page_marks(lines: list[str], essay: EssayParts) -> list[str]:
    """The lines without what belongs to printed pages, which goes into `essay` as left out.

    A number, or a line that stands there twice, belongs to the pages where a sentence goes on below it, and so do most
    others like it: the number of the next page, and what stands beside such a number.
    """
    inline = [mark.strip() for line in lines for mark in IN_TEXT.findall(line)]
    if inline:
        lines = [IN_TEXT.sub("", line) for line in lines]
        essay.dropped.append(" … ".join(dict.fromkeys((inline[0], inline[-1]))))
    written = [n for n, line in enumerate(lines) if line.strip()]
    numbers = _numbers(lines, written)
    gone = numbers | _heads(lines, written, numbers)
    essay.dropped += [lines[n].strip() for n in sorted(gone)]
    return _closed_up(lines, gone) if gone else lines


def _numbers(lines: Sequence[str], written: Sequence[int]) -> set[int]:
    """The lines that are the numbers of pages."""
    marks = ((at, page_number(lines[n].strip())) for at, n in enumerate(written))
    stated = [(at, int(mark)) for at, mark in marks if mark and mark.isdecimal()]
    sure = {at for at, _ in stated if _interrupts(lines, written, at)}
    chain: list[tuple[int, int]] = []
    pages = set[int]()
    for at, number in [*stated, (-1, -1)]:
        if chain and not 0 < number - chain[-1][1] <= _NEXT:
            counted = len(chain) >= _CHAIN and chain[0][1] > _NEXT
            if counted or 3 * sum(page in sure for page, _ in chain) >= len(chain):
                pages.update(written[page] for page, _ in chain)
            chain = []
        chain.append((at, number))
    return pages


def _interrupts(lines: Sequence[str], written: Sequence[int], at: int, but: AbstractSet[int] | None = None) -> bool:
    """Whether a sentence goes on from the text above a line to that below it.

    One more line may stand between, if it stands out; with `but` only those lines may.
    """
    above = [n for n in reversed(written[max(0, at - 4) : at]) if n not in (but or ())][:2]
    below = [n for n in written[at + 1 : at + 5] if n not in (but or ())][:2]
    if not above or not below:
        return False
    pairs = [(above[0], below[0])]
    if but is None:
        pairs += [(above[1], below[0])] if len(above) > 1 and _stands_out(lines, above[0]) else []
        pairs += [(above[0], below[1])] if len(below) > 1 and _stands_out(lines, below[0]) else []
    return any(_goes_on(lines[before], lines[after]) for before, after in pairs)


def _goes_on(above: str, below: str) -> bool:
    return bool(above.strip()) and not ends_clause(above.rstrip()) and below.lstrip()[:1].islower()


def _heads(lines: Sequence[str], written: Sequence[int], numbers: AbstractSet[int]) -> set[int]:
    """The lines that stand above or below the text of every page, such as its title."""
    alike = defaultdict[str, list[int]](list)
    for at, n in enumerate(written):
        of_text = lines[n].lstrip()[:1].islower() or ends_clause(lines[n].rstrip())
        if n not in numbers and len(lines[n]) <= _HEAD and not of_text:
            alike[_letters(lines[n])].append(at)
    title = _letters(lines[written[0]]) if written else ""
    heads = set[int]()
    for letters, places in alike.items():
        beside = [at for at in places if not numbers.isdisjoint((*written[at - 1 : at], *written[at + 1 : at + 2]))]
        parting = [at for at in places if _stands_out(lines, written[at]) and _interrupts(lines, written, at, numbers)]
        repeated = len(places) > 1 and (parting or 2 * len(beside) >= len(places))
        if len(letters) > 3 and (repeated or (beside and len(title) > 3 and title in letters)):
            heads.update(written[at] for at in places if at > 1 or at in parting)
    return heads


def _stands_out(lines: Sequence[str], number: int) -> bool:
    """Whether a line is none of a paragraph: it stands alone, or with the number of a page."""
    alone = not any(line.strip() for line in (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]))
    return alone or _NUMBERED.search(lines[number]) is not None


def _letters(line: str) -> str:
    return "".join(filter(str.isalpha, fold(line)))


def _closed_up(lines: list[str], gone: Collection[int]) -> list[str]:
    """The lines that are left; where a sentence went on below what is gone, no blank line parts it."""
    kept: list[str] = []
    removed = False
    for number, line in enumerate(lines):
        if number in gone:
            removed = True
        elif not line.strip():
            kept.append("")
        else:
            above = next((other for other in reversed(kept[-8:]) if other.strip()), "")
            if removed and _goes_on(above, line):
                while not kept[-1].strip():
                    kept.pop()
            elif removed:
                kept.append("")
            removed = False
            kept.append(line)
    return kept
