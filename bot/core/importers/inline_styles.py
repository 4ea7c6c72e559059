"""The words inside a block of a web page, as Markdown: emphasis, links, footnote marks, line breaks."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_SPACE = re.compile(r"[^\S\n]+")
_HOST = re.compile(r"(?:^|[\s/(<@])(?:www\.)?((?:[\w-]+\.)+[^\W\d_]{2,})(?=$|[\s/:?#)>.,])", re.IGNORECASE)
_BACK = frozenset({"↩", "↑", "⤴", "^", "back", "return to text", "jump up"})
_AS_TEXT = str.maketrans("", "", "\ufe0e\ufe0f")
_NOTE = re.compile(r"[\[(]?(\d{1,3})[\])]?")
"""What stands for a footnote; browsers that save a page give links within it the address of the whole."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_IN_URLS = str.maketrans({" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\n": "", "\t": "", "\r": ""})
_REDIRECTED = re.compile(r"https://www\.google\.com/url\?q=(https?(?:://|%3A)[^&]+)")
"""What Google Docs makes of every link: it is named by where it leads in the end."""
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
BREAK = "\n"
"""What stands in a run for `<br>`; every other white space of a page is a space."""


class Style(NamedTuple):
    """How a run of text is written: `link` is where it leads, as the page says it."""

    emphasis: bool = False
    strong: bool = False
    raised: bool = False
    link: str | None = None


Run = tuple[str, Style]


def bare(line: str) -> str:
    """The words of a line, without the marks of links and emphasis.

    >>> bare("*by [Ann](https://example.org/ann)*")
    'by Ann'
    """
    return _LINK.sub(r"\1", line).replace("*", "").strip()


def render(runs: list[Run], *, plain: bool = False, spaced: bool = False) -> str:
    """The runs as one text, its lines parted by `BREAK`; with `plain` only the words, as headings have them.

    White space counts as one space, unless it is `spaced`: then lines keep theirs.

    >>> render([("Bread is ", Style()), ("older ", Style(emphasis=True)), ("than we.", Style())])
    'Bread is *older* than we.'
    """
    parts: list[str] = []
    for target, linked in groupby(runs, key=lambda run: run[1].link):
        words = "".join(
            _marked("".join(text for text, _ in alike), (False, False, False) if plain else style)
            for style, alike in groupby(linked, key=_manner)
        )
        parts.append(words if target is None else _around(words, lambda core, to=target: _linked(core, to, plain)))
    lines = "".join(parts).split(BREAK)
    kept = (line.rstrip() if spaced else _SPACE.sub(" ", line).strip() for line in lines)
    return BREAK.join(kept).strip(BREAK)


def apart(links: Iterable[Run]) -> Iterator[Run]:
    """These runs, with a dot between two neighbouring links that would read as one word."""
    before = ("", Style())
    for run in links:
        touching = not (before[0][-1:].isspace() or run[0][:1].isspace())
        if touching and before[1].link and run[1].link not in (None, before[1].link):
            yield " · ", Style()
        yield run
        before = run


def _linked(words: str, target: str, plain: bool) -> str:
    if "#" in target and words.translate(_AS_TEXT).strip("[]() ").lower() in _BACK:
        return ""
    note = _NOTE.fullmatch(words.translate(_LOWERED)) if "#" in target else None
    if note:
        return words if plain else f"[{note[1]}]"
    if target.startswith("#"):
        return f"[{words}]" if len(words) <= 3 and "[" not in words and not plain else words
    return words if plain else link(words, target)


def link(words: str, target: str) -> str:
    """The words as a link; where they name another site than the target, with the address openly behind them.

    Only the words for a target that is no page, or longer than 500 characters.

    >>> link("the recipe", "https://example.org/rye"), link("bank.example", "https://example.org")
    ('[the recipe](https://example.org/rye)', 'bank.example (https://example.org)')
    """
    if redirected := _REDIRECTED.match(target):
        target = unquote(redirected[1])
    target = target.replace("\\", "/")  # as browsers do: "https://evil.example\\@bank.example" leads to the former
    try:
        host = urlsplit(target).hostname if target.lower().startswith(("https://", "http://")) else None
    except ValueError:  # "https://[" and the like
        host = None
    if host is None or len(target) > 500:
        return words
    address = target.translate(_IN_URLS)
    named = [name.lower() for name in _HOST.findall(words)]
    if words.rstrip("/") == address.rstrip("/"):
        return address
    bare = host.removeprefix("www.")
    if any(name != bare for name in named) or any(c in words for c in "[]\n"):
        return f"{words} ({address})"
    return f"[{words}]({address})"


def _manner(run: Run) -> tuple[bool, bool, bool]:
    return run[1].emphasis, run[1].strong, run[1].raised


def _marked(text: str, manner: tuple[bool, bool, bool]) -> str:
    emphasis, strong, raised = manner
    if raised:
        text = text.translate(_RAISED) if text.strip().isdigit() else text
    mark = "*" * (emphasis + 2 * strong)
    if not mark or "*" in text:
        return text
    return BREAK.join(_around(line, lambda core: f"{mark}{core}{mark}") for line in text.split(BREAK))


def _around(text: str, change: Callable[[str], str]) -> str:
    """The text with its words changed and the white space around them left outside."""
    core = text.strip()
    if not core:
        return text
    at = text.index(core)
    return text[:at] + change(core) + text[at + len(core) :]
