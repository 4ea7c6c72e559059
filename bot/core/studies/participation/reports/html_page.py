"""Documents as a page of HTML that stands alone: no script, nothing from elsewhere, every text escaped."""

from html import escape

from bot.core.studies.participation.reports.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Link,
    Plain,
    Prose,
    Question,
    Quotation,
    paragraphs,
)
from bot.core.text.markup import emphasis_parts

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2326; --faint: #5d686d; --ground: #fdfcf9; --edge: #2f6f73; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e6e3; --faint: #9aa5a8; --ground: #16191a; --edge: #6fb3b7; }
}
body { max-width: 38rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--ground);
  font: 1.05rem/1.6 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
h2 { margin-top: 3rem; border-top: 1px solid var(--faint); padding-top: 1rem; }
a { color: var(--edge); }
.question { font-weight: bold; }
.said { color: var(--faint); font-size: .95rem; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: .2rem solid var(--edge); break-inside: avoid; }
@media print {
  :root { color-scheme: light; --ink: #000; --faint: #444; --ground: #fff; --edge: #000; }
  body { max-width: none; margin: 0; font-size: 11pt; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Whatever a text should still do, a browser fetches and runs nothing for it."""


def html_page(document: Document) -> str:
    """The document as a page for screens, light or dark, and for paper."""
    title = escape(document.title)
    body = "\n".join([f'<h1 dir="auto">{title}</h1>', *map(_written, document.blocks)])
    return f"""<!DOCTYPE html>
<html lang="{escape(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
{body}
</body>
</html>
"""


def html_prose(text: str) -> str:
    """The paragraphs of a text, with its lines; what stands between stars is emphasised.

    >>> html_prose("What is *bread* & <b>?")
    '<p dir="auto">What is <em>bread</em> &amp; &lt;b&gt;?</p>'
    """
    lines = (_emphasised(each).replace("\n", "<br>\n") for each in paragraphs(text))
    return "\n".join(f'<p dir="auto">{each}</p>' for each in lines)


def _written(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f'<h{level} dir="auto">{escape(text)}</h{level}>'
        case Plain(text):
            return f'<p class="said" dir="auto">{escape(text)}</p>'
        case Prose(text):
            return html_prose(text)
        case Question(text):
            return f'<p class="question" dir="auto">{_emphasised(text)}</p>'
        case Quotation(by, text):
            return f'<blockquote>\n<p class="said" dir="auto">{escape(by)}</p>\n{html_prose(text)}\n</blockquote>'
        case Items(texts):
            return "\n".join(["<ul>", *(f'<li dir="auto">{escape(text)}</li>' for text in texts), "</ul>"])
        case Link(label, address):
            return f'<p class="said"><a href="{escape(address)}" rel="noopener noreferrer">{escape(label)}</a></p>'


def _emphasised(text: str) -> str:
    parts = map(escape, emphasis_parts(text))  # every second one stood between stars
    return "".join(f"<em>{part}</em>" if at % 2 else part for at, part in enumerate(parts))
