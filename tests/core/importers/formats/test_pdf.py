"""PDF files: text by where it stands."""

from time import process_time

import pytest

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.importers.formats.pdf import lines
from bot.core.importers.formats.pdf.lines import Line
from bot.core.importers.formats.pdf.paragraphs import Column, blocks
from bot.core.importers.reader import read_essay
from tests.core.importers.formats.samples import pdf, written

Page = list[tuple[float, float, float, str]]
LINES = (
    "The weir hums at night, and nobody in the house hears it any more than they",
    "hear the clock on the stairs. A guest asked what it was, and they had to stop",
    "and listen before anybody could say. It had been there since the mill.",
)
WHOLE = " ".join(LINES)


def set_in(lines: tuple[str, ...], left: float, top: float, size: float = 11, *, indent: float = 15) -> Page:
    """A paragraph, its first line further in."""
    return [(left + (0 if n else indent), top - 14 * n, size, line) for n, line in enumerate(lines)]


def read(*pages: Page, info: str = "") -> DraftEssay:
    return read_essay("a_note.pdf", pdf(pages, info=info), {})


def texts(draft: DraftEssay) -> list[str]:
    return [part for passage in draft.passages for part in passage.text.split("\n\n")]


def refusal(data: bytes) -> str:
    with pytest.raises(StudyError) as refused:
        read_essay("a.pdf", data, {})
    return refused.value.key


def test_indented_lines_begin_paragraphs_and_large_ones_are_headings():
    """The largest on top is the title."""
    page = [(72, 720, 22, "On Weirs"), *set_in(LINES, 72, 680), *set_in(LINES, 72, 638), (72, 580, 15, "The dry year")]
    draft = read([*page, *set_in(LINES, 72, 550)])
    assert draft.title == "On Weirs"
    assert draft.passages[0].text.split("\n\n") == [WHOLE, WHOLE, "**The dry year**", WHOLE]


def test_wider_gaps_part_paragraphs():
    """Where none is indented."""
    page = [line for top in (700, 640, 580) for line in set_in(LINES, 72, top, indent=0)]
    assert texts(read(page)) == [WHOLE] * 3


def test_two_columns_are_read_one_after_the_other():
    """Also when the file draws them line by line across both."""
    left = tuple(f"Left {n} stands in its column of the page." for n in range(12))
    right = tuple(f"Right {n} stands in its column of it." for n in range(12))
    rows = zip(set_in(left, 60, 700, indent=0), set_in(right, 330, 700, indent=0), strict=True)
    (text,) = texts(read([part for row in rows for part in row]))
    assert text == " ".join((*left, *right))


def test_running_heads_and_page_numbers_are_left_out():
    """A paragraph goes on across them; they are listed once."""
    bodies = [tuple(f"{word} {line}" for line in LINES) for word in ("One", "Two", "Three", "Four")]
    pages = [
        [
            (72, 760, 9, "The Millers: On Weirs"),
            *set_in(body, 72, 700, indent=15 * (not n)),
            (300, 30, 9, f"- {n + 7} -"),
        ]
        for n, body in enumerate(bodies)
    ]
    draft = read(*pages)
    assert " ".join(texts(draft)) == " ".join(line for body in bodies for line in body)
    assert "The Millers: On Weirs" in draft.left_out


def test_words_that_were_parted_at_line_ends_are_whole():
    """But those that have a hyphen elsewhere keep it."""
    lines = (
        "He won-",
        "dered about the well-",
        "known mill and the well-known weir of the old mil-",
        "ler and his son by the river.",
    )
    assert texts(read(set_in(lines, 72, 700))) == [
        "He wondered about the well-known mill and the well-known weir of the old miller and his son by the river."
    ]


def test_footnotes_stand_at_the_end():
    """The paragraph that runs on to the next page is not cut by them."""
    first = [
        *set_in(LINES[:2], 72, 700),
        (72, 60, 8, "1 In the parish books of that year."),
        (72, 48, 8, "2 So she said."),
    ]
    second = set_in(LINES[2:], 72, 700, indent=0)
    assert texts(read(first, second)) == [
        WHOLE, "1 In the parish books of that year.", "2 So she said."
    ]  # fmt: skip


def test_properties_count_where_they_say_something():
    """Programs write the name of their own file there."""
    page = set_in(LINES, 72, 700)
    draft = read(page, info="/Title(On Weirs)/Author(A Neighbour)")
    assert (draft.title, draft.author) == ("On Weirs", "A Neighbour")
    assert read(page, info="/Title(Microsoft Word - x.docx)/Author(user)").title == "a note"
    assert read(page, info="/Title(Microsoft Word - x.docx)/Author(user)").author is None


def test_pictures_of_pages_are_refused():
    """With a hint at programs that recognise text."""
    assert refusal(pdf([[], [], []])) == "import.scanned"


def test_a_password_is_told():
    """By what the file says; it cannot be opened."""
    locked = f"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -64/O<{'11' * 32}>/U<{'22' * 32}>>>/ID[<00><00>]"
    assert refusal(pdf([set_in(LINES, 72, 700)], encrypt=locked)) == "import.locked"


@pytest.mark.parametrize(
    "objects",
    [
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[2 0 R]>>"],
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 999999999/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R>>"],
        ["<</Type/Catalog/Pages 1 0 R>>"],
        ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count 1/Kids{'[' * 5000}{']' * 5000}>>"],
        ["<<" * 20_000],
    ],
    ids=[
        "a page that is its own parent",
        "a tree that lies",
        "a catalogue of itself",
        "nested lists",
        "nested records",
    ],
)
def test_files_that_lead_in_circles_are_refused(objects: list[str]):
    """They end in a sentence, and soon."""
    assert refusal(written(objects, "/Root 1 0 R")) in ("import.damaged", "import.scanned", "import.out_of_bounds")


def test_a_file_that_was_cut_off_is_refused_or_read():
    """Nothing else happens, wherever it ends."""
    whole = pdf([set_in(LINES, 72, 700)])
    for end in range(20, len(whole), 97):
        try:
            assert texts(read_essay("a.pdf", whole[:end], {}))
        except StudyError as refused:
            assert refused.key in ("import.damaged", "import.scanned", "import.no_essay")  # noqa: PT017 # or it is read


def test_numbers_that_count_lines_at_the_margin_are_left_out():
    """Drafts and papers of courts have them."""
    lines = tuple(f"{word} line of a draft that is read before it is printed, and it is long" for word in "ABCDEFGH")
    numbers = [(40.0, 700.0 - 14.0 * n, 8.0, str(n + 1)) for n in range(len(lines))]
    assert texts(read([*set_in(lines, 72, 700, indent=0), *numbers])) == [" ".join(lines)]


def test_lines_beside_a_picture_are_one_paragraph():
    """Each of them begins elsewhere."""
    page = [(72.0 + 4 * n, 700.0 - 14 * n, 11.0, line) for n, line in enumerate((*LINES, *LINES))]
    assert texts(read(page)) == [WHOLE, WHOLE]


def test_text_that_is_set_flush_right_has_paragraphs():
    """Its lines begin anywhere."""
    rows = (
        "The weir hums at night, and nobody",
        "in the house hears it any more",
        "than they hear the clock on the",
        "stairs.",
    )
    page = [(540 - 6.6 * len(line), 700 - 14 * n, 11, line) for n, line in enumerate(rows)]
    draft = read_essay("a.pdf", pdf([page], font="Courier"), {})
    assert texts(draft) == [" ".join(rows)]


def test_properties_that_are_no_letters_say_nothing():
    """Half of a pair in UTF-16; the other property counts."""
    draft = read(set_in(LINES, 72, 700), info="/Title<FEFFD800>/Author(Ann Miller)")
    assert (draft.title, draft.author) == ("a note", "Ann Miller")


def test_a_paragraph_over_many_pages_takes_time_in_proportion_to_its_length():
    """Sixteen times as many lines take less than fifty times as long."""
    took: list[float] = []
    for count in (2_000, 32_000):
        said = "They hear the clock, and"
        column = Column([Line(said, 72, 540, -14.0 * n, -14.0 * n + 11, 11) for n in range(count)])
        begun = process_time()
        (block,) = blocks([column], 11)
        took.append(process_time() - begun)
        assert block.lines == [" ".join([said] * count)]
    assert took[1] < 50 * took[0]


def test_a_file_with_more_letters_than_a_book_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch):
    """They are counted before they are looked at."""
    monkeypatch.setattr(lines, "BOOK_CHARACTERS", 500)
    assert refusal(pdf([set_in(LINES, 72, 700)] * 3)) == "import.too_long"
