"""The blocks of a web page, with what its tags say about each: a collector for the standard library's parser.

Tags are taken as they come and no tree is built, so that neither depth nor what was never closed costs anything.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.core.importers import page_furniture as furniture
from bot.core.importers.inline import BREAK, Run, Style, render
from bot.core.importers.page_facts import PageFacts
from bot.core.text import clean

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_EMPHASIS = frozenset(("em", "i", "cite", "dfn"))
_STRONG = frozenset(("strong", "b"))
_LISTS = ("ul", "ol", "menu", "dir")
_DEEPEST = 8
"""So many enclosing parts are remembered for a block: hostile pages have thousands."""


@dataclass(slots=True)
class PageBlock:
    """One block: its lines, the parts it stands in, and whether it is a heading (1 to 6; 0 for text).

    `bold` says that all of it is; `label` holds its words when all of it is a link.
    """

    lines: list[str]
    level: int = 0
    around: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    anywhere: bool = False
    pulled: bool = False
    caption: bool = False
    bold: bool = False
    label: str = ""
    group: int = 0

    @property
    def text(self) -> str:
        """Its lines in one."""
        return " ".join(self.lines)


@dataclass(slots=True)
class _Open:
    """A part that has begun and not yet ended."""

    tag: str
    number: int
    around: bool = False
    place: bool = False
    anywhere: bool = False
    pulled: bool = False
    subtitle: bool = False
    items: int = 0


@dataclass(slots=True)
class _Inside:
    """What the text that comes next stands in."""

    around: list[int] = field(default_factory=list[int])
    places: list[int] = field(default_factory=list[int])
    lists: list[_Open] = field(default_factory=list[_Open])
    quotes: int = 0
    anywhere: int = 0
    pulled: int = 0


class PageBlocks(HTMLParser):
    """Feed it a page once; `blocks`, `facts` and the weight of each of the `places` are then what it holds."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__(convert_charrefs=True)
        self.blocks: list[PageBlock] = []
        self.places: dict[int, int] = {}
        self.facts = PageFacts()
        self._stack: list[_Open] = []
        self._open = Counter[str]()
        self._inside = _Inside()
        self._runs: list[Run] = []
        self._emphasis = self._strong = self._raised = 0
        self._link: str | None = None
        self._bullet = ""
        self._silent, self._silent_depth = "", 0
        self._number = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag that begins something."""
        given = {name: value or "" for name, value in reversed(attrs)}
        self.facts.tag(tag, given)
        if self._is_silent(tag, given):
            return
        if tag in furniture.BLOCKS:
            self._begin(tag, given)
        elif tag == "br":
            self._add(BREAK)
        elif tag in ("td", "th") and self._runs:
            self._add(" | ")
        else:
            self._turn(tag, 1, given.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        """Take a tag that ends something; one that ends nothing is passed over."""
        self.facts.end(tag)
        if self._silent:
            if tag == self._silent:
                self._silent_depth -= 1
                if not self._silent_depth:
                    self._silent = ""
        elif tag in furniture.BLOCKS:
            if tag in _HEADINGS:
                tag = next((each for each in _HEADINGS if self._open[each]), tag)
            self._flush()
            while self._open[tag] and self._pop() != tag:
                pass
        else:
            self._turn(tag, -1)

    def handle_data(self, data: str) -> None:
        """Take text."""
        self.facts.text(data)
        if not self._silent:
            pre = self._open["pre"] and not self._open["p"]
            self._add(data if pre else data.replace("\n", " "))

    def close(self) -> None:
        """End the page."""
        super().close()
        self._flush()

    def _is_silent(self, tag: str, given: furniture.Attributes) -> bool:
        """Whether the tag stands in, or begins, a part whose text nobody sees."""
        if self._silent:
            breaks_out = self._silent in ("svg", "math", "head", "span", "a") and tag in furniture.BLOCKS
            if not breaks_out:
                self._silent_depth += tag == self._silent
                return True
            self._silent = ""
        shut = tag not in furniture.BLOCKS and tag not in furniture.VOID and furniture.is_hidden(given)
        if tag in furniture.SILENT or shut or (tag == "span" and "screen-reader-text" in given.get("class", "")):
            self._silent, self._silent_depth = tag, 1
            return True
        return False

    def _begin(self, tag: str, given: furniture.Attributes) -> None:
        self._flush()
        self._close_implied(tag)
        if tag == "hr":
            self.blocks.append(PageBlock(["---"], around=tuple(self._inside.around), places=tuple(self._inside.places)))
            return
        self._number += 1
        weight = furniture.weight(tag, given)
        part = _Open(tag, self._number, place=weight > 0 and len(self._inside.places) < _DEEPEST)
        part.anywhere = furniture.belongs_anywhere(given)
        within = bool(self._inside.places)
        part.around = not weight and not part.anywhere and furniture.is_around(tag, given, within=within)
        part.around = part.around and len(self._inside.around) < _DEEPEST
        part.pulled, part.subtitle = furniture.is_pulled(given), furniture.is_subtitle(given)
        if part.place:
            self.places[part.number] = weight
        self._push(part)

    def _close_implied(self, tag: str) -> None:
        """End what a tag of this kind ends without saying so."""
        while self._stack and (
            self._stack[-1].tag in ("p", *_HEADINGS)
            or (tag in ("li", "dt", "dd", "tr", "option") and self._stack[-1].tag == tag)
            or (tag in ("dt", "dd") and self._stack[-1].tag in ("dt", "dd"))
        ):
            self._pop()

    def _push(self, part: _Open) -> None:
        inside = self._inside
        self._stack.append(part)
        self._open[part.tag] += 1
        if part.around:
            inside.around.append(part.number)
        if part.place:
            inside.places.append(part.number)
        inside.anywhere += part.anywhere
        inside.pulled += part.pulled
        inside.quotes += part.tag == "blockquote"
        if part.tag in _LISTS:
            inside.lists.append(part)
        elif part.tag == "li" and inside.lists:
            inside.lists[-1].items += 1
            self._bullet = f"{inside.lists[-1].items}. " if inside.lists[-1].tag == "ol" else "- "

    def _pop(self) -> str:
        inside, part = self._inside, self._stack.pop()
        self._open[part.tag] -= 1
        if part.around:
            inside.around.pop()
        if part.place:
            inside.places.pop()
        inside.anywhere -= part.anywhere
        inside.pulled -= part.pulled
        inside.quotes -= part.tag == "blockquote"
        if part.tag in _LISTS:
            inside.lists.pop()
        return part.tag

    def _turn(self, tag: str, by: int, href: str = "") -> None:
        """Begin (1) or end (-1) a way of writing."""
        if tag == "a":
            self._link = href.strip() or None if by > 0 else None
        elif tag in _EMPHASIS:
            self._emphasis = max(0, self._emphasis + by)
        elif tag in _STRONG:
            self._strong = max(0, self._strong + by)
        elif tag == "sup":
            self._raised = max(0, self._raised + by)
        elif tag == "q":
            self._add("“" if by > 0 else "”")

    def _add(self, text: str) -> None:
        self._runs.append((text, Style(self._emphasis > 0, self._strong > 0, self._raised > 0, self._link)))

    def _flush(self) -> None:
        """Make what has been gathered into blocks: one, or more where two line breaks part it."""
        runs, self._runs = self._runs, []
        self._emphasis = self._strong = self._raised = 0
        self._link = None
        if not any(text.strip() for text, _ in runs):
            return
        top = self._stack[-1] if self._stack else None
        level = int(top.tag[1]) if top and top.tag in _HEADINGS else 0
        bold = all(style.strong for text, style in runs if text.strip())
        pre = self._open["pre"] > 0
        label = (
            " ".join("".join(text for text, _ in runs).split())
            if all(style.link for text, style in runs if text.strip())
            else ""
        )
        whole = clean(render(runs, plain=level > 0, spaced=pre))
        for part in [whole] if pre else re.split(r"\n\s*\n", whole):
            lines = [line.rstrip() for line in part.split(BREAK) if line.strip()]
            if lines:
                self._keep(PageBlock(lines, 0 if top and top.subtitle else level, bold=bold, label=label), top)

    def _keep(self, block: PageBlock, top: _Open | None) -> None:
        inside = self._inside
        block.around, block.places = tuple(inside.around), tuple(inside.places)
        block.anywhere, block.pulled = inside.anywhere > 0, inside.pulled > 0
        block.caption = self._open["figcaption"] > 0
        if block.level:
            block.lines = [" ".join(block.lines)]
        elif inside.lists:
            depth = min(len(inside.lists), 4) - 1
            first, rest = "  " * depth + self._bullet, "  " * (depth + 1)
            block.lines = [(first if not n and self._bullet else rest) + line for n, line in enumerate(block.lines)]
            self._bullet = ""
            block.group = inside.lists[0].number
        elif top and top.tag == "tr" and len(block.text) < 300:
            block.group = next((part.number for part in reversed(self._stack) if part.tag == "table"), 0)
        if inside.quotes:
            block.lines = [f"> {line}" for line in block.lines]
        last = self.blocks[-1] if self.blocks else None
        if last and block.group and last.group == block.group and last.around == block.around:
            last.lines += block.lines
        else:
            self.blocks.append(block)
