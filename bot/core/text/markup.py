"""Text as Discord reads it: what others have written is made harmless here, at the last step before it is shown.

`Markup` is what Discord may take as Markdown. Only this module makes it, and `Say`, which escapes every value that is
not Markup. Where there is no Markdown (labels of buttons and options, titles of forms, names of threads, files, a
terminal) text stays plain `str`: there a backslash would be seen.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import LiteralString

from bot.core.text.normalization import shorten

_SPACE = re.compile(r"[^\S ]\s*| \s+")
_SPECIAL = re.compile(r"([\\*_~`|>#\[\]()<])")
_LINK = re.compile(r"\[((?:\[[^\[\]]*\]|[^\[\]])*)\]\(\s*+<?((?:\([^\s()]*\)|[^\s()<>])*)>?(?:\s[^()]*)?\)")
_LINE_START = r"(?m)^((?:[^\S\n]|>|[-*+](?=\s)|\d{1,9}[.)](?=\s))*)"
_LARGE = r"(#{1,3}(?=\s|$)|-#(?=\s|$)|>>>(?=\s|$))"
_LINE_MARK, _GUARDED_LINE_MARK = re.compile(_LINE_START + _LARGE), re.compile(rf"{_LINE_START}\\{_LARGE}")
"""A heading, small print or a quotation of all that follows, also behind the marks of a quoted line or a list.

The second, behind the backslash with which `body` shows it.
"""
_ACTING = re.compile(
    r"<(?=[@#:/]|(?!https?:)[\w+.-]{1,30}:)|@(?=everyone|here)|\](?=\s*\()|:(?=/)(?<!http:)(?<!https:)"
)
"""Where what Discord acts upon begins: mentions, emoji, commands, times, links that hide their aim, other schemes."""
_ADDRESS = re.compile(r"https?://[^\s<>]{1,200}")
_APART = "\u200b"
"""Unseen, and unlike a backslash good behind any number of others."""
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)([^*]{1,300})(?<=\S)\*{1,3}")


class Markup(str):
    """Text in Discord's Markdown in which nothing that others have written does anything."""

    __slots__ = ()


NOTHING = Markup()
BESIDE: LiteralString = " ·\N{NO-BREAK SPACE}"
"""Between what stands side by side: where the line breaks, the dot goes to the next one with what follows."""


def escaped(text: str) -> Markup:
    r"""The text in one line, in which no character does anything.

    >>> print(escaped("*Rye* [and\nsalt](https://a.example)"))
    \*Rye\* \[and salt\]\(https://a.example\)
    """
    line = _SPACE.sub(" ", text)
    return Markup(_ACTING.sub(rf"\g<0>{_APART}", _SPECIAL.sub(r"\\\1", line)))


def plain(text: str, limit: int) -> Markup:
    """A title, name or heading of at most `limit` characters before it is escaped: at most twice as many after."""
    return escaped(shorten(text, limit))


def body(text: str) -> Markup:
    """A passage's text: emphasis and quotations stay; headings, mentions and links show as what they are.

    What it leaves open (emphasis, a spoiler, code) would go on behind it: it needs a text display of its own.
    """
    shown = unlinked(text)
    if "#" in shown or ">>>" in shown:
        shown = _LINE_MARK.sub(r"\1\\\2", shown)
    return Markup(_ACTING.sub(rf"\g<0>{_APART}", shown))


def unguarded(shown: str) -> str:
    r"""What `body` shows, without the signs that it puts in: the text that it was given, its links written out.

    >>> print(unguarded(body("# Rye @everyone")))
    # Rye @everyone
    """
    bare = shown.replace(_APART, "")
    return _GUARDED_LINE_MARK.sub(r"\1\2", bare) if "\\" in bare else bare


def unlinked(text: str) -> str:
    """The text with each link as its words and, behind them, where it leads.

    >>> unlinked("See [rye](https://a.example/rye).")
    'See rye (https://a.example/rye).'
    """
    return _LINK.sub(lambda link: f"{link[1]} ({link[2]})" if link[1] != link[2] else link[2], text)


def quoted(text: str) -> Markup:
    """A text as `body` shows it, every line of it as a quotation; it needs a text display of its own as well."""
    return joined("\n", (mark("> {}", Markup(line)) for line in body(text).split("\n")))


def emphasised(text: str) -> Markup:
    r"""The text in one line; what stands between stars is emphasised, and no other character does anything.

    >>> print(emphasised("What is *bread*, and what * or _rye_?"))
    What is *bread*, and what \* or \_rye\_?
    """
    parts = emphasis_parts(text)
    return joined("", (mark("*{}*" if at % 2 else "{}", part) for at, part in enumerate(parts)))


def emphasis_parts(text: str) -> list[str]:
    """The text taken apart at the stars around what is emphasised: every second part stood between some.

    >>> emphasis_parts("What is *bread*, and what *?")
    ['What is ', 'bread', ', and what *?']
    """
    return _EMPHASIS.split(text)


def mark(pattern: LiteralString, *values: str | int) -> Markup:
    r"""Our own Markdown around some values: each that is not Markup is escaped.

    >>> print(mark("**{}** {}", "On *Rye*", 3))
    **On \*Rye\*** 3
    """
    return Markup(pattern.format(*map(safe, values)))


def address(url: str) -> Markup:
    """The address of a page, to click on; nothing for what is none."""
    return mark("<{}>", Markup(url)) if _ADDRESS.fullmatch(url) else NOTHING


def safe(value: str | int) -> str | int:
    """The value if it is a number or Markup, else escaped."""
    return value if isinstance(value, Markup | int) else escaped(value)


def joined(glue: LiteralString, parts: Iterable[Markup]) -> Markup:
    """The parts in a row, with the glue between them."""
    return Markup(glue.join(parts))


def cut(text: Markup, most: int) -> Markup:
    """The text, or its beginning in `most` characters: cut at a line or word, never inside a time or a mention."""
    if len(text) <= most:
        return text
    kept, following = text[: most - 1], text[most - 1]
    for gap in "\n ":
        if following == gap:
            break
        before, _, last = kept.rpartition(gap)
        if before and (gap == " " or len(last) < most // 2):
            kept = before
            break
    begun = kept.rfind("<")
    if begun > kept.rfind(">") and kept[max(0, begun - 1) : begun] != "\\":
        kept = kept[:begun]
    return Markup(kept.rstrip() + "…")


def some_lines(lines: Sequence[Markup], most: int, more: Callable[[int], Markup]) -> Markup:
    """As many of the lines as fit into `most` characters, and below them what `more` says about so many others."""
    if sum(len(line) + 1 for line in lines) <= most:
        return joined("\n", lines)
    room = most - len(more(len(lines))) - 1
    kept: list[Markup] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return joined("\n", [*kept, more(len(lines) - len(kept))])


def length_in_post(text: str) -> int:
    """The characters that a passage takes in a message: its own, or as many as it has with the signs that guard it."""
    return max(len(text), len(body(text)))
