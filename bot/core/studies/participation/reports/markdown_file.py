"""Documents as Markdown (CommonMark, with what GitHub and Obsidian add), in which no text of others does anything."""

import re

from bot.core.studies.participation.reports.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Link,
    Plain,
    Prose,
    Question,
    Quotation,
    paragraphs,
)
from bot.core.text.markup import emphasis_parts

_ACTING = re.compile(r"[\\`*_\[\]<|~$^=]|&(?=#?\w{1,40};)|%(?=%)")
"""Code, emphasis, links, HTML, tables, formulas, marked words, entities and comments."""
_AT_THE_BEGINNING = re.compile(r"(?m)^([#>+:-]|\d{1,9}(?=[.)]))")
"""Headings, quotations, lists, rules and notes; a number, if what follows would make it an item."""


def markdown_file(document: Document) -> str:
    """The document as a Markdown file, which shows each text as it was written."""
    blocks = [f"# {literal(document.title)}", *map(_written, document.blocks)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def literal(text: str) -> str:
    r"""The text in one line, in which no character does anything.

    >>> print(literal("1. *Rye* & <b>salt</b>"))
    1\. \*Rye\* & \<b>salt\</b>
    """
    return _begun(_ACTING.sub(r"\\\g<0>", " ".join(text.split())))


def prose(text: str) -> str:
    r"""The text with its paragraphs and lines; what stands between stars is emphasised.

    >>> print(prose("What is *bread*?\n- Rye_"))
    What is *bread*?\
    \- Rye\_
    """
    return "\n\n".join(_begun(_emphasised(each)).replace("\n", "\\\n") for each in paragraphs(text))


def _written(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {literal(text)}"
        case Plain(text):
            return literal(text)
        case Prose(text):
            return prose(text)
        case Question(text):
            return f"**{_emphasised(' '.join(text.split()))}**"
        case Quotation(by, text):
            return _quoted("\n\n".join(filter(None, (f"**{literal(by)}**", prose(text)))))
        case Items(texts):
            return "\n".join(f"- {literal(text)}" for text in texts)
        case Link(label, address):
            return f"[{literal(label)}](<{address}>)"


def _emphasised(text: str) -> str:
    parts = emphasis_parts(text)  # every second one stood between stars
    literals = (_ACTING.sub(r"\\\g<0>", part) for part in parts)
    return "".join(f"*{part}*" if at % 2 else part for at, part in enumerate(literals))


def _begun(text: str) -> str:
    """The text, none of whose lines begins anything."""
    return _AT_THE_BEGINNING.sub(lambda found: found[1] + "\\" if found[1].isdigit() else "\\" + found[1], text)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
