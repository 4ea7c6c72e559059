"""Documents of Word and others."""

import pytest

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.importers.formats import bounds
from bot.core.importers.formats.archive import Archive
from bot.core.importers.reader import read_essay
from tests.core.importers.formats.samples import WORD, Texts, docx, paragraph

FIRST = "The weir hums at night, and nobody in the house hears it any more."
SECOND = "In the dry year it fell silent, and everybody woke."


def read(body: str, core: str = "", more: Texts | None = None) -> DraftEssay:
    return read_essay("a_note.docx", docx(body, core=core, more=more), {})


def outline(draft: DraftEssay) -> list[tuple[str | None, str]]:
    return [(section.heading, section.passages[0].text) for section in draft.sections]


def test_headings_are_sections_and_the_title_is_the_title():
    """By the names of their styles."""
    parts = (("On Weirs", "Title"), ("The hum", "Heading1"), (FIRST, ""), ("The dry year", "Heading1"), (SECOND, ""))
    draft = read("".join(paragraph(text, style) for text, style in parts))
    assert draft.title == "On Weirs"
    assert outline(draft) == [("The hum", FIRST), ("The dry year", SECOND)]


def test_a_first_heading_with_sisters_is_no_title():
    """Then the file's properties or its name give the title; an only heading on top is one."""
    body = "".join(
        paragraph(*part) for part in (("The hum", "Heading1"), (FIRST,), ("The dry year", "Heading1"), (SECOND,))
    )
    assert (read(body).title, len(read(body).sections)) == ("a note", 2)
    stated = read(body, core="<dc:title>On Weirs</dc:title><dc:creator>A Neighbour</dc:creator>")
    assert (stated.title, stated.author) == ("On Weirs", "A Neighbour")
    assert read(body, core="<dc:title>Microsoft Word - draft.docx</dc:title>").title == "a note"
    assert read(paragraph("The hum", "Heading1") + paragraph(FIRST)).title == "The hum"


def test_tracked_changes_count_as_accepted():
    """What was inserted or moved is there once, what was deleted is gone."""
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    gone = "<w:{0} w:id='1'><w:r><w:{1} xml:space='preserve'>never </w:{1}></w:r></w:{0}>"
    body = (
        f"<w:p>{run.format('The weir ')}{gone.format('del', 'delText')}{gone.format('moveFrom', 't')}"
        f"<w:ins w:id='2'>{run.format('hums ')}</w:ins><w:moveTo w:id='3'>{run.format('at night.')}</w:moveTo></w:p>"
    )
    assert [passage.text for passage in read(body).passages] == ["The weir hums at night."]


def test_comments_are_left_out_and_listed():
    """They are about the essay."""
    body = f"<w:p><w:r><w:t>{FIRST}</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r></w:p>"
    said = f"<w:comments {WORD}><w:comment w:id='0' w:author='B'>{paragraph('Is that so?')}</w:comment></w:comments>"
    draft = read(body, more={"word/comments.xml": said})
    assert [passage.text for passage in draft.passages] == [FIRST]
    assert "Is that so?" in draft.left_out


def test_emphasis_quotations_and_lines_stay():
    """As in a page."""
    hums = "<w:r><w:rPr><w:i/></w:rPr><w:t>hums</w:t></w:r><w:r><w:t>.</w:t></w:r>"
    italic = f"<w:p><w:r><w:t xml:space='preserve'>It </w:t></w:r>{hums}</w:p>"
    verse = "<w:p><w:r><w:t>The weir,</w:t><w:br/><w:t>the weir at night.</w:t></w:r></w:p>"
    assert read(paragraph(FIRST) + italic + paragraph("So it is.", "Quote") + verse).passages[0].text == (
        f"{FIRST}\n\nIt *hums*.\n\n> So it is.\n\nThe weir,\nthe weir at night."
    )


def test_pictures_are_not_even_unpacked():
    """They may be larger than all that is read."""
    picture = b"\x89PNG" + b"\0" * (bounds.UNPACKED_BYTES // 2)
    assert read(paragraph(FIRST), more={f"word/media/{number}.png": picture for number in range(4)}).passages
    assert "word/media/0.png" in Archive(docx("", more={"word/media/0.png": picture[:9]})).names


@pytest.mark.parametrize(
    "body", ["<w:p", "<w:tbl><w:tr/></w:tbl>" * 3, "", "<w:p><w:r><w:footnoteReference/></w:r></w:p>"]
)
def test_odd_documents_are_refused_with_a_sentence(body: str):
    """Cut off, empty, or with notes that are not there."""
    with pytest.raises(StudyError, match=r"import\.(?:damaged|no_essay)"):
        read(body)


def test_a_byline_says_better_who_wrote_it():
    """The properties name whoever owns the computer."""
    body = paragraph("On Weirs", "Title") + paragraph("By The Millers") + paragraph(FIRST)
    assert read(body, core="<dc:creator>A Neighbour</dc:creator>").author == "The Millers"
    assert read(paragraph(FIRST), core="<dc:creator>user</dc:creator>").author is None
