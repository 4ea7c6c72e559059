"""Sections that are too short for a passage of their own."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from bot.core.essays.passage_splitter import AIM, LEAST, cut
from bot.core.essays.section_joining import Section, join_short_sections
from bot.core.text.normalization import count_words
from bot.core.text.sentence_ends import announces

sentence = st.integers(1, 40).map(lambda count: " ".join(["Word", *["word"] * (count - 1)]) + ".")
paragraph = st.lists(sentence, min_size=1, max_size=6).map(" ".join) | st.sampled_from(["He said:", "*By the well*"])
section = st.tuples(st.none() | st.sampled_from(["One", "Two", "*Three*"]), st.lists(paragraph, min_size=1, max_size=6))
sections = st.lists(section, min_size=1, max_size=12)


def words(paragraphs: list[str]) -> int:
    return sum(map(count_words, paragraphs))


@given(sections)
def test_every_paragraph_comes_once_and_in_order(given_sections: list[Section]):
    """Only headings are put between them."""
    told = [paragraph for _, paragraphs in join_short_sections(given_sections) for paragraph in paragraphs]
    written = list(chain.from_iterable(paragraphs for _, paragraphs in given_sections))
    assert [paragraph for paragraph in told if not paragraph.startswith("**")] == written


@given(sections)
def test_no_section_is_too_short(given_sections: list[Section]):
    """Nor does one end in a colon, but the last."""
    joined = join_short_sections(given_sections)
    if sum(words(paragraphs) for _, paragraphs in given_sections) >= LEAST:
        assert all(words(paragraphs) >= LEAST for _, paragraphs in joined)
        assert not any(announces(paragraphs[-1]) for _, paragraphs in joined[:-1])
    else:
        assert joined == given_sections


@given(sections)
def test_no_passage_is_too_short_or_ends_before_what_it_announces(given_sections: list[Section]):
    """Sixty words at least, and what a colon or a heading stands before is there as well."""
    joined = join_short_sections(given_sections)
    if sum(words(paragraphs) for _, paragraphs in given_sections) >= LEAST:
        passages = [passage for _, paragraphs in joined for passage in cut(paragraphs, "en")]
        assert all(count_words(passage) >= LEAST for passage in passages)
        assert not any(announces(passage.rsplit("\n\n", 1)[-1]) for passage in passages[:-1])


def test_place_and_date_stand_before_what_follows():
    """Under the heading they came with; a long section keeps its own for its other passages."""
    long = [f"{number} " * 80 for number in ("one", "two", "three", "four")]
    joined = join_short_sections([("First Letter", ["*By the well*"]), ("To a Friend", long)])
    assert joined == [
        ("First Letter", ["*By the well*", "**To a Friend**", *long[:2]]),
        ("To a Friend", long[2:]),
    ]


def test_the_last_one_goes_to_the_one_before():
    """A farewell is no day of its own."""
    joined = join_short_sections([("A Letter", ["word " * AIM]), ("Farewell", ["Go well."])])
    assert joined == [("A Letter", ["word " * AIM, "**Farewell**", "Go well."])]
