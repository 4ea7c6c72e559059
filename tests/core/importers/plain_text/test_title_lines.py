"""Whose text it is and how it is called, by its first lines and by its file's name."""

import pytest

from bot.core.importers.reader import read_essay

BREAD = "Bread is older than the field that bears it, and the field is older than we who eat from it every single day."
SALT = "Salt is a stone that we eat, and there is no bread without it; nobody has ever missed it without saying so."


def told(top: str, name: str = "essay.txt", below: str = f"{BREAD}\n\n{SALT}") -> tuple[str, str | None, str]:
    """Title, author, and the headings and passages in one text."""
    draft = read_essay(name, f"{top}\n\n{below}".encode(), {})
    rest = [
        part for one in draft.sections for part in (one.heading, *(passage.text for passage in one.passages)) if part
    ]
    return draft.title, draft.author, "\n\n".join(rest)


@pytest.mark.parametrize(
    "top",
    [
        "The Slow Oven\nby Anna Field",
        "The Slow Oven\n\nBy\n\nAnna Field",
        "The Slow Oven\n\nAnna Field",
        "The Slow Oven, by Anna Field",
        "The Slow Oven by Anna Field",
        "The Slow Oven — Anna Field",
        "The Slow Oven | Anna Field",
        "Anna Field\n\nThe Slow Oven",
        "Anna Field\nThe Slow Oven",
        "Anna Field — The Slow Oven",
        "Anna Field: The Slow Oven",
        "Anna Field. The Slow Oven",
        "“The Slow Oven”\n\nAnna Field",
        "Anna Field\n\n«The Slow Oven»",
        "Title: The Slow Oven\nAuthor: Anna Field",
        "The Slow Oven\n\nAnna Field\n\n3 May 2020",
    ],
)
def test_title_and_author_stand_in_every_usual_order(top: str):
    """With or without "by", a dash or quotation marks."""
    assert told(top) == ("The Slow Oven", "Anna Field", f"{BREAD}\n\n{SALT}")


@pytest.mark.parametrize(
    ("top", "title", "author"),
    [
        ("ИВАН БЕРЕГ\n\nО ХЛЕБЕ И СОЛИ", "О ХЛЕБЕ И СОЛИ", "ИВАН БЕРЕГ"),
        ("ИВАН БЕРЕГ\n\nТИХАЯ ПЕЧЬ", "ТИХАЯ ПЕЧЬ", "ИВАН БЕРЕГ"),
        ("Иван Берег\nПЕЧЬ", "ПЕЧЬ", "Иван Берег"),
        ("I. Field\n\nOn Bread", "On Bread", "I. Field"),
        ("On Bread\n\nI. Field", "On Bread", "I. Field"),
        ("ON BREAD\n\nUlva Tarn", "ON BREAD", "Ulva Tarn"),
        ("Vom Brot\n\nvon Anna Feld", "Vom Brot", "Anna Feld"),
        ("Le pain\n\npar Anna Champ", "Le pain", "Anna Champ"),
        ("Анна Берег.\n\nО хлебе", "О хлебе", "Анна Берег"),
        ("А.И.БЕРЕГ\n\nО хлебе", "О хлебе", "А.И.БЕРЕГ"),
        ("Anna Field.  On Bread", "On Bread", "Anna Field"),
        ("* On Bread *\n\nAnna Field", "On Bread", "Anna Field"),
        ("パンについて\n\n森 はな", "パンについて", "森 はな"),
    ],
)
def test_capitals_initials_and_small_words_tell_who_wrote_what(top: str, title: str, author: str):
    """A name has no small words, and a title in capitals stands below a name in small letters."""
    assert told(top)[:2] == (title, author)


@pytest.mark.parametrize(
    "top", ["Slow Oven\n\nUlva Tarn", "Ulva Tarn\n\nSlow Oven", "A note\n\nUlva Tarn\n\nSlow Oven"]
)
def test_the_name_of_the_file_tells_which_line_is_the_title(top: str):
    """Where either line could be a name; what stands above both is left out and listed."""
    assert told(top, "slow_oven.txt")[:2] == ("Slow Oven", "Ulva Tarn")


@pytest.mark.parametrize(
    "begin", ["I", "1.", "Chapter One", "Dear neighbours,", "Дорогая соседка!", "Foreword", f"{BREAD} {SALT}"]
)
def test_a_text_that_begins_at_once_is_called_like_its_file(begin: str):
    """With a number, as letters do, or with a paragraph: nothing of it is taken for the title."""
    title, author, rest = told(begin, "on-bread.txt", f"{BREAD}\n\nII\n\n{SALT}")
    assert (title, author) == ("on bread", None)
    assert rest.startswith(begin)


def test_the_first_of_numbered_headings_is_no_title():
    """The second one shows what it is."""
    title, _, rest = told("I. On Bread", "Letters.txt", f"{BREAD}\n\nII. On Salt\n\n{SALT}")
    assert (title, rest) == ("Letters", f"I. On Bread\n\n{BREAD}\n\nII. On Salt\n\n{SALT}")


def test_a_heading_among_others_is_no_author():
    """Nor is a subtitle: it stays in the text."""
    below = f"{BREAD}\n\nLater Days\n\n{SALT}"
    assert told("On Bread\n\nEarly Days", below=below) == ("On Bread", None, f"Early Days\n\n{below}")
    assert told("On Bread\n\nWhat the oven said") == ("On Bread", None, f"What the oven said\n\n{BREAD}\n\n{SALT}")


def test_a_poem_without_a_title_is_called_like_its_file():
    """Its first line is not taken away."""
    verse = "The oven is cold\nand the flour is gone\nand nobody sold\nthe bread of the dawn"
    assert told("Anna Field\n* * *", "The oven is cold.txt", verse) == ("The oven is cold", "Anna Field", verse)
    assert told("Anna Field\nTHE OVEN", below=verse) == ("THE OVEN", "Anna Field", verse)
