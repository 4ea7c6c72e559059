"""Documents as Word and others save them (.docx): mammoth makes a page of them, and the page's blocks are the essay."""

import re
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from bot.core.errors import StudyError
from bot.core.essays.sizes import TITLE
from bot.core.importers.blocks import Block, EssayParts
from bot.core.importers.formats import bounds, stated
from bot.core.importers.formats.archive import Archive
from bot.core.importers.formats.xml_tags import Tag, tags
from bot.core.importers.html.page import as_block
from bot.core.importers.html.page_blocks import parse_page
from bot.core.importers.html.page_parts import PageBlock
from bot.core.text.normalization import clean, shorten

_STYLES = """
    p[style-name='Title'] => h1.title:fresh
    p[style-name='Heading'] => h1:fresh
    p[style-name='Quote'] => blockquote > p:fresh
    p[style-name='Intense Quote'] => blockquote > p:fresh
    p[style-name='Quotations'] => blockquote > p:fresh
    p[style-name='Block Text'] => blockquote > p:fresh
    p[style-name='Preformatted Text'] => p:fresh
"""
_READ = re.compile(r"(?:\[Content_Types\]|_rels/\.rels|docProps/core|word/[\w/.-]{1,100})(?:\.xml|\.rels)?")
_TITLE = '<h1 class="title">'
_CORE, _COMMENTS = "docProps/core.xml", "word/comments.xml"


def read(data: bytes, fallback_title: str) -> EssayParts:
    """The essay in a document: tracked changes as if accepted, comments and pictures left out.

    Raises `StudyError` for a document that is damaged or out of all bounds.
    """
    archive = Archive(data)
    properties = {tag.name: tag.text for tag in _tags(archive, _CORE)}
    essay = EssayParts(stated.title(properties.get("title", ""), fallback_title))
    page = clean(_as_page(_markup_only(archive)))
    essay.dropped = [shorten(tag.text, 120) for tag in _tags(archive, _COMMENTS) if tag.name == "comment" and tag.text]
    blocks = _titled(parse_page(page).blocks, essay, titled=_TITLE in page)
    return stated.with_author(blocks, essay, properties.get("creator", ""))


def _tags(archive: Archive, name: str) -> list[Tag]:
    return tags(archive.markup(name)) if name in archive else []


def _markup_only(archive: Archive) -> BytesIO:
    """The same document without pictures and fonts, its sizes true: mammoth takes an archive as it comes."""
    held = BytesIO()
    size = 0
    with ZipFile(held, "w") as document:
        for name in archive.names:
            if _READ.fullmatch(name) and name.endswith((".xml", ".rels")):
                data = archive.markup(name)
                size += len(data)
                if size > bounds.MARKUP_BYTES:
                    raise StudyError("import.out_of_bounds")
                document.writestr(name, data)
    return held


def _as_page(document: BytesIO) -> str:
    import mammoth  # 0.1 s and 13 MB, which only who reads a document pays

    without_pictures = mammoth.images.img_element(lambda _: {})
    try:
        return mammoth.convert_to_html(document, style_map=_STYLES, convert_image=without_pictures).value
    except RecursionError:
        raise StudyError("import.out_of_bounds") from None
    except (ExpatError, LookupError, ValueError, AttributeError, OSError):
        raise StudyError("import.damaged") from None


def _titled(blocks: list[PageBlock], essay: EssayParts, *, titled: bool) -> list[Block]:
    """The blocks under a title: the one that stands first, by its style or as the only heading of its level, else ours.

    A first heading that has sisters is a section's.
    """
    first = blocks[0] if blocks else None
    alone = [block.level for block in blocks].count(1) == 1
    if first and ((first.level == 1 and (titled or alone)) or first.text == essay.title):
        essay.title, blocks = first.text[:TITLE], blocks[1:]
    return [Block([essay.title], heading=True), *map(as_block, blocks)]
