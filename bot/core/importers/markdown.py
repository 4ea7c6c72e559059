"""Markdown that is not a study pack: an article somebody wrote or saved as Markdown."""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.core.essays.file_text import check_paragraphs, is_address
from bot.core.essays.front_matter import split_front_matter
from bot.core.essays.pack_reader import LANGUAGE
from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers.blocks import Block, EssayParts, assemble
from bot.core.importers.boilerplate import find_date
from bot.core.importers.html.page import as_block
from bot.core.importers.html.page_blocks import parse_page
from bot.core.importers.html.page_boilerplate import SILENT

_MARKS = "*_~`|[]\\"
"""Characters that would do something in the essay if nothing stood before them."""
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\[\]\s]{1,40})\]:?")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|br|cite|del|dfn|em|i|ins|mark|q|small|span|strong|su[bp]|u)\b|<!--", re.IGNORECASE
)
"""Tags that belong inside a paragraph; others there are words between angle brackets."""


def read(text: str, fallback_title: str) -> EssayParts:
    """The essay in a Markdown text: headings are sections, emphasis stays, quotations and lists keep their lines.

    Links and tags are treated as those of a web page are; pictures go.
    """
    matter, body, _ = split_front_matter(text)
    known = {entry.key.lower(): entry.value for entry in matter}
    essay = EssayParts(known.get("title", fallback_title)[:TITLE])
    essay.author = known["author"][:AUTHOR] if known.get("author") else None
    essay.published = find_date(known.get("published") or known.get("date") or "")
    addresses = (known.get("source", ""), known.get("url", ""))
    essay.source = next(filter(is_address, addresses), None)
    language = known.get("language") or known.get("lang") or ""
    essay.language = language if LANGUAGE.match(language) else None
    page = parse_page(_as_page(body))
    blocks = [as_block(block) for block in page.blocks if not block.around]
    essay.dropped = [line for block in page.blocks if block.around for line in block.lines]
    if known.get("title") and not (blocks and blocks[0].heading and blocks[0].lines == [known["title"]]):
        blocks.insert(0, Block([known["title"]], heading=True))
    return assemble(blocks, essay)


def _as_page(text: str) -> str:
    """The text as a web page, so that its links and the tags in it are treated as those of a page are."""
    check_paragraphs(sum(map(bool, map(str.strip, text.split("\n\n")))))
    parser = MarkdownIt("commonmark").enable("table").disable("text_join")
    parser.validateLink = _is_link
    tokens = parser.parse(_with_notes(text))
    for token in tokens:
        if token.type == "html_block" and any(_is_left_open(tag, token.content) for tag in SILENT):
            token.content = f"<p>{escape(token.content)}</p>"  # else it would swallow the rest of the essay
        for child in token.children or ():
            _keep_as_written(child, lines=token.level > 1)
    return parser.renderer.render(tokens, parser.options, {})


def _with_notes(text: str) -> str:
    """The text in which footnotes are paragraphs: to CommonMark, a short one is the target of a link, and not shown."""
    marks = {note[1] for note in _NOTE.finditer(text)}
    if not marks:
        return text
    lines: list[str] = []
    fenced = noted = False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        begins = not fenced and _NOTE.match(line)
        noted = bool(begins) or (noted and (not line.strip() or line.startswith("    ")))
        if begins:
            lines.append("")
        line = line.strip() if noted else line
        lines.append(line if fenced else _MARK.sub(lambda mark: f"[{mark[1]}]" if mark[1] in marks else mark[0], line))
    return "\n".join(lines)


def _is_left_open(tag: str, html: str) -> bool:
    begun, ended = (re.findall(rf"<{slash}{tag}\b", html, re.IGNORECASE) for slash in ("", "/"))
    return len(begun) > len(ended)


def _is_link(url: str) -> bool:
    """True for every target: `inline_styles.link` decides later which of them stay."""
    del url
    return True


def _keep_as_written(token: Token, *, lines: bool) -> None:
    """Change a token so that code and escaped signs stay as they were written, and with `lines` its line breaks too."""
    if token.type == "code_inline":
        token.type, token.content = "text", f"{token.markup}{token.content}{token.markup}"
    elif token.type == "text_special":
        token.type, token.content = "text", _escaped(token.content)
    elif token.type == "softbreak" and lines:
        token.type = "hardbreak"
    elif token.type == "html_inline" and not _INLINE.match(token.content):
        token.type = "text"
    elif token.type == "image":
        token.type, token.content = "text", ""


def _escaped(character: str) -> str:
    return f"\\{character}" if character in _MARKS else character
