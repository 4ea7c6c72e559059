"""Plain text: blocks are what blank lines part."""

from bot.core.importers.blocks import Block, Found, assemble


def read(text: str, fallback_title: str) -> Found:
    """The essay in a plain text, as somebody copied it from a page or typed it."""
    blocks: list[Block] = [Block([])]
    for line in text.split("\n"):
        if line.strip():
            blocks[-1].lines.append(line.strip())
        elif blocks[-1].lines:
            blocks.append(Block([]))
    return assemble([block for block in blocks if block.lines], Found(fallback_title))
