"""Web pages: deep, wide, unclosed, flooded."""

from collections.abc import Callable, Iterator

from tests.faults.imports.odd_file import PROSE, SENTENCE, TEXT, OddFile, named

_MANY = 200_000
_OPENED = (
    "div",
    "p",
    "b",
    "a href='#'",
    "li",
    "ul",
    "table",
    "tr",
    "td",
    "span",
    "blockquote",
    "h1",
    "select",
    "option",
    "svg",
    "math",
    "template",
    "font",
    "form",
    "pre",
    "article",
    "br",
    "hr",
    "x-y",
    "nobr",
    "button",
    "marquee",
    "frameset",
    "ruby",
    "details",
    "iframe",
)
_UNSEEN = ("script", "style", "textarea", "title", "noscript", "xmp", "plaintext", "noembed", "svg", "head")
_BEGUN = (
    "<",
    "<!",
    "<!-",
    "<!--",
    "<!-->",
    "<?",
    "</",
    "<a ",
    "<a b='",
    '<a b="',
    "<a b=",
    "<![CDATA[",
    "<!DOCTYPE",
    "&",
    "&#",
    "&#x",
    "&#1234567890;",
    "&lt;",
    "&CounterClockwiseContourIntegral;",
    "<a/b/",
    "]]>",
    "-->",
    "<\0",
    "\0",
    "<a href='javascript:x'>y</a>",
    "{{",
    "<%",
)


def files() -> Iterator[OddFile]:
    """Each tag and each beginning of one two hundred thousand times, and whole pages."""
    for tag in _OPENED:
        opened = f"<{tag}>" * (_MANY // 4)
        yield from named("page.html", {f"<{tag}> and no end": lambda opened=opened: _page(opened + PROSE)})
    for tag in _UNSEEN:
        never = f"<{tag}>{PROSE}"
        yield from named("page.html", {f"<{tag}> around the rest": lambda never=never: _page(PROSE + never * 300)})
    for begun in _BEGUN:
        flood = begun * (_MANY // 2)
        yield from named("page.html", {f"many times {begun!r}": lambda flood=flood: _page(PROSE + flood + PROSE)})
    yield from named("page.html", _pages() | _heads())


def _page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def _pages() -> dict[str, Callable[[], bytes | str]]:
    closed = "<div><p>x</p></div>"
    return {
        "two hundred thousand tags": lambda: _page("<b>rye</b> " * (_MANY // 2)),
        "forty-nine thousand tags": lambda: _page(f"<p>{SENTENCE}</p>" * 19_000),
        "too many paragraphs": lambda: _page(f"<p>{SENTENCE}</p>" * 60_000),
        "two thousand deep, closed": lambda: _page("<div>" * 2000 + PROSE + "</div>" * 2000),
        "ends alone": lambda: _page("</div></p></x>" * 60_000 + PROSE),
        "tags that cross": lambda: _page("<b><i></b></i>" * 50_000 + PROSE),
        "tables in tables": lambda: _page("<table><tr><td>" * 400 + PROSE + "</td></tr></table>" * 400),
        "a table of a hundred thousand cells": lambda: _page(f"<table>{'<tr><td>a<td>b' * 50_000}</table>{PROSE}"),
        "cells over a billion": lambda: _page(f"<table><td colspan=999999999 rowspan=999999999>{TEXT}</table>"),
        "a tag of a hundred thousand attributes": lambda: _page(f"<p {'a=b ' * 100_000}>{TEXT}</p>"),
        "an attribute of five megabytes": lambda: _page(f"<p title='{'a' * 5_000_000}'>{TEXT}</p>"),
        "a class of a hundred thousand": lambda: _page(f"<p class='{'post ' * 100_000}'>{TEXT}</p>"),
        "a style of a megabyte": lambda: _page(f"<p style='{'display:none;' * 80_000}'>{TEXT}</p>"),
        "a name of a megabyte": lambda: _page(f"<{'a' * 1_000_000}>{TEXT}"),
        "a picture in its address": lambda: _page(f"<img src='data:;base64,{'A' * 4_000_000}'>{PROSE}"),
        "links in links": lambda: _page(f"<p>{'<a href=https://a.example>rye ' * 30_000}</p>{PROSE}"),
        "links of every kind": lambda: _page(
            "".join(f"<a href='{s}://[{n}'>x</a>" for n in range(9000) for s in ("https", "x"))
        ),
        "footnotes that lead to each other": lambda: _page(
            PROSE + "<sup><a id=a href='#b'>1</a></sup><p id=b><a href='#a'>1</a></p>" * 9000
        ),
        "emphasis around nothing": lambda: _page(f"<p>{'<i> <b> </b></i>*' * 40_000}</p>{PROSE}"),
        "lists in lists": lambda: _page("<ul><li>rye" * 10_000),
        "lines alone": lambda: _page("<p>" + "rye<br>" * 100_000 + "</p>"),
        "one word": lambda: _page(f"<p>{'x' * 2_000_000}</p>"),
        "white space of every kind": lambda: _page("<p>" + "\u00a0\u2003\u3000\t\f\v\x85\u2028 " * 60_000 + TEXT),
        "comments in comments": lambda: _page("<!--" * 60_000 + PROSE + "-->" * 60_000),
        "a page in a page": lambda: _page(_page(PROSE) * 300),
        "bytes of every kind": lambda: b"<html><body>" + bytes(range(256)) * 4000,
        "zeros between letters": lambda: _page("\0".join(PROSE)),
        "a page in UTF-16": lambda: _page(PROSE).encode("utf-16"),
        "a page in UTF-32": lambda: _page(PROSE).encode("utf-32"),
        "a page in UTF-7": lambda: _page(f"+ADw-script+AD4-{PROSE}", "<meta charset=utf-7>").encode("utf-7"),
        "a page that says UTF-16 and is not": lambda: _page(PROSE, "<meta charset=utf-16>"),
        "a page of parts that mirror each other": lambda: _page(f"<article>{closed * 5}{PROSE}</article>" * 2000),
        "a heading of a megabyte": lambda: _page(f"<h1>{'Rye ' * 250_000}</h1>{PROSE}"),
        "headings alone": lambda: _page("<h2>Rye</h2>" * 15_000),
        "sentences repeated as pulled": lambda: _page(
            f"<aside class='pullquote'><p>{SENTENCE}</p></aside>" * 5000 + PROSE
        ),
    }


def _heads() -> dict[str, Callable[[], str]]:
    ld = "<script type='application/ld+json'>{}</script>"
    return {
        "facts in lists in lists": lambda: _page(PROSE, ld.format("[" * 100_000)),
        "facts in each other": lambda: _page(PROSE, ld.format('{"author":' * 50_000)),
        "facts of five thousand authors": lambda: _page(PROSE, ld.format('{"@graph":[' + '{"author":"Ann"},' * 50_000)),
        "a number of a million digits": lambda: _page(PROSE, ld.format('{"headline":' + "9" * 1_000_000 + "}")),
        "ten thousand facts": lambda: _page(PROSE, ld.format('{"headline":"Rye"}') * 10_000),
        "ten thousand titles": lambda: _page(PROSE, "<title>Rye | Bread - A</title>" * 10_000),
        "a title of a megabyte": lambda: _page(PROSE, f"<title>{'Rye | ' * 160_000}</title>"),
        "fifty thousand facts of others": lambda: _page(PROSE, "<meta property='og:title' content='Rye'>" * 49_000),
        "dates of every kind": lambda: _page(
            PROSE, f"<meta property='article:published_time' content='{'9' * 100_000}'>"
        ),
        "an address that is none": lambda: _page(PROSE, "<link rel=canonical href='https://[::'>"),
        "a language that is none": lambda: f"<html lang='{'e' * 100_000}'><body>{PROSE}",
        "a base elsewhere": lambda: _page(PROSE + "<a href='x'>y</a>", "<base href='file:///etc/'>"),
    }
