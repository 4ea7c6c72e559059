"""Title and author as a document states them in its properties, which programs fill with words of their own."""

import re

from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers.blocks import Block, EssayParts, assemble

TOP = 6
"""Blocks that may stand above the text."""
_NO_TITLE = re.compile(r"|(?:untitled|microsoft )[^/]{0,200}|word document|document ?\d{0,9}", re.IGNORECASE)
_FILES = (".doc", ".docx", ".pdf", ".tex", ".dvi", ".indd", ".qxd", ".htm", ".html", ".odt", ".rtf", ".pages")
_NO_AUTHOR = re.compile(r"|user\d{0,9}|admin\w{0,20}|owner|unknown|root|anonymous|author|python-docx", re.IGNORECASE)


def title(said: str, fallback_title: str) -> str:
    """The stated title, or the other one where it is none, or the name of a file."""
    said = said[:TITLE]
    is_file = "://" in said or said.lower().endswith(_FILES)
    return fallback_title if is_file or _NO_TITLE.fullmatch(said) else said


def with_author(blocks: list[Block], essay: EssayParts, said: str) -> EssayParts:
    """The essay in these blocks under its title; the stated author counts where no byline says it better."""
    author = None if "@" in said or _NO_AUTHOR.fullmatch(said[:AUTHOR]) else said[:AUTHOR]
    if any(author in block.lines for block in blocks[: TOP + 1]):
        essay.author = author
    assemble(blocks, essay)
    essay.author = essay.author or author
    return essay
