"""Web pages as people save them from blogs and newsletters: the essay, not the page."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import accumulate, chain

from bot.core.errors import StudyError
from bot.core.essays.passage_splitter import LEAST
from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers import boilerplate
from bot.core.importers.around import parts_around
from bot.core.importers.blocks import Block, EssayParts, assemble, is_number
from bot.core.importers.html.essay_region import find_essay, in_region
from bot.core.importers.html.metadata import PageFacts
from bot.core.importers.html.page_blocks import PageBlocks, parse_page
from bot.core.importers.html.page_parts import PageBlock
from bot.core.importers.inline_styles import bare
from bot.core.text.language import guess_language, is_latin
from bot.core.text.normalization import count_words, shorten
from bot.core.text.sentence_ends import ends_sentence

_FEW = 30
"""Words that the library takes for the essay below such a heading, at most, where the essay has ended."""
_CARD = 100
"""Words that what is shown of another page has at most."""
_AFTER_THE_ESSAY = re.compile(
    r"^(?:recommended\b.{0,40}|more from\b.{1,60}|related(?: (?:posts?|articles?|stories|essays?))?|you (?:may|might)"
    r" also like.{0,20}|read next|keep reading|(?:\d+ )?(?:comments?|responses?|repl(?:y|ies))"
    r"(?: \(\d+\)| to “.{1,200}”)?|leave a (?:reply|comment)|discussion about this post|share this.{0,20}"
    r"|ready for more\?|about the author)$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^(?:photo|image|picture|illustration|credit|source|drawing|painting)s?\b|©|\b(?:unsplash|pexels|pixabay|getty|"
    r"shutterstock|wikimedia|flickr)\b|\b(?:photo|image|illustration)(?:graph)? (?:by|from|courtesy)\b"
    r"|\bphotos?:|\bphotographs? (?:mine|by)\b",
    re.IGNORECASE,
)
_PIECES = re.compile(r"(?<!\s)\s+[|–—·•»-]\s+|:\s+")
"""What parts the title of a page from the names of its site and its author."""
_WORD = re.compile(r"[^\W_]")


def read(text: str, fallback_title: str) -> EssayParts:
    """The essay in a saved page; what stands around it is dropped, and listed where it has text.

    Raises `StudyError` for a page without an essay, with what was seen on it instead.
    """
    page = parse_page(text)
    kept = _without_repeats(_before_the_end(_of_the_essay(page, text)))
    essay = EssayParts(page.facts.title or fallback_title)
    essay.author, essay.published, essay.source = page.facts.author, page.facts.published, page.facts.source
    body = _without_labels(_with_title(kept, page, essay), {essay.author, page.facts.site})
    left = set(map(id, body))
    _facts_from([block for block in page.blocks if id(block) not in left], essay)
    essay.around = parts_around(page.blocks, body)
    if not any(block.is_prose for block in body):
        raise _nothing_but([block for block in page.blocks if _WORD.search(block.text)])
    essay.language = _language(page.facts, body)
    blocks = [as_block(block) for block in _with_numbers(body)]
    assemble([Block([essay.title], heading=True), *blocks], essay)
    return essay


def _nothing_but(seen: list[PageBlock]) -> StudyError:
    """The refusal of a page on which only this was seen."""
    if not seen:
        return StudyError("import.empty_page")
    lines = [shorten(block.lines[0].strip(), 40) for block in seen[:3]]
    return StudyError("import.no_essay_on_page", seen=" · ".join(lines))


def _words(blocks: list[PageBlock]) -> int:
    return sum(count_words(block.text) for block in blocks)


def _of_the_essay(page: PageBlocks, text: str) -> list[PageBlock]:
    """The blocks that a library takes for the essay, and what stands among them; all where it finds too little."""
    blocks = _without_cards(page.blocks)
    if not find_essay(page, text):
        return [block for block in blocks if not block.around or block.anywhere] or page.blocks
    inside, beside = in_region(page), {block.part for block in page.blocks if block.found}
    last = max(n for n, block in enumerate(blocks) if block.found)

    def belongs(n: int, block: PageBlock) -> bool:
        if block.found or block.anywhere:
            return True
        if not inside[block.part] or _leads_away(block):
            return False
        near = n < last or page.parts[block.part].parent in beside
        return block.part in beside or (near and _has_weight(block))

    return [block for n, block in enumerate(blocks) if belongs(n, block)]


def _leads_away(block: PageBlock) -> bool:
    """Whether a block that was not found is none of the essay's: a menu, a link, a list of links."""
    mostly_links = 2 * block.linked >= len(block.text) and not block.is_prose
    return block.around or bool(block.label) or mostly_links


def _has_weight(block: PageBlock) -> bool:
    return block.level > 0 or block.group > 0 or block.bold or block.is_prose


def _without_cards(blocks: list[PageBlock]) -> list[PageBlock]:
    """The blocks without those that together are one link: the title, the first words and the site of another page."""
    by_link = dict[int, list[PageBlock]]()
    for block in blocks:
        if block.card:
            by_link.setdefault(block.card, []).append(block)
    cards = {
        number
        for number, inside in by_link.items()
        if len(inside) > 1 and _words(inside) <= _CARD and not any(block.level == 1 for block in inside)
    }
    return [block for block in blocks if block.card not in cards]


def _before_the_end(blocks: list[PageBlock]) -> list[PageBlock]:
    """The blocks before the list of other things to read, or the comments, below the essay; without credits."""
    whole, so_far = _words(blocks), 0
    for number, block in enumerate(blocks):
        ends = _AFTER_THE_ESSAY.match(block.text) and (block.level or block.bold)
        if ends and so_far > 0.5 * whole and _words([b for b in blocks[number:] if b.found]) < _FEW:
            blocks = blocks[:number] + [later for later in blocks[number:] if later.anywhere]
            break
        so_far += count_words(block.text)
    return [block for block in blocks if not (block.caption and _CREDIT.search(block.text))]


def _without_repeats(blocks: list[PageBlock]) -> list[PageBlock]:
    """The blocks without those that repeat a sentence of the essay in large letters."""
    if not any(block.pulled for block in blocks):
        return blocks
    whole = "\n".join(_bare(block.text) for block in blocks if not block.pulled)
    return [block for block in blocks if not (block.pulled and _bare(block.text) in whole)]


def _bare(text: str) -> str:
    return re.sub(r"[^\w ]", "", text).strip().casefold()


def _with_title(blocks: list[PageBlock], page: PageBlocks, essay: EssayParts) -> list[PageBlock]:
    """The blocks below the title, which goes into `essay`: the heading the page calls so, else its first one."""
    stated = page.facts.title
    at = next((n for n, block in enumerate(blocks) if block.level and block.text == stated), None)
    if at is None:
        above = accumulate((count_words(block.text) for block in blocks), initial=0)
        at = _title_at([block for block, words in zip(blocks, above, strict=False) if words < LEAST], stated or "")
    if at is None:
        every = [block for block in page.blocks if block.level == 1]
        if every and (stated is None or stated.startswith(every[0].text)):
            essay.title = every[0].text[:TITLE]
        return blocks
    if len(blocks[at].text) > TITLE:
        return blocks
    title, *below = blocks[at].lines
    essay.title = bare(title) if not blocks[at].level else title
    above_title = blocks[:at]
    if all(len(block.text) < 80 and not block.is_prose for block in above_title):
        above_title = []
    if below:  # a byline, parted from it by no more than a line break
        blocks[at].lines = below
    return [*above_title, *blocks[at if below else at + 1 :]]


def _title_at(top: list[PageBlock], stated: str) -> int | None:
    """Which of the blocks on top is the title: the name of the site is a heading too, and leads to its first page."""
    pieces = [piece.casefold() for piece in _PIECES.split(stated)]
    likely = (
        (n for n, block in enumerate(top) if block.level and not block.label and block.text.casefold() in pieces),
        (n for n, block in enumerate(top) if block.level == 1),
        (n for n, block in enumerate(top) if bare(block.lines[0]).casefold() in pieces),
    )
    return next(chain.from_iterable(likely), None)


def _without_labels(blocks: list[PageBlock], names: Collection[str | None]) -> list[PageBlock]:
    """The blocks without what is written above the essay about it, and links that are buttons or lead away below it."""
    first = next((n for n, block in enumerate(blocks) if block.is_prose), 0)
    last = max((n for n, block in enumerate(blocks) if not block.label), default=0)
    return [
        block
        for n, block in enumerate(blocks)
        if not (n < first and all(_is_about(bare(line), names) for line in block.lines))
        and (block.anywhere or not (n > last or boilerplate.is_invitation(block.label, at_an_edge=True)))
        and (_WORD.search(block.text) or boilerplate.is_rule(block.text))
    ]


def _is_about(line: str, names: Collection[str | None]) -> bool:
    named = line in names or boilerplate.byline(line) is not None
    dated = boilerplate.is_reading_time(line) or boilerplate.is_dateline(line)
    return named or dated or not _WORD.search(line) or boilerplate.is_invitation(line, at_an_edge=True)


def _facts_from(dropped: list[PageBlock], essay: EssayParts) -> None:
    """Author and date from the lines around the essay, where the page does not state them better."""
    for block in dropped:
        for line in map(bare, block.lines):
            name = boilerplate.byline(line) if len(line) < 100 else None
            if name and essay.author is None:
                essay.author = name[:AUTHOR]
            if essay.published is None and (boilerplate.is_dateline(line) or name):
                essay.published = boilerplate.find_date(line)


def _language(facts: PageFacts, body: list[PageBlock]) -> str:
    """The language the page states, unless its letters say otherwise: templates in English hold texts in Hebrew."""
    guessed = guess_language("\n".join(block.text for block in body))
    stated = facts.language
    return guessed if stated is None or (is_latin(stated) and not is_latin(guessed)) else stated


def as_block(block: PageBlock) -> Block:
    """The block as an essay has it; a number, or a short line all in bold without a full stop, is a heading as well."""
    words = block.text.strip("*")
    short = block.bold and len(block.lines) == 1 and len(words) < 80 and "*" not in words and words[:1] != ">"
    if not block.group and (is_number(words) or (short and not ends_sentence(words))):
        return Block([words], heading=True)
    return Block(block.lines, heading=block.level > 0)


def _with_numbers(blocks: list[PageBlock]) -> Iterator[PageBlock]:
    """The blocks, with a number that is a footnote's alone at the beginning of the footnote."""
    mark = ""
    for block in blocks:
        if block.anywhere and re.fullmatch(r"\[?\d{1,3}[\].]?", block.text):
            mark = f"[{block.text.strip('[].')}] "
            continue
        yield replace(block, lines=[mark + block.lines[0], *block.lines[1:]])
        mark = ""
