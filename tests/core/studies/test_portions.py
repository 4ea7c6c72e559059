"""How much comes at once, and how it is parted into messages."""

from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.essays.sizes import PASSAGE
from bot.core.models import Portion, PortionKind
from bot.core.posts import PostContent, PostedPassage
from bot.core.studies import portions
from bot.core.studies.portions import MOST, Measured
from bot.core.studies.post_parts import parts
from bot.core.text.markup import length_in_post


@st.composite
def plans(draw: st.DrawFn) -> list[Measured]:
    """What is left of two essays, some of it passed over, with sections of all lengths."""
    headings = st.sampled_from([None, "Bread", "Wine", "Salt"])
    passages = [
        Measured(100 * essay + number, essay, number, draw(headings), draw(st.integers(1, 900)))
        for essay in (1, 2)
        for number in range(1, draw(st.integers(1, 30)))
    ]
    return [passage for passage in passages if draw(st.integers(0, 9))]


PORTIONS = st.sampled_from([*PortionKind]).flatmap(
    lambda kind: st.builds(Portion, st.just(kind), st.integers(50, 3000) if kind is PortionKind.WORDS else st.just(0))
)


@given(plans(), PORTIONS)
def test_every_passage_comes_once_and_in_its_order(plan: list[Measured], portion: Portion):
    """Whatever comes together."""
    together = list(portions.portions(plan, portion))
    assert list(chain(*together)) == [passage.passage_id for passage in plan]


@given(plans(), PORTIONS)
def test_what_comes_together_follows_one_another_in_one_essay(plan: list[Measured], portion: Portion):
    """And there are never more than ten passages, of one section, or of as many words as are wished."""
    by_id = {passage.passage_id: passage for passage in plan}
    for together in portions.portions(plan, portion):
        passages = [by_id[passage_id] for passage_id in together]
        assert len(passages) <= MOST
        assert all(
            one.essay_id == other.essay_id and one.number + 1 == other.number for one, other in pairwise(passages)
        )
        if portion.kind is PortionKind.SECTION:
            assert len({passage.heading for passage in passages}) == 1
        if portion.kind is PortionKind.PASSAGE or (passages[0].heading is None and portion.kind is PortionKind.SECTION):
            assert len(passages) == 1
        if portion.kind is PortionKind.WORDS:
            assert len(passages) == 1 or sum(passage.words for passage in passages) <= portion.words


@given(plans(), PORTIONS)
def test_the_first_ten_passages_tell_what_comes_next(plan: list[Measured], portion: Portion):
    """A claim reads no more of the plan."""
    assert next(portions.portions(plan, portion), ()) == next(portions.portions(plan[:MOST], portion), ())


@pytest.mark.parametrize(
    ("typed", "portion"),
    [
        ("passage", Portion()),
        ("Section", Portion(PortionKind.SECTION)),
        ("450", Portion(PortionKind.WORDS, 450)),
        ("about 1000 words", Portion(PortionKind.WORDS, 1000)),
    ],
)
def test_a_portion_is_understood_as_it_is_typed(typed: str, portion: Portion):
    """And as it is written into a list of choices."""
    assert portions.named(typed) == portion
    assert portions.named(portions.written(portion)) == portion


@pytest.mark.parametrize("typed", ["", "much", "5 words", "9000", "0", "-600000"])
def test_what_is_no_portion_is_refused(typed: str):
    """With what would be one."""
    with pytest.raises(StudyError, match=r"portion\.unknown"):
        portions.named(typed)


@given(st.lists(st.text("ab #*\n", min_size=1, max_size=PASSAGE // 2), min_size=1, max_size=MOST))
def test_a_post_is_parted_into_messages_of_a_passages_length(texts: list[str]):
    """Each passage stands in one of them, whole, in order; no two neighbours would fit into one."""
    texts = [text for text in texts if length_in_post(text) <= PASSAGE] or ["a"]
    first, *others = [PostedPassage(number, number, None, text) for number, text in enumerate(texts, start=1)]
    content = PostContent(
        *(first.passage_id, "On Bread", None, None, None, first.text, None, None, None, 1, len(texts), 1, "ABCDEF"),
        *("en", None),
        following=tuple(others),
    )
    messages = parts(content)
    assert list(chain(*messages)) == [first, *others]
    lengths = [sum(length_in_post(passage.text) for passage in message) for message in messages]
    assert max(lengths) <= PASSAGE


def test_as_many_words_as_can_be_chosen_can_come():
    """Of passages of the usual length: what is offered is not cut short by the number of passages."""
    usual = [Measured(number, 1, number, None, 120) for number in range(1, 100)]
    for words in (*(each.words for each in portions.OFFERED if each.words), portions.MOST_WORDS):
        (first, *_) = portions.portions(usual, Portion(PortionKind.WORDS, words))
        assert 120 * (len(first) + 1) > words
