"""Plain text, typed or copied from a page."""

from datetime import date
from textwrap import fill

import pytest

from bot.core.essays.draft import DraftEssay
from bot.core.importers.reader import read_essay

BREAD = "Bread is older than the field that bears it, and the field is older than we who eat from it every single day."
SALT = "Salt is a stone that we eat, and there is no bread without it; nobody has ever missed it without saying so."


def read(text: str, name: str = "a.txt") -> DraftEssay:
    return read_essay(name, text.encode(), {})


def parts(draft: DraftEssay) -> list[str]:
    told: list[str] = []
    for section in draft.sections:
        told += [f"# {section.heading}"] if section.heading else []
        told += [part for passage in section.passages for part in passage.text.split("\n\n")]
    return told


COPIED = {
    "substack": """The Crust
On Bread
The Oven
Nov 14, 2023

87

6
Share
{essay}

Share

87 Likes
∙
6 Restacks
Discussion about this post
Write a comment...
The Crust
I miss salt.""",
    "medium": """Open in app

The Crust
·
Follow publication

A home for loaves.

Member-only story

On Bread
The Oven
The Oven

Follow
6 min read
·
Mar 5, 2024
1.2K

34

Listen

Photo by a baker on Unsplash
{essay}

Loaves
Fields
1.2K

34

The Crust
Published in The Crust
359K followers
The Oven
Written by The Oven
We bake.
Responses (34)

So true.""",
    "wordpress": """Skip to content
The Crust
Loaves, mostly

Home
About
On Bread
Posted on 18 September 2022 by The Oven
{essay}

Share this:
Like this:
Loading...
2 thoughts on “On Bread”

I miss salt.
Leave a Reply""",
}


@pytest.mark.parametrize("copied", COPIED.values(), ids=COPIED)
def test_a_page_copied_whole_gives_its_essay(copied: str):
    """Title, author and date from the lines above it; what stands above and below is left out and listed."""
    draft = read(copied.format(essay=f"{BREAD}\n\nWhat is in it\n{SALT}"))
    assert (draft.title, draft.author) == ("On Bread", "The Oven")
    assert draft.published
    assert parts(draft) == [BREAD, "# What is in it", SALT]
    unlisted = set(filter(None, copied.split("\n"))) - {"{essay}", "On Bread", "The Oven", *draft.left_out}
    used = ("The Oven", draft.published.strftime("%Y"))
    assert all(any(fact in line for fact in used) for line in unlisted), "only what told author and date"


def test_what_somebody_typed_is_not_taken_for_a_page():
    """Short lines on top may be a motto, and an essay may end with short lines."""
    text = f"On Bread\n\nFor the oven\nthat was cold\n\n{BREAD}\n\nLoaves\nFields\nSalt"
    assert parts(read(text)) == ["For the oven\nthat was cold", BREAD, "Loaves\nFields\nSalt"]


WRAPPED = "Bread is older than the field that bears it, and the field is\nolder than we who eat from it.\n\n"
SET_OFF = {
    "verse": ("    He that is far may sing,\n      and he is near.", "> He that is far may sing,\n>   and he is near."),
    "quotation": (
        "    It is the almost that galls a man, and I never yet knew one\n    to fret over what he had.",
        "> It is the almost that galls a man, and I never yet knew one to fret over what he had.",
    ),
}
LINES = [
    "The clock is right\n    twice in the day,\nand then is not",
    "It counts when it costs something to the one who does it.\nWhat was paid for counts no more than half.\nNo more.",
]


@pytest.mark.parametrize(("written", "kept"), [*SET_OFF.values(), *((lines, lines) for lines in LINES)])
def test_lines_that_are_set_off_keep_their_shape(written: str, kept: str):
    """Verse and quotations are further in than the text around them; sentences each on its own line stay so."""
    assert parts(read(f"On Bread\n\n{WRAPPED}{written}\n\n{WRAPPED}"))[1] == kept


@pytest.mark.parametrize("byline", ["", "by The Oven\n"])
def test_paragraphs_without_blank_lines_stay_paragraphs(byline: str):
    """As word processors save plain text; a short line above a paragraph heads it, several are a list."""
    text = f"On Bread\n{byline}{BREAD}\n{SALT}\nWhat is in it\n{SALT}\nFlour\nWater\n{BREAD}\n"
    assert parts(read(text)) == [BREAD, SALT, "**What is in it**", SALT, "Flour\nWater", BREAD]


def test_wrapped_paragraphs_that_begin_further_in_are_parted():
    """As typewriters had it, without a blank line between them."""
    text = "".join(fill(one, 60, initial_indent="   ") + "\n" for one in (BREAD, SALT, BREAD))
    assert parts(read(f"On Bread\n\n{text}")) == [BREAD, SALT, BREAD]


def test_lines_wrapped_very_late_are_one_paragraph():
    """Their ends are no ends of sentences."""
    assert parts(read(f"On Bread\n\n{fill(f'{BREAD} {SALT} {BREAD}', 120)}\n")) == [f"{BREAD} {SALT} {BREAD}"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        *(("a.txt", line) for line in ("II", "II.", "Chapter One", "CHAPTER IV.", "OF WAITING.", "**What is in it**")),
        *(("a.md", line) for line in ("II", "II.", "**Chapter One**", "**What is in it**")),
    ],
)
def test_a_number_or_a_bold_line_heads_what_follows(name: str, line: str):
    """It never ends a passage."""
    title = "# On Bread" if name == "a.md" else "On Bread"
    told = parts(read(f"{title}\n\n{BREAD}\n\n{line}\n\n{SALT}", name))
    assert told == [BREAD, f"# {line.strip('*')}", SALT]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"<!DOCTYPE html>\n<html><body><h1>On Bread</h1><p>{SALT}</p></body></html>"),
        ("a.md", f"<!-- saved from url=(0021)https://crust.example/ -->\n<html><h1>On Bread</h1><p>{SALT}</p></html>"),
        ("a.txt", f"# On Bread\n\n{SALT}"),
        ("a.markdown", f"# On Bread\n\n{SALT}"),
        ("a.html", f"On Bread\n\n{SALT}"),
        ("a.txt", f"---\ntitle: On Bread\nid: bread\n---\n{SALT}\n\n? notice: What is salt?"),
        ("a.txt", f"---\ntitle: On Bread\ntags: [oven, field]\n---\n\n{SALT}"),
        ("a.txt", f'+++\ntitle = "On Bread"\n+++\n\n{SALT}'),
        ("a.txt", f'{{"title": "On Bread", "draft": false}}\n\n{SALT}'),
    ],
)
def test_a_file_with_the_wrong_ending_is_read_as_what_it_is(name: str, text: str):
    """Nobody is shown tags, or the questions of a pack as its text."""
    draft = read(text, name)
    assert (draft.title, parts(draft)) == ("On Bread", [SALT])


def test_lines_between_rules_that_state_nothing_are_text():
    """A motto between two rules, and a list in braces: only a title, an author and the like are front matter."""
    draft = read(f"---\nMotto: Bread first\n---\n\n{BREAD}\n\n{SALT}")
    assert (draft.title, parts(draft)) == ("Motto: Bread first", [BREAD, SALT])
    assert parts(read(f'{{"flour": 3}}\n\n{BREAD}')) == [BREAD]


def test_headings_of_markdown_are_headings_in_plain_text():
    """Below a title without signs, with or without a blank line below them; a number behind a sign is none."""
    text = f"On Bread\n\n## Flour ##\n{BREAD}\n\n### *Salt*\n\n{SALT}\n\nWe take\n# 3 of them.\n"
    draft = read(text)
    assert draft.title == "On Bread"
    assert parts(draft) == ["# Flour", BREAD, "# Salt", SALT, "We take\n# 3 of them."]


@pytest.mark.parametrize(
    ("byline", "dateline"),
    [
        ("מאת: התנור", "12 במרץ 2020"),
        ("Автор: Печь", "12 марта 2020 г."),
        ("Autor: El Horno", "12 de marzo de 2020"),
        ("Auteur: Le Four", "12 mars 2020"),
    ],
)
def test_author_and_date_are_read_in_other_languages(byline: str, dateline: str):
    """They stand above the essay, and not in its first passage."""
    draft = read(f"Pan\n\n{byline}\n{dateline}\n\n{BREAD}")
    assert (draft.author, str(draft.published)) == (byline.split(" ", 1)[1], "2020-03-12")
    assert parts(draft) == [BREAD]


def test_lines_of_a_copied_page_head_no_section():
    """A date with the reading time, a row of places to share, and an invitation, wherever they stand."""
    words = "The train came when it came, and the bread rose when it rose, and neither asked me what I wished. "
    lines = ["On Waiting", "by Ada Mercer", "12 March 2024 · 6 min read", "Share  Tweet  Email", words * 8]
    lines += ["Subscribe to my newsletter", words * 8, "Share\nTweet\nEmail"]
    found = read("\n\n".join(lines))
    assert (found.author, found.published) == ("Ada Mercer", date(2024, 3, 12))
    assert [section.heading for section in found.sections] == [None]
    assert "newsletter" not in "".join(passage.text for passage in found.passages)


DIALOGUE = {
    "fr": ["« Pourquoi du pain ? »", "« Parce que c’est le matin. »", "« Le four est à toi »"],
    "de": ["„Warum Brot?“", "»Weil es Morgen ist.«", "‚Der Ofen gehört dir‘"],
    "ru": ["«Зачем хлеб?»", "«Потому что утро»."],
    "pl": ["„Po co chleb?”", "– Bo jest rano"],
    "sv": ["”Varför bröd?”", "”Det är morgon”"],
    "ja": [
        "「なぜパンなのか」",
        "『朝だから』",
        "朝が来た。",
        "窯は冷えているし、粉はもうほとんど残っていないと祖母は静かに言った",
    ],
    "zh": ["“为什么要面包？”", "早晨到了。"],
    "hi": ["सुबह हो गई है।", "रोटी कहाँ है॥"],
    "ur": ["صبح ہو گئی ہے۔"],
    "ar": ["جاء الصباح،"],
    "hy": ["Առավոտ է։"],
    "am": ["ጠዋት ነው።"],
    "my": ["မနက်ရောက်ပြီ။"],
    "km": ["ព្រឹកហើយ។"],
    "th": ["ขนมปังอยู่ในเตาอบที่ยายของฉันก่อไว้เมื่อหลายปีก่อน"],
    "en": ["Bread, and so forth —", "It was morning …"],
}


@pytest.mark.parametrize("lines", DIALOGUE.values(), ids=DIALOGUE)
def test_what_ends_or_is_quoted_as_a_sentence_heads_nothing(lines: list[str]):
    """In no script and no language: lines of a dialogue and short paragraphs stay in the text."""
    told = "\n\n".join(lines)
    assert parts(read(f"On Bread\n\n{BREAD}\n\n{told}\n\n{SALT}")) == [BREAD, *lines, SALT]


@pytest.mark.parametrize("heading", ["パンと塩", "面包与盐", "रोटी और नमक", "الخبز والملح", "Хлеб и соль"])
def test_a_short_line_without_a_sentence_s_end_heads_what_follows(heading: str):
    """In every script as in Latin letters."""
    assert parts(read(f"On Bread\n\n{BREAD}\n\n{heading}\n\n{SALT}")) == [BREAD, f"# {heading}", SALT]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("He said h**l and d****d.", r"He said h\*\*l and d\*\*\*\*d."),
        ("It is s***, he said, and s*** it stays.", r"It is s\*\*\*, he said, and s\*\*\* it stays."),
        ("The word b__y and c||d.", r"The word b\_\_y and c\|\|d."),
        ("This is *meant*, (**so**) is __that__, and *both **at** once*.",) * 2,
        ("A snake_case_word and 2 * 3 * 4 stay.",) * 2,
    ],
)
def test_signs_inside_words_are_shown(written: str, shown: str):
    """Discord would take them for emphasis, and show neither them nor the gap; emphasis around words stays."""
    assert parts(read(f"On Bread\n\n{written} {BREAD}")) == [f"{shown} {BREAD}"]


def test_what_stands_at_the_right_edge_heads_nothing():
    """A signature, or a place: headings stand at the left or in the middle."""
    told = parts(read(f"On Bread\n\n{WRAPPED}{' ' * 50}THE OVEN.\n\n{' ' * 25}Of Salt\n\n{WRAPPED}"))
    assert told[1:3] == ["THE OVEN.", "# Of Salt"]
