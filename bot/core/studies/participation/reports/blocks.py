"""What a document to keep is made of, as plain values: `markdown_file` and `html_page` write it down."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

_INDENT = "\N{NO-BREAK SPACE}"
"""In place of the white space that a line begins with, which both would drop or take for code."""


class Heading(NamedTuple):
    """A heading: 2 for a part of the document, 3 for a part of that."""

    level: int
    text: str


class Plain(NamedTuple):
    """Words of ours in one paragraph, in which no character does anything."""

    text: str


class Prose(NamedTuple):
    """A text of others: its paragraphs and lines stay, and what stands between stars is emphasised."""

    text: str


class Question(NamedTuple):
    """A question, which stands out."""

    text: str


class Quotation(NamedTuple):
    """What somebody has written, below their name."""

    by: str
    text: str


class Items(NamedTuple):
    """A list."""

    texts: tuple[str, ...]


class Link(NamedTuple):
    """A link to a message or thread of Discord's."""

    label: str
    address: str


Block: TypeAlias = Heading | Plain | Prose | Question | Quotation | Items | Link


class Document(NamedTuple):
    """A document in a language, from its title on."""

    title: str
    language: str
    blocks: tuple[Block, ...]


def paragraphs(text: str) -> Iterator[str]:
    r"""The paragraphs of a text, without those that hold nothing; lines keep their indents.

    >>> list(paragraphs("One.\n  Two. \n\n \n\nThree."))
    ['One.\n\xa0\xa0Two.', 'Three.']
    """
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        bare = line.strip()
        if bare:
            lines.append(_INDENT * (len(line) - len(line.lstrip())) + bare)
        elif lines:
            yield "\n".join(lines)
            lines = []
