"""A text in Markdown as a web page."""

import re
from collections import Counter
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.core.essays.file_text import check_paragraphs
from bot.core.importers.html.page_boilerplate import SILENT
from bot.core.importers.markdown.verse import needs_no_space, verse
from bot.core.text.lines import join_lines

_MARKS = "*_~`|[]\\"
"""Characters that would do something in the essay if nothing stood before them."""
_SIGNS = "\n!$%&*+-:<=>@[\\]^_`{}~"
_MOST_SIGNS = 200_000
"""Signs at which the library looks for what they may begin, at 10 µs each; a long novel has a fifth as many."""
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|br|center|cite|code|del|dfn|em|figcaption|figure|font|i|img|ins|kbd|mark|picture|q|ruby|rt|s"
    r"|samp|small|span|strike|strong|su[bp]|time|tt|u|var|wbr)\b|<!--",
    re.IGNORECASE,
)
"""Tags that belong inside a paragraph; others there are words between angle brackets, if they say no more."""
_UNSEEN = re.compile(rf"<(/?)({'|'.join(sorted(SILENT))})\b", re.IGNORECASE)
_NAME = re.compile(r"</?([a-z][a-z0-9-]{0,30})", re.IGNORECASE)


def as_page(text: str) -> str:
    """The text as a web page, so that its links and the tags in it are treated as those of a page are.

    One with more signs than any essay stays as it is written.
    """
    paragraphs = text.split("\n\n")
    check_paragraphs(sum(map(bool, map(str.strip, paragraphs))))
    if sum(map(text.count, _SIGNS)) > _MOST_SIGNS:
        return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    parser = MarkdownIt("commonmark").enable("table").disable("text_join")
    parser.validateLink = _is_link
    tokens = parser.parse(text)
    with_lines = _with_lines(tokens)
    for number, token in enumerate(tokens):
        if token.type == "html_block" and _leaves_open(token.content):
            token.content = f"<p>{escape(token.content)}</p>"  # else it would swallow the rest of the essay
        _keep_inside(token.children or [], lines=number in with_lines)
    return parser.renderer.render(tokens, parser.options, {})


def _with_lines(tokens: list[Token]) -> set[int]:
    """Which tokens hold lines that stay lines: verse, and in lists and quotations all but prose in long lines."""
    written = {at: _lines(token) for at, token in enumerate(tokens) if token.type == "inline"}
    inner = {at for at, lines in written.items() if tokens[at].level > 1 and "\n" in join_lines(lines)}
    return inner | verse({at: lines for at, lines in written.items() if tokens[at].level == 1})


def _lines(token: Token) -> list[str]:
    return [line.strip() for line in token.content.split("\n")]


def _leaves_open(html: str) -> bool:
    """Whether a part that nobody sees begins in these tags and does not end."""
    begun = Counter[str]()
    for slash, tag in _UNSEEN.findall(html):
        begun[tag.lower()] += -1 if slash else 1
    return any(count > 0 for count in begun.values())


def _is_link(url: str) -> bool:
    """True for every target: `inline_styles.link` decides later which of them stay."""
    del url
    return True


def _keep_inside(children: list[Token], *, lines: bool) -> None:
    """Change what stands in a paragraph so that words and signs stay as they are, and with `lines` its lines."""
    tags = set[str]()
    for child in children:
        if child.type == "html_inline" and not _INLINE.match(child.content):
            _tag_or_words(child, tags)
        else:
            _keep_as_written(child, lines=lines)
    for before, child, after in zip(children, children[1:], children[2:], strict=False):
        if child.type == "softbreak" and needs_no_space(before.content, after.content):
            child.type = "text"


def _tag_or_words(token: Token, tags: set[str]) -> None:
    """Make nothing of a tag that has attributes, or that ends one that had (`tags`), and words of any other."""
    name = _NAME.match(token.content)
    if name and ("=" in token.content or (token.content.startswith("</") and name[1] in tags)):
        tags.add(name[1])
        token.content = ""
    token.type = "text"


def _keep_as_written(token: Token, *, lines: bool) -> None:
    """Change a token so that code and escaped signs stay as they were written, and with `lines` its line breaks too."""
    if token.type == "code_inline":
        token.type, token.content = "text", f"{token.markup}{token.content}{token.markup}"
    elif token.type == "text_special":
        token.type, token.content = "text", _escaped(token.content)
    elif token.type == "softbreak" and lines:
        token.type = "hardbreak"
    elif token.type == "image":
        token.type, token.content = "text", ""


def _escaped(character: str) -> str:
    return f"\\{character}" if character in _MARKS else character
