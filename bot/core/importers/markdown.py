"""Markdown that is not a study pack: an article somebody wrote or saved as Markdown."""

from collections.abc import Iterator

from bot.core.importers.blocks import Block, Found, assemble
from bot.core.importers.front_matter import split_front_matter
from bot.core.importers.furniture import find_date
from bot.core.importers.limits import AUTHOR, TITLE
from bot.core.importers.pack import LANGUAGE


def read(text: str, fallback_title: str) -> Found:
    """The essay in a Markdown text: headings are sections, emphasis stays, quotations and lists keep their lines."""
    matter, body, _ = split_front_matter(text)
    known = {entry.key.lower(): entry.value for entry in matter}
    found = Found(known.get("title", fallback_title)[:TITLE])
    found.author = known["author"][:AUTHOR] if known.get("author") else None
    found.published = find_date(known.get("published") or known.get("date") or "")
    addresses = (known.get("source", ""), known.get("url", ""))
    found.source = next((url for url in addresses if url.startswith(("https://", "http://"))), None)
    language = known.get("language") or known.get("lang") or ""
    found.language = language if LANGUAGE.match(language) else None
    blocks = list(_blocks(body))
    if known.get("title") and not (blocks and blocks[0].heading and blocks[0].lines == [known["title"]]):
        blocks.insert(0, Block([known["title"]], heading=True))
    return assemble(blocks, found)


def _blocks(text: str) -> Iterator[Block]:
    """The top-level blocks of the text, as their source lines."""
    from markdown_it import MarkdownIt  # 20 ms that no start of the bot needs

    lines = text.split("\n")
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        if token.level or token.map is None or token.nesting < 0:
            continue
        source = [line.rstrip() for line in lines[token.map[0] : token.map[1]] if line.strip()]
        if token.type == "heading_open":
            yield Block([source[0].strip().strip("#").strip()], heading=True)
        elif token.type == "paragraph_open":
            yield Block(_unwrapped(lines[token.map[0] : token.map[1]]), heading=False)
        elif token.type == "hr":
            yield Block(["---"])
        elif source:
            yield Block(source, heading=False)


def _unwrapped(source: list[str]) -> list[str]:
    """The lines of a paragraph as Markdown shows them: joined, but for those that end in two spaces or a backslash."""
    shown = [""]
    for line in source:
        broken = line.endswith(("  ", "\\"))
        shown[-1] = f"{shown[-1]} {line.strip().removesuffix(chr(92))}".strip()
        if broken:
            shown.append("")
    return [line for line in shown if line]
