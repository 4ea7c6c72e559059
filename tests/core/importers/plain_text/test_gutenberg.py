"""Books of Project Gutenberg."""

import pytest

from bot.core.essays.draft import DraftEssay
from bot.core.importers.reader import read_essay

BREAD = """Bread is older than the field that bears it, and the field is older
than we who eat from it every single day, and who think ourselves the
masters of both."""
SALT = """Salt is a stone that we eat, and there is no bread without it; nobody
has ever missed it without saying so at once, and loudly, and to those
who had forgotten it."""
START = "*** START OF THE PROJECT GUTENBERG EBOOK ON BREAD ***"
END = "*** END OF THE PROJECT GUTENBERG EBOOK ON BREAD ***"
HEADER = (
    f"The Project Gutenberg eBook of On Bread\n\nTitle: On Bread\n       Or, the Oven\n\nAuthor: The Oven\n\n{START}\n"
)
TITLE_PAGE = "\n\n\nON BREAD\n\nBY\n\nTHE OVEN\n\n_Fourth Edition_\n\nHALDEN\nTHE QUAY PRESS\n1912\n"
CONTENTS = (
    "\n\n\nCONTENTS\n\n\nCHAP.                 PAGE\n\n   I. OF FLOUR           1\n\n  II. OF SALT           12\n"
)
NOTES = """


Transcriber's Notes:

Italic words stand between underscores, as they stood in the book that was
lent for this, and letters that were broken have been mended where there
was no doubt about them.
"""
CHAPTERS = (
    f"\n\n\n\nI\n\nOF FLOUR\n\n\n{BREAD}\n\n[Illustration: The oven.]\n\n"
    + "\n\n".join([f"{BREAD}[Pg 2]"] * 8)
    + "\n\n\n\n\nII\n\nOF SALT\n\n\n"
    + f"{SALT}\n\n" * 9
)


def one_line(text: str) -> str:
    return " ".join(text.split())


def read(book: str) -> DraftEssay:
    return read_essay("12345-0.txt", book.encode(), {})


def headings(draft: DraftEssay) -> list[str | None]:
    return [section.heading for section in draft.sections]


@pytest.mark.parametrize(
    "front", ["", TITLE_PAGE, CONTENTS, NOTES, TITLE_PAGE + CONTENTS, NOTES + TITLE_PAGE + CONTENTS]
)
def test_a_book_begins_with_its_first_chapter(front: str):
    """Title and author are those that its header states; what stands above the chapter is left out and listed."""
    draft = read(f"{HEADER}\n\nProduced by the Bakers\n{front}{CHAPTERS}\n\n{END}\n\nYou may copy it.\n")
    assert (draft.title, draft.author) == ("On Bread", "The Oven")
    assert headings(draft) == ["I · OF FLOUR", "II · OF SALT"]
    told = [part for passage in draft.passages for part in passage.text.split("\n\n")]
    assert told == [one_line(BREAD)] * 9 + [one_line(SALT)] * 9
    whole = {line.strip() for line in front.split("\n") if line.strip()} | {
        "Produced by the Bakers",
        "You may copy it.",
    }
    left_out = " ".join(" ".join(draft.left_out).split())
    assert [line for line in whole if " ".join(line.split()) not in left_out] == []
    assert {"[Illustration: The oven.]", "[Pg 2]"} <= set(draft.left_out)


def test_contents_below_a_preface_are_left_out_too():
    """The preface is the author's, and stays; so does the index go at the end."""
    index = "\n\n\n\nINDEX\n\nFlour, 1, 2, 7\nSalt, 12\n\nWater, 3\n"
    preface = f"\n\n\n\nPREFACE\n\n\n{SALT}\n"
    draft = read(f"{HEADER}{TITLE_PAGE}{preface}{CONTENTS}{CHAPTERS}{CHAPTERS}{CHAPTERS}{index}\n{END}\n")
    assert headings(draft)[:3] == ["PREFACE", "I · OF FLOUR", "II · OF SALT"]
    assert len(headings(draft)) == 7
    assert {"CONTENTS", "INDEX", "Water, 3"} <= set(draft.left_out)


def test_a_first_chapter_of_short_paragraphs_stays_below_contents():
    """There one line is enough, if it is a whole sentence."""
    short = "\n\n\n\nI\n\nOF FIRE\n\n\nThe oven was cold, and nobody who was there had a match.\n\nSo they went home.\n"
    draft = read(f"{HEADER}{TITLE_PAGE}{CONTENTS}{short}{CHAPTERS}\n{END}\n")
    assert headings(draft)[:2] == ["I · OF FIRE", "I · OF FLOUR"]


def test_a_book_of_verse_is_not_taken_for_a_title_page():
    """It has no paragraph of prose by which its text would be known."""
    verse = "\n\n".join("The oven is cold\nAnd the flour is gone" for _ in range(9))
    assert len(read(f"{HEADER}\n\n\nTHE OVEN\n\n{verse}\n\n{END}").passages[0].text) > 9 * 35


def test_books_of_older_forms_are_read_as_well():
    """Their licence stands above the text, and title and author may stand in the first line alone."""
    head = "The Project Gutenberg Etext of On Bread, by The Oven\n#8 in our series\n\nPlease do not remove this.\n\n"
    small_print = "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*"
    draft = read(f"{head}{small_print}\n\n{TITLE_PAGE}{CHAPTERS}\n\nEnd of The Project Gutenberg Etext of On Bread\n")
    assert (draft.title, draft.author) == ("On Bread", "The Oven")
    assert headings(draft) == ["I · OF FLOUR", "II · OF SALT"]


def test_compound_words_keep_their_hyphen():
    """These books part no words at the ends of their lines."""
    draft = read(f"{HEADER}\n\n\n\nI\n\n{BREAD}\nWe ate it with the after-\ndinner salt.\n\n{END}")
    assert one_line(draft.passages[0].text).endswith("the after-dinner salt.")
