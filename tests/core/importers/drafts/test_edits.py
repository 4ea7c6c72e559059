"""What a host changes about an import before it goes on the shelf."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import Remark, StudyError
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.importers.drafts.edits import Per, breaks, heading_of, joined, recut, split, with_head
from bot.core.models import Origin, Rung
from bot.i18n import Texts

BANKS = Texts().banks()
OWN = DraftQuestion(Rung.NOTICE, "Who comes late?", Origin.PACK)
ONE, TWO, THREE = "Bread is broken. Whoever comes late eats too.", "Salt keeps.", "A lamp lights its bearer last."


def draft(*questions: DraftQuestion) -> DraftEssay:
    first = DraftSection("Bread", (DraftPassage(ONE, questions), DraftPassage(TWO)))
    warnings = (Remark("import.no_author"), Remark("import.short"))
    sections = (first, DraftSection("Light", (DraftPassage(THREE),)))
    return DraftEssay("At Table", None, None, "en", None, sections, warnings=warnings)


def texts(essay: DraftEssay) -> list[str]:
    return [passage.text for passage in essay.passages]


def test_a_new_title_and_author_take_their_warning_away():
    """The others stay."""
    changed = with_head(draft(), "  On Bread ", "A Circle")
    assert (changed.title, changed.author) == ("On Bread", "A Circle")
    assert [warning.key for warning in changed.warnings] == ["import.short"]
    assert with_head(changed, "On Bread", "").author is None


def test_an_essay_needs_a_title():
    """White space is none."""
    with pytest.raises(StudyError, match="no_title"):
        with_head(draft(), " ", None)


def test_two_passages_become_one():
    """Paragraphs of one passage; the others stay where they are."""
    merged = joined(draft(), 1, BANKS)
    assert texts(merged) == [f"{ONE}\n\n{TWO}", THREE]
    assert heading_of(merged, 2) == "Light"


def test_joined_passages_keep_the_questions_they_brought():
    """Suggested ones are made anew from the whole."""
    assert joined(draft(OWN), 1, BANKS).passages[0].questions == (OWN,)
    section = DraftSection("Bread", (DraftPassage(f"{ONE} " * 6), DraftPassage(f"{TWO} " * 20)))
    made = joined(replace(draft(), sections=(section,)), 1, BANKS).passages[0].questions
    assert [each.rung for each in made] == list(Rung)


def test_passages_cut_anew_are_not_asked_what_others_are_asked():
    """Also not those of another section."""
    long = DraftPassage("\n\n".join(f"{ONE} {number}. " * 8 for number in range(4)))
    sections = (DraftSection("Bread", (long,)), DraftSection("Light", (long,)))
    cut = recut(replace(draft(), sections=sections), Per.PARAGRAPH, BANKS)
    asked = [question.text for passage in cut.passages for question in passage.questions]
    assert (len(cut.passages), len(asked)) == (8, 32)
    assert len(set(asked)) == 32


@pytest.mark.parametrize(("number", "reason"), [(2, "section_ends"), (3, "essay_ends"), (9, "no_such_passage")])
def test_what_cannot_be_joined_says_why(number: int, reason: str):
    """A heading between them, the end, or no passage at all."""
    with pytest.raises(StudyError, match=reason):
        joined(draft(), number, BANKS)


def test_a_passage_too_long_for_a_post_is_not_made():
    """Discord would not take it."""
    long = DraftPassage("word " * 500)
    essay = DraftEssay("T", None, None, "en", None, (DraftSection(None, (long, long)),))
    with pytest.raises(StudyError, match="too_long_together"):
        joined(essay, 1, BANKS)


def test_a_passage_is_parted_where_a_sentence_begins():
    """Its own questions stay with the first part."""
    (at,) = breaks(ONE, "en")
    parted = split(draft(OWN), 1, at, BANKS)
    assert texts(parted)[:2] == ["Bread is broken.", "Whoever comes late eats too."]
    assert [each.questions for each in parted.passages[:2]] == [(OWN,), ()]


def test_a_quotation_stays_one_when_it_is_parted():
    """Both parts are quoted."""
    essay = DraftEssay("T", None, None, "en", None, (DraftSection(None, (DraftPassage("> One came. Two went."),)),))
    assert texts(split(essay, 1, breaks("> One came. Two went.", "en")[0], BANKS)) == ["> One came.", "> Two went."]


def test_a_sentence_is_never_parted():
    """A place inside one is refused."""
    with pytest.raises(StudyError, match="no_break"):
        split(draft(), 1, 3, BANKS)


PIECES = st.sampled_from(["One came.", "Two went away?", "- item", "And then?"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_joining_undoes_splitting(paragraphs: list[list[str]]):
    """Where a passage is parted at a paragraph; elsewhere every word is still there, in order."""
    text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    essay = DraftEssay("T", None, None, "en", None, (DraftSection(None, (DraftPassage(text),)),))
    for at in breaks(text, "en"):
        parted = split(essay, 1, at, BANKS)
        again = joined(parted, 1, BANKS)
        assert " ".join(texts(again)).split() == text.split()
        if text[:at].endswith("\n\n"):
            assert texts(again) == [text]
