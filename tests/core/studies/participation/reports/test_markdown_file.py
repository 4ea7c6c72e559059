"""Markdown to keep: a reader of it shows what was written, and nothing of it does anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.core.studies.participation.reports.blocks import (
    Document,
    Heading,
    Items,
    Link,
    Plain,
    Prose,
    Question,
    Quotation,
)
from bot.core.studies.participation.reports.markdown_file import literal, markdown_file, prose
from bot.core.text.normalization import tidy

READERS = [MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False})]
"""Both take HTML as HTML."""
HOSTILE = "<b>&amp; `x` ~~~\n---\n===\n# - + 1. 2) > | [a](b) ![c](d) * _ __ *** $ ^ %% \\\t:-: a\u00a0<!-- -->"
TEXTS = st.text(st.sampled_from(HOSTILE), max_size=60).map(tidy)


def tokens(text: str) -> list[list[Token]]:
    """What each reader makes of the text, inner tokens too."""
    return [[inner for token in reader.parse(text) for inner in (token, *(token.children or ()))] for reader in READERS]


def shown(read: list[Token]) -> str:
    """The words of it, with their lines."""
    ends = {"softbreak": "\n", "hardbreak": "\n", "paragraph_close": "\n\n"}
    parts = [token.content if token.type in ("text", "text_special") else ends.get(token.type, "") for token in read]
    return "".join(parts)


@given(TEXTS)
def test_a_text_in_one_line_is_shown_as_it_is(text: str):
    """Whatever stands in it."""
    for read in tokens(literal(text)):
        assert {token.type for token in read} <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
        assert shown(read).split() == text.split()


@given(TEXTS)
def test_prose_does_nothing_but_emphasise(text: str):
    """Paragraphs and lines stay; a star may be one of those that emphasise."""
    for read in tokens(prose(text)):
        kinds = {token.type for token in read} - {"em_open", "em_close", "strong_open", "strong_close", "hardbreak"}
        assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
        assert shown(read).replace("*", "").split() == text.replace("*", "").split()


def test_verse_keeps_its_lines_and_indents():
    """And what would be a list or code is neither."""
    for read in tokens(prose("Bread\n    and salt\n- and *wine*\n\n1. More")):
        lines = [line for line in shown(read).split("\n") if line]
        assert lines == ["Bread", "\u00a0\u00a0\u00a0\u00a0and salt", "- and wine", "1. More"]
        assert sum(token.type == "em_open" for token in read) == 1


def test_a_whole_document():
    """Each block with a blank line around it."""
    blocks = (
        Heading(2, "Day 1 <script>"),
        Plain("A *plain* line."),
        Prose("Bread is *broken*."),
        Question("Who comes *late*?"),
        Quotation("Ann", "Everybody.\n\nOr # nobody."),
        Items(("one", "- two")),
        Link("The [thread]", "https://discord.com/channels/1/2"),
    )
    assert (
        markdown_file(Document("On *Bread*", "en", blocks))
        == r"""# On \*Bread\*

## Day 1 \<script>

A \*plain\* line.

Bread is *broken*.

**Who comes *late*?**

> **Ann**
>
> Everybody.
>
> Or # nobody.

- one
- \- two

[The \[thread\]](<https://discord.com/channels/1/2>)
"""
    )


@pytest.mark.parametrize("text", ["#tag", "+1", "- - -", "12) a", "> a", ": a", "====", "~~~", "[a]: b", "&lt;"])
def test_what_begins_a_line_does_nothing(text: str):
    """One of each."""
    for read in tokens(literal(text)):
        assert shown(read).strip() == text
