"""Questions that stand alone on a line: the headings of some texts, and the turns of most."""

import re
from collections.abc import Sequence

from bot.core.importers.blocks import Block, is_heading, is_number

_QUESTION_MARKS = ("?", "？", "؟")
_NUMBER = re.compile(r"(?:\d{1,3}|[IVXLC]{1,6})[.):]\s")
_SENTENCE = re.compile(r"[.!?…](?:--|[\"'”»_]?\s)")
_JOINING = frozenset(
    """
        and but or so then yet why nor und aber oder denn doch et mais ou donc alors y pero o pues entonces e ma però
        allora mas então en maar of dus и а но или что же да так ну i a ale czy
    """.split()
)
"""With which a question takes up what has been said."""


def settle(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which a question is a paragraph unless it looks like a heading, or like the text's other headings.

    In "What Does It Cost Us?" and "1. What does it cost?" the letters say so. Where other headings are words of a
    sentence too, or questions head the text from its beginning on, a question is one of them.
    """
    alone = [n for n, block in enumerate(blocks) if block.heading is None and len(block.lines) == 1]
    asked = [n for n in alone if blocks[n].lines[0].endswith(_QUESTION_MARKS) and is_heading(blocks[n].lines[0])]
    headings = [blocks[n].lines[0] for n in set(alone) - set(asked) if is_heading(blocks[n].lines[0])]
    alike = any(len(line.split()) > 1 and not is_number(line) and not _is_set(line) for line in headings)
    alike = alike or _is_asked_throughout(blocks, asked)
    text = {n for n in asked if not (_is_set(blocks[n].lines[0]) or (alike and _could_head(blocks[n].lines[0])))}
    return [Block(block.lines, heading=False) if n in text else block for n, block in enumerate(blocks)]


def _could_head(line: str) -> bool:
    """Whether a question could head what follows: it is one sentence of its own, and takes up nothing."""
    first, *more = line.split()
    return bool(more) and first.lower().strip(",") not in _JOINING and not _SENTENCE.search(line)


def _is_set(line: str) -> bool:
    """Whether a line is set as headings are: numbered, in capitals, or with capitals on all its longer words."""
    if _NUMBER.match(line) or (line.isupper() and len(line) > 4):
        return True
    if _SENTENCE.search(line):
        return False
    longer = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)


def _is_asked_throughout(blocks: Sequence[Block], asked: Sequence[int]) -> bool:
    """Whether three questions or more head the parts of the whole text: one stands on top, each above a paragraph."""
    if len(asked) < 3 or asked[0] > 1:
        return False
    lines = [blocks[n].lines[0] for n in asked]
    return all(map(_could_head, lines)) and not {n + 1 for n in asked} & {*asked, len(blocks)}
