"""Archives that want to do harm."""

import struct
import warnings
from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.core.errors import StudyError
from bot.core.importers.formats import bounds
from bot.core.importers.formats.archive import Archive
from bot.core.importers.reader import read_essay
from tests.core.importers.formats.samples import WORD, chapter, docx, epub, packed, paragraph


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(StudyError) as refused:
        read_essay(name, data, {})
    return refused.value.key


def test_a_member_that_unpacks_to_much_more_than_it_is_is_refused():
    """Fifteen megabytes of one letter take fifteen thousand bytes in an archive."""
    assert refusal("a.epub", epub({"one.xhtml": b" " * 15_000_000})) == "import.out_of_bounds"
    assert refusal("a.docx", docx(" " * 15_000_000)) == "import.out_of_bounds"


def test_all_members_together_have_a_bound():
    """However many chapters it is spread over."""
    some = b"".join(struct.pack(">I", number * 2654435761 % 2**32).hex().encode() for number in range(500_000))
    archive = Archive(packed({f"{number}.xhtml": some for number in range(16)}))
    with pytest.raises(StudyError) as refused:
        for name in archive.names:
            archive.read(name)
    assert refused.value.key == "import.out_of_bounds"


def test_too_many_members_are_refused():
    """No book has thousands."""
    assert refusal("a.epub", packed(dict.fromkeys(map(str, range(bounds.MEMBERS + 1)), b""))) == "import.out_of_bounds"


def test_members_that_share_their_bytes_are_refused():
    """One piece of data under many names is how ten megabytes become a thousand."""
    data = packed({"one.txt": b"x" * 5000, "two.txt": b"y" * 5000})
    first, second = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")
    overlapping = data[: second + 42] + data[first + 42 : first + 46] + data[second + 46 :]
    assert refusal("a.epub", overlapping) in ("import.out_of_bounds", "import.damaged")


@pytest.mark.parametrize("said", [3, 4_000_000_000])
def test_a_size_that_is_not_true_does_no_harm(said: int):
    """What is unpacked is counted, and what it should have been is not believed."""
    data = bytearray(packed({"META-INF/container.xml": b"<container/>" * 900, "a.opf": b"<package/>"}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", said)
    assert refusal("a.epub", bytes(data)) == "import.damaged"


def test_encrypted_members_are_refused():
    """By the mark in the archive."""
    data = bytearray(epub({"one.xhtml": chapter("<p>The weir.</p>")}))
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + flags] |= 1
    assert refusal("a.epub", bytes(data)) == "import.locked"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str):
    """A billion laughs are nine lines of XML."""
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    written = chapter("<p>&b;</p>").replace("<html", f"{laughs}<html").encode(encoding)
    assert refusal("a.epub", epub({"one.xhtml": written})) == "import.out_of_bounds"
    more = {"word/numbering.xml": f"{laughs}<w:numbering>&b;</w:numbering>".encode(encoding)}
    assert refusal("a.docx", docx(paragraph("The weir."), more=more)) == "import.out_of_bounds"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\weir", "a\0b", "OEBPS/" + "x/" * 5000])
def test_names_that_lead_elsewhere_do_nothing(name: str):
    """Nothing is ever written, and what is read are members of the archive."""
    book = epub({"one.xhtml": chapter("<p>The weir hums at night.</p>")}, more={name: b"root"})
    assert read_essay("a.epub", book, {}).passages[0].text == "The weir hums at night."


def test_broken_archives_are_refused():
    """Cut off, or with bytes of something else in the middle."""
    book = epub({"one.xhtml": chapter("<p>The weir hums at night.</p>" * 50)})
    assert refusal("a.epub", book[: len(book) // 2]) == "import.damaged"
    at = book.index(b"one.xhtml") + 30
    assert refusal("a.epub", book[:at] + bytes(40) + book[at + 40 :]) == "import.damaged"


def test_deep_xml_is_refused():
    """Where a library goes down with it, level by level."""
    deep = "<w:ins>" * 20_000 + "</w:ins>" * 20_000
    assert refusal("a.docx", docx(f"<w:p>{deep}</w:p>")) == "import.out_of_bounds"
    container = {"META-INF/container.xml": "<container>" * 20_000}
    assert refusal("a.epub", epub({"one.xhtml": "<p>"}, more=container)) == "import.out_of_bounds"


def test_a_member_without_a_name_is_none():
    """The standard library looks at the last character of every name."""
    book = bytearray(epub({"one.xhtml": chapter("<p>The weir hums at night.</p>")}, more={"nameless": b"x"}))
    for mark, at in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
        begun = book.index(b"nameless") - at if at == 30 else book.rindex(b"nameless") - at
        assert book[begun : begun + 4] == mark
        book[begun + at] = 0  # the name ends here
    assert read_essay("a.epub", bytes(book), {}).passages


def test_of_two_members_with_one_name_the_last_is_read():
    """As programs do that unpack one over the other."""
    held = BytesIO(docx(paragraph("The first draft of the weir.")))
    body = f"<w:body>{paragraph('It hums.')}</w:body>"
    with ZipFile(held, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr("word/document.xml", f"<w:document {WORD}>{body}</w:document>")
    assert [passage.text for passage in read_essay("a.docx", held.getvalue(), {}).passages] == ["It hums."]
