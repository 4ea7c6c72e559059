"""HTML to keep: a browser shows what was written, and fetches and runs nothing."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.core.studies.participation.reports.blocks import (
    Document,
    Heading,
    Items,
    Link,
    Plain,
    Prose,
    Question,
    Quotation,
)
from bot.core.studies.participation.reports.html_page import html_page

TEXTS = st.text(st.sampled_from("<>&;\"'`=/ a*\n\u05d0script:{}-!"), max_size=40)
OURS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "em", "br", "blockquote", "ul", "li", "a"),
}


class Seen(HTMLParser):
    """What a browser would find."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.words = list[str](), list[str]()
        self.attributes = set[tuple[str, str | None]]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= set(attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def page(text: str) -> Seen:
    blocks = (
        Heading(2, text), Plain(text), Prose(text), Question(text), Quotation(text, text), Items((text,)),
        Link(text, "https://discord.com/channels/1/2"),
    )  # fmt: skip
    return Seen(html_page(Document(text, "en", blocks)))


PLAIN = page("a")


@given(TEXTS)
def test_no_text_makes_a_tag_or_an_attribute(text: str):
    """Whatever stands in it, in every kind of block."""
    seen = page(text)
    assert set(seen.tags) <= OURS
    assert seen.attributes == PLAIN.attributes
    assert [tag for tag in seen.tags if tag not in ("p", "em", "br")] == [tag for tag in PLAIN.tags if tag != "p"]


@given(TEXTS)
def test_every_text_is_there(text: str):
    """In the words that a reader sees: the title twice, and once in every block, twice in a quotation."""
    found = "".join("".join(page(text).words).replace("*", "").split())
    bare = "".join(text.replace("*", "").split())
    assert not bare or found.count(bare) >= 9


def test_nothing_comes_from_elsewhere():
    """A link is all that leads out."""
    written = html_page(Document("On Bread", "en", (Link("The thread", "https://discord.com/channels/1/2"),)))
    assert written.count("https:") == 1
    assert "url(" not in written
    assert "@import" not in written
    assert "default-src 'none'" in written
