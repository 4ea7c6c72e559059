"""Fenced parts of Markdown that hold prose: directives of MyST, and what other programs have for remarks."""

import re
from dataclasses import dataclass, field
from itertools import takewhile

_OPENS = re.compile(
    r"\A[ \t]{0,12}(?P<marks>`{3,}+|~{3,}+|:{3,}+)[ \t]{0,4}"
    r"(?:\{(?P<name>[a-z][\w:.+-]{0,40})\}|(?P<attributes>\{[^{}]{1,300}\})|(?P<plain>[a-z][\w-]{0,30})(?![^\s\[:]))"
    r"[ \t]{0,8}(?:\[(?P<label>[^\]]{0,200})\])?(?P<words>[^`]{0,300})",
    re.IGNORECASE,
)
"""```{note} and :::{note} of MyST, ```ad-note of Obsidian, :::note[Title] of Docusaurus, ::: {.note} of pandoc."""
_FENCE = re.compile(r"[ \t]{0,12}(?P<marks>`{3,}|~{3,}|:{3,})(?P<rest>[^`]*)")
_OPTION = re.compile(r"[ \t]{0,12}:(?!title)[\w-]{1,40}:(?:[ \t].*)?|[ \t]{0,12}:title:(?P<title>.*)")
_OPTION_OF_NOTE = re.compile(r"(?:collapse|icon|color):.*|title:(?P<title>.*)")
_TITLE = re.compile(r"\btitle=\"(?P<title>[^\"]{1,200})\"")
_CODE = frozenset("code code-block code-cell sourcecode parsed-literal prompt math r python julia bash sql js".split())
_GONE = frozenset(
    """
        toctree tableofcontents contents bibliography index raw include literalinclude image figure eval-rst mermaid
        graphviz plantuml embed video iframe
    """.split()
)
"""Those in whose place a program shows something else; the words below a picture go with it, as on a page."""
_QUOTED = frozenset("epigraph highlights pull-quote blockquote quote".split())
_UNTITLED = _QUOTED.union("div container grid grid-item class compound tab-set".split())
"""Those after whose name stands what they look like."""
_DEPTH = 20
"""Fences in each other, at most."""
_MOST_OPTIONS = 30


@dataclass(slots=True)
class _Open:
    """A fence that is open; in one that is `shut` no other begins."""

    opening: str
    marks: str
    name: str = ""
    title: str = ""
    shut: bool = False
    lines: list[str] = field(default_factory=list[str])


def without_directives(text: str, dropped: list[str]) -> str:
    """The text in which the prose of directives stands by itself, and code of theirs in a plain fence.

    What stood for something else goes into `dropped`. A fence that nothing closes opens nothing.
    """
    if "```" not in text and ":::" not in text and "~~~" not in text:
        return text
    fences = [_Open("", "")]
    for line in text.split("\n"):
        top, fence = fences[-1], _FENCE.fullmatch(line)
        if fence and top.marks and fence["marks"].startswith(top.marks) and not fence["rest"].strip():
            fences.pop()
            fences[-1].lines += _closed(top, line, dropped)
        elif fence and not top.shut and len(fences) < _DEPTH and (opened := _opened(line, fence["marks"])):
            fences.append(opened)
        else:
            top.lines.append(line)
    while len(fences) > 1:
        unclosed = fences.pop()
        fences[-1].lines += [unclosed.opening, *unclosed.lines]
    return "\n".join(fences[0].lines)


def _opened(line: str, marks: str) -> _Open | None:
    """The fence that begins with a line; None for a line of colons that says nothing."""
    opens, of_colons = _OPENS.fullmatch(line), marks[0] == ":"
    if opens is None or not (of_colons or opens["name"] or (opens["plain"] or "").startswith("ad-")):
        return None if of_colons else _Open(line, marks, shut=True)
    name = (opens["name"] or opens["plain"] or "remark").lower()
    title = (opens["label"] or opens["words"]).strip(" \t:")
    if opens["attributes"]:
        stated = _TITLE.search(opens["attributes"])
        title = stated["title"] if stated else ""
    return _Open(line, marks, name, title, shut=name in _CODE or name in _GONE)


def _closed(fence: _Open, closing: str, dropped: list[str]) -> list[str]:
    """What is read instead of a fence."""
    if not fence.name:
        return [fence.opening, *fence.lines, closing]
    title, lines = _without_options(fence)
    if fence.name in _GONE:
        dropped.append(" ".join(filter(None, (title, *map(str.strip, lines)))))
        return [""]
    if fence.name in _CODE:
        return [fence.marks, *lines, fence.marks]
    if fence.name in _QUOTED:
        return ["", *(f"> {line}" for line in lines), ""]
    return ["", *([title, ""] if title else []), *lines, ""]


def _without_options(fence: _Open) -> tuple[str, list[str]]:
    """The title of a fence, and its lines below what says how it looks."""
    title = "" if fence.name in _UNTITLED else fence.title
    pattern = _OPTION_OF_NOTE if fence.name.startswith("ad-") else _OPTION
    if fence.lines[:1] == ["---"] and "---" in fence.lines[1:_MOST_OPTIONS]:
        return title, fence.lines[fence.lines.index("---", 1) + 1 :]
    options = list(takewhile(bool, map(pattern.fullmatch, fence.lines)))
    stated = (option["title"].strip() for option in options if option and option["title"])
    return next(stated, title), fence.lines[len(options) :]
