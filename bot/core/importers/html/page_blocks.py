"""The blocks of a web page, with what its tags say about each: a collector for the standard library's parser.

Tags are taken as they come and no tree is built, so that neither depth nor what was never closed costs anything.
"""

import re
from collections import Counter
from html.parser import HTMLParser

from bot.core.essays.file_text import check_paragraphs
from bot.core.importers.html import page_boilerplate as furniture
from bot.core.importers.html.metadata import PageFacts
from bot.core.importers.html.page_parts import Inside, Open, PageBlock, Part
from bot.core.importers.inline_styles import BREAK, Run, Style, apart, render
from bot.core.text.normalization import clean

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_EMPHASIS = frozenset(("em", "i", "cite", "dfn"))
_STRONG = frozenset(("strong", "b"))
_LISTS = ("ul", "ol", "menu", "dir")
_ALL_LINK = re.compile(r"\A\[([^\]\n]*)\]\(\S+\)")
_ALL_BOLD = re.compile(r"\*\*[^*\n]+\*\*")


def parse_page(text: str) -> "PageBlocks":
    """The blocks of a page. Raises `StudyError` for more of them than any essay has."""
    page = PageBlocks()
    page.feed(_closed(text))
    page.close()
    return page


def _closed(text: str) -> str:
    """The page with every comment and declaration closed: the parser takes quadratic time to look for missing ends."""
    end = text.rfind("-->") + 3 if "-->" in text else 0
    closed = text[:end] + text[end:].replace("<!--", " ")
    return re.sub(r"<!\[(?:[^<>-]{0,100}(?:>|(?=--)))?", " ", closed) + "\n<script>>--></script>"


class PageBlocks(HTMLParser):
    """A parser for one page: once it has been fed, `blocks` and `facts` say what it holds.

    `parts` are those of the page by their numbers; number 0 is the page itself.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[PageBlock] = []
        self.parts = [Part(0)]
        self.facts = PageFacts()
        self._stack: list[Open] = []
        self._open = Counter[str]()
        self._inside = Inside()
        self._runs: list[Run] = []
        self._emphasis, self._strong, self._links = list[int](), list[int](), list[int]()  # how deep each began
        self._raised = 0
        self._in_caption = False
        self._link: str | None = None
        self._link_number = 0
        self._bullet = ""
        self._silent, self._silent_depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin the block, the style or the unseen part that a start tag begins."""
        given = {name: value or "" for name, value in reversed(attrs)}
        self.facts.tag(tag, given)
        if self._is_silent(tag, given):
            return
        if tag in furniture.BLOCKS:
            self._begin(tag, given)
        elif tag == "br":
            self._add(BREAK)
        elif tag == "img" and furniture.is_sign(given):
            self._add(given.get("alt", ""))
        elif tag in ("td", "th"):
            if any(text.strip() for text, _ in self._runs):
                self._add(" | ")
            self._in_caption = furniture.is_caption(given)
        else:
            self._turn(tag, 1, given.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        """End what an end tag ends; one without a start tag is passed over."""
        self.facts.end(tag)
        if self._silent:
            if tag == self._silent:
                self._silent_depth -= 1
                if not self._silent_depth:
                    self._silent = ""
        elif tag in furniture.BLOCKS:
            if tag in _HEADINGS:
                tag = next((heading for heading in _HEADINGS if self._open[heading]), tag)
            self._flush()
            while self._open[tag] and self._pop() != tag:
                pass
        else:
            if tag == "a" and self._links and self.blocks and self.blocks[-1].card == self._link_number:
                self._flush()  # the last line of a card
            self._turn(tag, -1)

    def handle_data(self, data: str) -> None:
        """Add text to the open block, unless nobody sees it."""
        self.facts.text(data)
        if not self._silent:
            pre = self._open["pre"] and not self._open["p"]
            self._add(data if pre else data.replace("\n", " "))

    def close(self) -> None:
        """End the page, and its last block with it."""
        super().close()
        self._flush()

    def _is_silent(self, tag: str, given: furniture.Attributes) -> bool:
        """Whether the tag stands in, or begins, a part whose text nobody sees."""
        if self._silent:
            formula = self._silent == "math" and tag == "annotation" and "tex" in given.get("encoding", "")
            breaks_out = formula or (self._silent in ("svg", "math", "head", "span", "a") and tag in furniture.BLOCKS)
            if not breaks_out:
                self._silent_depth += tag == self._silent
                return True
            self._silent = ""
        shut = tag not in furniture.BLOCKS and tag not in furniture.VOID and furniture.is_hidden(given)
        if tag in furniture.SILENT or shut or (tag == "span" and furniture.is_aside(given)):
            self._silent, self._silent_depth = tag, 1
            return True
        return False

    def _begin(self, tag: str, given: furniture.Attributes) -> None:
        self._flush()
        self._close_implied(tag)
        if tag == "hr":
            self._append(PageBlock(["---"]))
            return
        part = Open(tag, len(self.parts), groups=tag in furniture.CONTAINERS)
        part.anywhere = furniture.belongs_anywhere(given)
        part.around = not part.anywhere and furniture.is_around(tag, given, within=self._inside.articles > 0)
        part.groups = part.groups or (part.around and (tag != "p" or furniture.is_hidden(given)))
        kind = "dialog" if furniture.is_dialog(given) else tag
        self.parts.append(Part(self._inside.parts[-1], kind, given.get("id", "").lower(), part.groups and part.around))
        part.items = _first_number(given) - 1
        part.pulled, part.subtitle = furniture.is_pulled(given), furniture.is_subtitle(given)
        part.caption, part.title = furniture.is_caption(given), tag == "p" and furniture.is_title(given)
        self._push(part)

    def _close_implied(self, tag: str) -> None:
        """Close the elements that a start tag of this kind closes in HTML, where their own end tags are left out."""
        while self._stack and (
            self._stack[-1].tag in ("p", *_HEADINGS)
            or (tag in ("li", "dt", "dd", "tr", "option") and self._stack[-1].tag == tag)
            or (tag in ("dt", "dd") and self._stack[-1].tag in ("dt", "dd"))
        ):
            self._pop()

    def _push(self, part: Open) -> None:
        inside = self._inside
        self._stack.append(part)
        self._open[part.tag] += 1
        if part.groups:
            inside.parts.append(part.number)
        inside.around += part.around
        inside.articles += part.tag in ("article", "main")
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
        if part.groups:
            inside.parts.pop()
        inside.around -= part.around
        inside.articles -= part.tag in ("article", "main")
        inside.anywhere -= part.anywhere
        inside.pulled -= part.pulled
        inside.quotes -= part.tag == "blockquote"
        if part.tag in _LISTS:
            inside.lists.pop()
        for begun in (self._emphasis, self._strong, self._links):
            while begun and begun[-1] > len(self._stack):
                begun.pop()
        return part.tag

    def _turn(self, tag: str, by: int, href: str = "") -> None:
        """Begin (`by` is 1) or end (-1) a style of words; it ends with the part it began in, if not before."""
        if tag == "a":
            self._link = href.strip() or None if by > 0 else None
            self._link_number += by > 0
            self._nest(self._links, by if by < 0 or self._link else 0)
        elif tag in _EMPHASIS:
            self._nest(self._emphasis, by)
        elif tag in _STRONG:
            self._nest(self._strong, by)
        elif tag == "sup":
            self._raised = max(0, self._raised + by)
        elif tag == "q":
            self._add("“" if by > 0 else "”")

    def _nest(self, begun: list[int], by: int) -> None:
        if by > 0:
            begun.append(len(self._stack))
        elif by < 0 and begun:
            begun.pop()

    def _add(self, text: str) -> None:
        self._runs.append((text, Style(bool(self._emphasis), bool(self._strong), self._raised > 0, self._link)))

    def _flush(self) -> None:
        """Make blocks of the text read since the last one: one, or several where two line breaks part it."""
        runs, self._runs = self._runs, []
        self._raised, self._link = 0, None
        if not any(text.strip() for text, _ in runs):
            return
        check_paragraphs(sum(text == BREAK for text, _ in runs))
        top = self._stack[-1] if self._stack else None
        level = int(top.tag[1]) if top and top.tag in _HEADINGS else int(top is not None and top.title)
        bold = all(style.strong for text, style in runs if text.strip())
        pre = self._open["pre"] > 0
        label = ""
        linked = sum(len(text) for text, style in runs if style.link) / sum(len(text) for text, _ in runs)
        if all(style.link for text, style in runs if text.strip()):
            runs = list(apart(runs))
            label = " ".join("".join(text for text, _ in runs).split())
        whole = clean(render(runs, plain=level > 0, spaced=pre))
        for part in [whole] if pre else re.split(r"\n\s*\n", whole):
            lines = [line.rstrip() for line in part.split(BREAK) if line.strip()]
            if lines:
                all_bold = bold or bool(_ALL_BOLD.fullmatch(part))
                leads = label or (words[1] if (words := _ALL_LINK.fullmatch(part)) else "")
                block = PageBlock(lines, 0 if top and top.subtitle else level, bold=all_bold, label=leads)
                block.linked = round(linked * len(block.text))
                self._keep(block, top)
        self._in_caption = False

    def _keep(self, block: PageBlock, top: Open | None) -> None:
        inside = self._inside
        block.around, block.named = inside.around > 0, top is not None and top.around and not top.groups
        block.anywhere, block.pulled = inside.anywhere > 0, inside.pulled > 0
        block.caption = self._open["figcaption"] > 0 or self._in_caption or (top is not None and top.caption)
        block.card = self._link_number if self._links else 0
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
            last.linked += block.linked
        else:
            self._append(block)

    def _append(self, block: PageBlock) -> None:
        block.part = self._inside.parts[-1]
        self.blocks.append(block)
        check_paragraphs(len(self.blocks))


def _first_number(given: furniture.Attributes) -> int:
    """The number that a list says it begins with, else 1."""
    start = given.get("start", "")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1
