"""Books."""

import pytest

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.importers.formats import bounds
from bot.core.importers.reader import read_essay
from tests.core.importers.formats.samples import Texts, chapter, epub

FIRST = "The weir hums at night, and nobody in the house hears it any more."
SECOND = "In the dry year it fell silent, and everybody woke."
BOOK = {"one.xhtml": chapter(f"<h2>I</h2><p>{FIRST}</p>"), "two.xhtml": chapter(f"<h2>II</h2><p>{SECOND}</p>")}


def read(chapters: Texts, **parts: str | Texts) -> DraftEssay:
    return read_essay("book.epub", epub(chapters, **parts), {})  # pyright: ignore[reportArgumentType] # as epub


def outline(draft: DraftEssay) -> list[tuple[str | None, str]]:
    return [(section.heading, section.passages[0].text) for section in draft.sections]


def test_chapters_are_sections_in_the_order_of_the_spine():
    """Whatever their files are called."""
    assert outline(read(BOOK)) == [("I", FIRST), ("II", SECOND)]
    assert outline(read(dict(reversed(BOOK.items())))) == [("II", SECOND), ("I", FIRST)]


def test_title_and_authors_are_those_of_the_package():
    """Without the translator; a copy of something older has no date."""
    metadata = (
        '<dc:title>The Weir</dc:title><dc:creator id="a">The Millers</dc:creator>'
        '<dc:creator id="t">The Ferrymen</dc:creator>'
        '<meta refines="#t" property="role">trl</meta><dc:language>en-GB</dc:language><dc:date>2021-05-06</dc:date>'
    )
    draft = read(BOOK, metadata=metadata)
    assert (draft.title, draft.author, draft.language) == ("The Weir", "The Millers", "en")
    assert str(draft.published) == "2021-05-06"
    assert read(BOOK, metadata=f"{metadata}<dc:source>https://example.org/weir</dc:source>").published is None


def test_what_every_book_has_around_its_text_is_left_out_and_listed():
    """Cover, title page, contents, colophon, licence, notes: by what they say they are, and by their names."""
    around = {
        "cover.xhtml": chapter("<p>A drawing of a weir.</p>"),
        "page2.xhtml": chapter("<h1>The Weir</h1><p>By The Millers.</p>", "titlepage"),
        "nav.xhtml": chapter('<nav><ol><li><a href="one.xhtml">I</a></li></ol></nav>'),
    }
    after = {
        "notes.xhtml": chapter("<h2>Notes</h2><p>1. It was in 1921.</p>", "backmatter endnotes"),
        "colophon.xhtml": chapter("<p>Set in letters of lead.</p>"),
    }
    draft = read(around | BOOK | after)
    assert outline(draft) == [("I", FIRST), ("II", SECOND)]
    assert {"A drawing of a weir.", "1. It was in 1921.", "Set in letters of lead."} <= set(draft.left_out)


def test_a_book_of_project_gutenberg_is_read_between_its_edges():
    """With its table of contents as rows of links, in the first chapter."""
    links = "".join(f'<p><a href="#c{number}">Chapter {number}</a></p>' for number in range(5))
    edge = "<p>*** {} OF THE PROJECT GUTENBERG EBOOK THE WEIR ***</p>"
    first = f"<p>The licence.</p>{edge.format('START')}<h2>Contents</h2>{links}<h2>I</h2><p>{FIRST}</p>"
    last = f"<h2>II</h2><p>{SECOND}</p>{edge.format('END')}<p>Updated editions.</p>"
    draft = read({"0.xhtml": chapter(first), "1.xhtml": chapter(last)})
    assert outline(draft) == [("I", FIRST), ("II", SECOND)]
    assert "Updated editions." in draft.left_out


def test_a_chapter_without_a_heading_is_called_as_in_the_contents():
    """Some books have pictures for headings."""
    nav = chapter('<nav><ol><li><a href="one.xhtml#top">The Hum</a></li><li><a href="two.xhtml">II</a></li></ol></nav>')
    book = BOOK | {"one.xhtml": chapter(f"<p>{FIRST}</p>"), "nav.xhtml": nav}
    assert outline(read(book)) == [("The Hum", FIRST), ("II", SECOND)]


def test_the_second_line_of_a_heading_belongs_to_it():
    """As books with numbered and named chapters have it."""
    group = f'<hgroup><h2>I</h2><p epub:type="title">The Hum</p></hgroup><p>{FIRST}</p>'
    assert outline(read({"one.xhtml": chapter(group)})) == [("I · The Hum", FIRST)]


def test_a_protected_book_is_refused():
    """Encrypted fonts alone protect nothing."""
    method = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    name = "META-INF/encryption.xml"
    with pytest.raises(StudyError) as refused:
        read(BOOK, more={name: method.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")})
    assert refused.value.key == "import.locked"
    assert read(BOOK, more={name: method.format("http://www.idpf.org/2008/embedding")}).passages


def test_a_spine_without_end_is_refused():
    """The same chapter a hundred thousand times."""
    spine = '<spine toc="x">' + '<itemref idref="one.xhtml"/>' * (bounds.SPINE + 1)
    with pytest.raises(StudyError) as refused:
        read(BOOK, metadata=f"<dc:title>T</dc:title></metadata>{spine}</spine>")
    assert refused.value.key == "import.out_of_bounds"


def test_a_chapter_is_kept_although_the_guide_calls_its_beginning_something_else():
    """Older books name the place of their table of contents, which is in the first chapter."""
    guide = '<guide><reference type="toc" href="one.xhtml{}"/></guide>'
    for place in ("#contents", ""):
        long = {"one.xhtml": chapter(f"<h2>I</h2><p>{FIRST}</p>" + f"<p>{SECOND}</p>" * 200)}
        draft = read(long, metadata=f"<dc:title>The Weir</dc:title></metadata>{guide.format(place)}<metadata>")
        assert draft.passages[0].text.startswith(FIRST)
    short = BOOK | {"one.xhtml": chapter(f"<p>{FIRST}</p>")}
    draft = read(short, metadata=f"<dc:title>The Weir</dc:title></metadata>{guide.format('')}<metadata>")
    assert outline(draft) == [("II", SECOND)]


def test_a_book_that_is_longer_than_all_is_not_read_to_its_end():
    """What is one too many is not even taken apart."""
    long = chapter(f"<p>{'The weir hums at night. ' * 20_000}</p>")
    with pytest.raises(StudyError) as refused:
        read({f"{n}.xhtml": long for n in range(20)} | {"last.xhtml": "<!DOCTYPE x [<!ENTITY a 'b'>]>"})
    assert refused.value.key == "import.too_long"
