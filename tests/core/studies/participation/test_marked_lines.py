"""The lines of a post that can be marked."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.posts import Mark, PostContent, PostedPassage
from bot.core.studies.participation.marked_lines import LISTED, pages
from tests.cogs.ui.discord_markdown import hostile

CONTENT = PostContent(1, "On Bread", None, None, None, "Bread.", None, None, None, 1, 3, 1, "ABC", "en", None)
TEXTS = st.one_of(hostile, st.text(), st.text("aA.1 。？」“”)とはก ၊။…*_\n ", max_size=400))

LANGUAGES = st.sampled_from(["en", "ja", "th", "de", "he"])


def content(first: str, *following: str, language: str = "en") -> PostContent:
    more = tuple(PostedPassage(number, number, None, text) for number, text in enumerate(following, start=2))
    return replace(CONTENT, text=first, following=more, language=language)


def test_each_passage_has_pages_of_its_own():
    """Numbered anew in each, through all of its pages."""
    made = pages(content("One. Two.\n\nThree.", "Word. " * (LISTED + 1)))
    assert [page.passage.number for page in made] == [1, 2, 2]
    assert made[0].lines == {Mark(0, 1): "One.", Mark(0, 2): "Two.", Mark(0, 3): "Three."}
    assert [*made[1].lines] == [Mark(1, number) for number in range(1, LISTED + 1)]
    assert made[2].lines == {Mark(1, LISTED + 1): "Word."}


@given(st.lists(TEXTS, min_size=1, max_size=3), LANGUAGES)
def test_no_line_is_lost_or_there_twice(texts: list[str], language: str):
    """White space aside, the lines of all pages are the post; they are numbered from 1, and a page is never empty."""
    made = pages(content(*texts, language=language))
    lines = [line for page in made for line in page.lines.items()]
    for place, text in enumerate(texts):
        of_passage = [words for line, words in lines if line.place == place]
        assert [line.sentence for line, _ in lines if line.place == place] == [*range(1, len(of_passage) + 1)]
        assert "".join("".join(of_passage).split()) == "".join(text.split())
    assert all(1 <= len(page.lines) <= LISTED for page in made)
