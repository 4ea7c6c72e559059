"""Drafts as text, and back."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Remark
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.essays.draft_json import dump, dump_remarks, load, load_remarks
from bot.core.models import Origin, Rung

maybe = st.none() | st.text()


def some(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=3).map(tuple)


questions = st.builds(DraftQuestion, st.sampled_from(Rung), st.text(), st.sampled_from(Origin))
passages = st.builds(DraftPassage, st.text(), some(questions), some(st.text()))
sections = st.builds(DraftSection, maybe, some(passages))
remarks = st.builds(Remark, st.text(), some(st.tuples(st.text(), st.text() | st.integers())))
drafts = st.builds(
    DraftEssay,
    title=st.text(),
    author=maybe,
    published=st.none() | st.dates(),
    language=st.text(),
    source=maybe,
    sections=some(sections),
    licence=maybe,
    pack_id=maybe,
    dropped=some(st.text()),
    warnings=some(remarks),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
DRAFT = DraftEssay(
    title="On Bread",
    author=None,
    published=date(2025, 3, 3),
    language="en",
    source=None,
    sections=(
        DraftSection("One", (DraftPassage("Bread.", (DraftQuestion(Rung.APPLY, "Why?", Origin.PACK),), ("Bread.",)),)),
    ),
    warnings=(Remark("import.short", (("n", 3),)),),
)


@given(drafts)
def test_a_draft_comes_back_as_it_was(draft: DraftEssay):
    """Questions and who wrote them, dates, what was left out, what was remarked."""
    assert load(dump(draft)) == draft


@given(some(remarks))
def test_remarks_come_back_as_they_were(told: tuple[Remark, ...]):
    """A refusal crosses from one process to another."""
    assert load_remarks(dump_remarks(told)) == told


@given(json_values)
def test_other_json_is_no_draft(found: object):
    """Only what `dump` made is read."""
    with pytest.raises(ValueError, match=r"."):
        load(json.dumps(found))


@pytest.mark.parametrize("text", ["", "{", "null", "[" * 100_000, '"a draft"', dump(DRAFT)[:-1], dump(DRAFT) + "}"])
def test_other_text_is_no_draft(text: str):
    """However deep, and however nearly one."""
    with pytest.raises(ValueError, match=r"."):
        load(text)
    with pytest.raises(ValueError, match=r"."):
        load_remarks(text)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.pop("author"),
        lambda one: one.update(mood="low"),
        lambda one: one.update(title=None),
        lambda one: one.update(published="yesterday"),
        lambda one: one.update(published=20250303),
        lambda one: one.update(dropped="a line"),
        lambda one: one.update(dropped=[1]),
        lambda one: one["sections"][0].update(passages=None),
        lambda one: one["sections"][0]["passages"][0]["questions"][0].update(rung="wonder"),
        lambda one: one["sections"][0]["passages"][0]["questions"][0].update(origin="nobody"),
        lambda one: one["sections"][0]["passages"][0].update(quotes=[1]),
        lambda one: one["warnings"][0].update(values=[["n", True]]),
        lambda one: one["warnings"][0].update(values=[["n", 1.5]]),
        lambda one: one["warnings"][0].update(values=[["n"]]),
        lambda one: one["warnings"][0].update(values={"n": 1}),
    ],
)
def test_a_draft_with_something_else_in_it_is_none(change: Callable[[dict[str, object]], object]):
    """A missing, a strange or a mistyped value is found when it is read, not when it is shown."""
    found = json.loads(dump(DRAFT))
    change(found)
    with pytest.raises(ValueError, match=r"."):
        load(json.dumps(found))
