"""Markdown that is not a study pack: an article that somebody wrote, noted down or saved."""

from bot.core.essays.front_matter import split_front_matter
from bot.core.essays.passage_splitter import LEAST
from bot.core.essays.sizes import TITLE
from bot.core.importers.around import parts_around
from bot.core.importers.blocks import Block, EssayParts, assemble
from bot.core.importers.html.page import as_block
from bot.core.importers.html.page_blocks import parse_page
from bot.core.importers.html.page_parts import PageBlock
from bot.core.importers.markdown.codes import without_codes
from bot.core.importers.markdown.facts import undated, with_facts
from bot.core.importers.markdown.notes import with_numbered_notes
from bot.core.importers.markdown.properties import without_properties
from bot.core.importers.markdown.rendering import as_page
from bot.core.importers.markdown.zim import as_markdown
from bot.core.text.normalization import count_words, fold, words


def read(text: str, fallback_title: str) -> EssayParts:
    """The essay in a Markdown text: headings are sections, emphasis stays, quotations and lists keep their lines.

    Links and tags are treated as those of a web page are; pictures go, and so do the codes of programs.
    """
    entries, body, _ = split_front_matter(as_markdown(text))
    body, properties, stated = without_properties(body)
    essay = with_facts(EssayParts(""), [*entries, *properties], fallback_title)
    body, codes = without_codes(body)
    essay.dropped += [*stated, *codes]
    page = parse_page(as_page(with_numbered_notes(body)))
    essay.around += parts_around(page.blocks, [block for block in page.blocks if not block.around])
    blocks = [block for block in page.blocks if not block.around]
    at = _title_at(blocks, essay.title, " ".join(codes))
    heading = blocks.pop(at).text if at is not None else undated(fallback_title)
    title = essay.title or heading
    return assemble([Block([title], heading=True), *map(as_block, blocks)], essay)


def _title_at(blocks: list[PageBlock], stated: str, contents: str) -> int | None:
    """Which of the blocks is a heading with the essay's title: the stated one, else the first if it has no sisters.

    A heading of the first level on top is a title whatever comes below it, unless the `contents` list it with others.
    """
    headings = [number for number, block in enumerate(blocks) if block.level]
    if not headings or len(blocks[headings[0]].text) > TITLE:
        return None
    first = headings[0]
    if stated:
        return first if words(fold(blocks[first].text)) == words(fold(stated)) else None
    level = blocks[first].level
    alone = sum(blocks[number].level <= level for number in headings) == 1
    above = sum(count_words(block.text) for block in blocks[:first])
    on_top = first == 0 and level == 1 and f"[{blocks[first].text}](#" not in contents
    return first if on_top or (alone and (first == 0 or (level == 1 and above < LEAST))) else None
