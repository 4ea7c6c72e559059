"""Writing packs: reading one back gives the same essay."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.essays.pack_lines import standing
from bot.core.essays.pack_reader import is_pack
from bot.core.essays.pack_writer import write_pack
from bot.core.essays.sizes import QUOTE
from bot.core.importers.reader import read_essay
from bot.core.models import Origin, Rung
from bot.i18n import Texts

BANKS = Texts().banks()
odd = st.sampled_from(
    [
        "# no heading", "## nor this", "#", "##", "---", "***", "_ _ _", "? notice: not a question", "? what: ever",
        "?notice:x", "\\", "\\# two", "! no quote", "!", "![a picture](a.png)",
        "? plain", "\\! told",  "\\\\", "ends in \\", "title: no title", "> quoted", "  indented", "    code()",
        "- an item of a list that is so long that lines like it would be joined if they were not", "*all* of it",
        "A line of verse that is about as long as the lines of some letters are, not to be joined", "1. first", "C#",
    ]
)  # fmt: skip
plain = st.text(alphabet="ab #?!:-*_\\>'\"éש.", min_size=1, max_size=70).filter(str.strip).map(str.rstrip)
lines = st.one_of(odd, plain).filter(str.strip)
paragraph = st.lists(lines, min_size=1, max_size=5).map("\n".join)
text = st.lists(paragraph, min_size=1, max_size=4).map("\n\n".join)
one_line = st.one_of(odd, plain).map(str.strip).filter(bool)
question = st.builds(DraftQuestion, st.sampled_from(Rung), one_line, st.just(Origin.PACK))


@st.composite
def passages(draw: st.DrawFn) -> DraftPassage:
    """A passage with questions, and with some of its paragraphs marked as quotes."""
    whole = draw(text)
    lines = {" ".join(paragraph.split()) for paragraph in whole.split("\n\n")}
    fit = sorted(line for line in standing(sorted(lines), whole) if len(line) <= QUOTE)
    quotes = draw(st.lists(st.sampled_from(fit), unique=True, max_size=3)) if fit else []
    return DraftPassage(whole, tuple(draw(st.lists(question, max_size=3))), tuple(quotes))


passage = passages()
section = st.builds(DraftSection, st.none() | one_line, st.lists(passage, min_size=1, max_size=3).map(tuple))
essays = st.builds(
    DraftEssay,
    title=one_line,
    author=st.none() | one_line,
    published=st.none() | st.dates(min_value=date(1000, 1, 1)),
    language=st.sampled_from(["en", "he", "pt-BR"]),
    source=st.none() | st.just("https://example.org/a?b=1#c"),
    sections=st.lists(section, min_size=1, max_size=3).map(tuple),
    licence=st.none() | one_line,
    pack_id=st.none() | st.just("on-bread"),
)


@settings(max_examples=400, deadline=None)
@given(essays)
def test_reading_what_was_written_gives_the_same_essay(essay: DraftEssay):
    """Lines that look like headings, rules, questions or front matter, verse and emphasis included."""
    assert read_essay("pack.md", write_pack(essay).encode(), {}) == essay


@pytest.mark.parametrize("file", sorted((Path(__file__).parents[3] / "data" / "essays").glob("*.md")), ids=str)
def test_the_starter_library_survives_a_journey(file: Path):
    """Out and in again."""
    essay = read_essay(file.name, file.read_bytes(), {})
    assert read_essay("pack.md", write_pack(essay).encode(), {}) == essay


@pytest.mark.parametrize(
    "file", sorted((Path(__file__).parents[1] / "importers" / "saved_pages").glob("*.html")), ids=lambda p: p.stem
)
def test_an_imported_page_survives_a_journey(file: Path):
    """Its suggested questions are not written: they are made anew, the same, and marked as suggested."""
    essay = read_essay(file.name, file.read_bytes(), BANKS)
    written = write_pack(essay)
    assert "\n? " not in written
    again = read_essay("pack.md", written.encode(), BANKS)
    assert (again.title, again.author, again.published, again.source) == (
        essay.title,
        essay.author,
        essay.published,
        essay.source,
    )
    assert again.sections == essay.sections


def test_a_pack_of_a_later_version_is_refused():
    """What its lines mean is not known yet."""
    with pytest.raises(StudyError) as refused:
        read_essay("new.md", b"---\npack: 2\ntitle: T\nmood: new\n---\nText.\n", {})
    assert (refused.value.key, refused.value.values) == ("import.newer_pack", {"found": "2", "known": 1})


def test_an_unknown_key_is_no_mistake():
    """It is told with its line, and so is a line that is no key."""
    essay = read_essay("t.md", b"---\npack: 1\ntitle: T\nmood: low\nand so\n---\nText.\n", {})
    told = [(remark.key, dict(remark.values)["line"], dict(remark.values)["found"]) for remark in essay.warnings]
    assert told == [("pack.unknown_key", 4, "mood"), ("pack.unknown_key", 5, "and so")]


@pytest.mark.parametrize(
    ("head", "pack"),
    [
        ("pack: 1", True),
        ("title: T\nid: on-bread", True),
        ("title: T\nlicence: CC0", True),
        ("title: T\nid: 202403011230", False),
        ("title: T\nid: on-bread\ntags: [food]", False),
        ("title: T\nlicence: CC0\nlayout: post", False),
        ("title: T", False),
    ],
)
def test_a_note_with_an_id_is_no_pack(head: str, pack: bool):
    """Programs for notes and for sites number theirs; what only packs have, or a question, tells a pack."""
    assert is_pack(f"---\n{head}\n---\nText.\n") is pack
    assert is_pack(f"---\n{head}\n---\nText.\n\n? notice: What?\n")


def test_a_mistake_in_folded_front_matter_is_told_with_its_line():
    """Lines count in the file, not in values."""
    with pytest.raises(StudyError) as refused:
        read_essay("t.md", b"---\ntitle: >\n  A\n  title\nid: On Bread\npack: 1\n---\n\n? notice: What?\n", {})
    told = [(detail.key, dict(detail.values)["line"]) for detail in refused.value.details]
    assert told == [("pack.bad_id", 5), ("pack.question_alone", 9)]


QUOTED = """---
title: T
id: t
---
The word *neighbour* has an
insult in it. It names
nobody. Somebody lives there.
\\! So it is.

! The word neighbour has an insult in it.
! The word *neighbour* has an insult in it. It names nobody.
? notice: What?

---

! before any text

Text.

!
! Texts.
"""


def test_a_pack_marks_lines_to_quote():
    """Whatever the marks and line breaks of the passage; a line of text may begin with the sign all the same."""
    (passage,) = read_essay("t.md", QUOTED.partition("---\n\n! before")[0].encode(), {}).passages
    assert passage.text.endswith("! So it is.")
    assert passage.quotes == (
        "The word neighbour has an insult in it.",
        "The word *neighbour* has an insult in it. It names nobody.",
    )


def test_a_quote_that_is_none_is_told_with_its_line():
    """Nobody is to be quoted with what they have not written."""
    many = "".join(f"! {letter}\n" for letter in "abcdefghijk")
    with pytest.raises(StudyError) as refused:
        read_essay("t.md", f"{QUOTED}! {'x' * 421}\nMore.\n\n---\n\nabcdefghijk\n\n{many}".encode(), {})
    told = [(detail.key, dict(detail.values)["line"]) for detail in refused.value.details]
    assert told == [
        ("pack.quote_alone", 16),
        ("pack.empty_quote", 20),
        ("pack.unknown_quote", 21),
        ("pack.long_quote", 22),
        ("pack.text_after_question", 23),
        ("pack.many_quotes", 27),
    ]
