"""What kind of file it is."""

import re

import pytest

from bot.core.errors import StudyError
from bot.core.importers.formats.kinds import Kind, kind_of
from bot.core.importers.reader import read_essay
from bot.i18n import Texts
from tests.core.importers.formats.samples import chapter, docx, epub, packed, paragraph, pdf

BOOK = epub({"one.xhtml": chapter("<p>The weir hums at night.</p>")})
DOCUMENT = docx(paragraph("The weir hums at night."))
LETTERS = pdf([[(72, 700, 12, "The weir hums at night, and nobody in the house hears it any more.")]])
MAIL = b"From: A Neighbour <a@example.org>\nMIME-Version: 1.0\nContent-Type: text/plain\n\nThe weir hums at night."


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a", "a.docx", "a.pdf", "a.zip"])
@pytest.mark.parametrize(
    ("data", "kind"), [(BOOK, Kind.EPUB), (DOCUMENT, Kind.WORD), (LETTERS, Kind.PDF), (MAIL, Kind.MAIL)]
)
def test_the_first_bytes_say_what_a_file_is(name: str, data: bytes, kind: Kind):
    """A wrong ending is overlooked where the file itself is sure."""
    assert kind_of(name, data) is kind


@pytest.mark.parametrize("ending", ["html", "HTM", "xhtml"])
def test_a_page_of_a_book_is_a_page(ending: str):
    """Its ending alone is no reason to refuse it."""
    page = chapter("<section><h2>On Weirs</h2><p>The weir hums at night, and nobody hears it any more.</p></section>")
    draft = read_essay(f"a.{ending}", page.encode(), {})
    assert [passage.text for passage in draft.passages] == ["The weir hums at night, and nobody hears it any more."]


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "import.save_as_docx"),
        ("a.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "import.slides"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "import.locked"),
        ("a.odt", packed({"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}), "import.save_as_docx"),
        ("a.pages", packed({"Index/Document.iwa": b"1"}), "import.save_as_docx"),
        ("a.pptx", packed({"ppt/presentation.xml": "<a/>"}), "import.slides"),
        ("a.xlsx", packed({"xl/workbook.xml": "<a/>"}), "import.slides"),
        ("essays.zip", packed({"one.txt": "One.", "two.txt": "Two."}), "import.archive"),
        ("empty.zip", packed({}), "import.archive"),
        ("a.rar", b"Rar!\x1a\x07\x01\0", "import.archive"),
        ("a.rtf", rb"{\rtf1 The weir}", "import.save_as_docx"),
        ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "import.picture"),
        ("header.css", b"p { margin: 0 }", "import.part_of_page"),
        ("a.mobi", b"\0" * 60 + b"BOOKMOBI", "import.save_as_epub"),
        ("a.org", b"* The weir", "import.save_as_markdown"),
        ("a.jex", b"0123.md" + bytes(600), "import.save_as_markdown"),
        ("a.url", b"[InternetShortcut]\nURL=https://example.org/weir\n", "import.address"),
        ("a.txt", b"https://example.org/weir\n", "import.address"),
        ("a.epub", b"The weir hums.", "import.damaged"),
        ("a.docx", b"", "import.empty"),
        ("a.exe", b"MZ", "import.unknown_kind"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_with_what_to_do_instead(name: str, data: bytes, key: str):
    """One sentence or two, by kind and program."""
    with pytest.raises(StudyError) as refused:
        read_essay(name, data, {})
    assert refused.value.key == key
    said = Texts().say().error(refused.value)
    assert re.search(r"\b(?:[Ss]ave|Take|[Ii]mport|Put|[Oo]pen|Update|Copy|Export)\b", said), said
    assert len(said) < 300


def test_a_refusal_says_the_end_of_an_ending_at_most():
    """Whatever a file is called."""
    with pytest.raises(StudyError) as refused:
        read_essay("a." + "b" * 5000, b"The weir hums.", {})
    assert refused.value.values["found"] == "b" * 40
