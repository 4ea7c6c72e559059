"""The essays that come with the bot."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.core.essays.passage_splitter import LEAST, MOST
from bot.core.importers.reader import read_essay
from bot.core.models import Origin, Rung
from bot.core.text.normalization import count_words

SCHOOL = re.compile(
    r"(?:according to|list |retell|put in order|at what point|in what do|compare |explain|when does|how long"
    r"|what does the (?:writer|passage))",
    re.IGNORECASE,
)
"""How a teacher asks who wants to hear what stands in the text."""
PACKS = sorted((Path(__file__).parents[1] / "data" / "essays").glob("*.md"))


def test_there_are_at_least_four_essays():
    """Enough for a month and more."""
    assert len(PACKS) >= 4


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_every_pack_is_ready_to_be_read(pack: Path):
    """7 to 12 passages of a good size, each with its own question on all four rungs, in a stable pack."""
    draft = read_essay(pack.name, pack.read_bytes(), {})
    assert draft.pack_id
    assert draft.licence == "CC-BY-4.0"
    assert 7 <= len(draft.passages) <= 12
    for passage in draft.passages:
        assert LEAST <= count_words(passage.text) <= MOST
        assert [question.rung for question in passage.questions] == list(Rung)
        assert {question.origin for question in passage.questions} == {Origin.PACK}


def test_no_question_is_asked_twice():
    """Every passage has questions of its own."""
    drafts = [read_essay(pack.name, pack.read_bytes(), {}) for pack in PACKS]
    asked = [question.text for draft in drafts for passage in draft.passages for question in passage.questions]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_questions_are_written_and_not_filled_into_a_form(pack: Path):
    """One thing is asked at a time, no two begin alike, and none is for school."""
    draft = read_essay(pack.name, pack.read_bytes(), {})
    asked = [question.text for passage in draft.passages for question in passage.questions]
    beginnings = Counter(" ".join(text.lower().split()[:3]) for text in asked)
    assert [beginning for beginning, count in beginnings.items() if count > 1] == []
    assert [text for text in asked if text.count("?") > 1 or SCHOOL.match(text)] == []


def test_no_sentence_is_taken_from_the_article(article: Path):
    """No six words in a row are the article's."""
    theirs = runs(article.read_text("utf-8"))
    for pack in PACKS:
        assert runs(pack.read_text("utf-8")) & theirs == set(), pack.name


def runs(text: str) -> set[tuple[str, ...]]:
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}
