"""Web pages as people save them: the essay, not the page."""

from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.importers.reader import read_essay
from tests.core.importers.html.samples import parts, read

PAGES = sorted((Path(__file__).parents[1] / "saved_pages").glob("*.html"))
FACTS = {
    "medium": ("The Second Kettle", "The Bakers' Circle", "2025-10-12"),
    "substack": ("On Borrowed Ladders", "The Allotment Letter", "2026-01-09"),
    "wordpress": ("How a Choir Breathes", "The Back Row", "2024-05-17"),
    "plain": ("The Long Table", "The Village Hall Committee", "2001-03-03"),
    "ghost": ("Notes on being wrong in public", "The Tram Stop", "2025-02-02"),
    "handmade": ("On Borrowing Tools", "The Tool Shed", "None"),
}
AROUND = [
    "<nav><ul><li><a href='/'>Home base of this site.</a></li></ul></nav>",
    "<aside><p>An aside that nobody asked for.</p></aside>",
    "<div class='share-buttons'><button>Share</button><p>Share this with everybody now.</p></div>",
    "<script>var text = '<p>A script is not an essay.</p>';</script><style>p {content: 'style'}</style>",
    "<form><p>Enter your address in the form.</p><input></form>",
    "<div id='related-posts'><h3>Related</h3><p>Another essay about something else.</p></div>",
    "<section class='comments'><ol><li><p>First to comment on this essay.</p></li></ol></section>",
    "<figure><img src=x><figcaption>Photo by a passer-by.</figcaption></figure>",
    "<!-- <p>A comment of the machine.</p> -->",
    "<p hidden>Hidden from everyone.</p>",
]
word = st.text(alphabet="abcdefgäöéшדה", min_size=1, max_size=8)
sentence = st.lists(word, min_size=4, max_size=12).map(lambda found: " ".join(found).capitalize() + ".")
written = st.sampled_from(
    [
        "<p>{}</p>", "<p>{}", "<div>{}</div>", "<div><div><p>{}</p></div></div>", "<p><em>{}</em></p>", "<p><b>{}</b>",
        "<blockquote><p>{}</p></blockquote>", "<ul><li>{}</li></ul>", "<ol><li><p>{}</p></ol>", "{}<br><br>",
        "<p><span class='x'>{}</span></p>", "<p><a href='https://example.org/a'>{}</a> And so on.</p>",
        "<table><tr><td><p>{}</p></table>", "<section><h2>A heading</h2><p>{}</p></section>", "<pre>{}</pre>",
    ]
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_saved_page_gives_its_essay_whole_and_nothing_else(page: Path):
    """Sections, lists, quotations, emphasis, links and footnotes, in the order of the page."""
    draft = read_essay(page.name, page.read_bytes(), {})
    assert parts(draft) == page.with_suffix(".txt").read_text("utf-8").rstrip("\n")
    assert (draft.title, draft.author, str(draft.published)) == FACTS[page.stem]
    assert draft.language == "en"


def test_a_page_states_where_it_came_from():
    """Its canonical address, or the one it gives to those who share it."""
    sources = [read_essay(page.name, page.read_bytes(), {}).source for page in PAGES]
    assert sources == [
        "https://wrong.example/being-wrong/",
        None,
        "https://medium.example/@bakers/the-second-kettle-1f2e3d",
        None,
        "https://allotment.example/p/on-borrowed-ladders",
        "https://rehearsal.example/2024/05/how-a-choir-breathes/",
    ]


def test_what_was_left_out_is_listed_whole():
    """A host can see that nothing of the essay went, and put it back if it did."""
    page = next(page for page in PAGES if page.stem == "substack")
    left_out = read_essay(page.name, page.read_bytes(), {}).left_out
    assert "What a lovely letter this is. I borrowed a ladder once." in left_out
    (long,) = read(f"<nav>{'on and on ' * 99}</nav><p>A short essay about bread.</p>").around
    assert (long.text, long.place) == (("on and on " * 99).strip(), 0)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(sentence, written, st.sampled_from(["", "", *AROUND])),
        min_size=1,
        max_size=10,
        unique_by=lambda each: each[0],
    ),
    st.sampled_from(["<article>{}</article>", "<main>{}</main>", "<div class=entry-content>{}</div>", "{}"]),
)
def test_every_sentence_comes_once_and_in_order(essay: list[tuple[str, str, str]], place: str):
    """Whatever tags it is wrapped in, and whatever stands between."""
    body = "".join(around + tags.format(escape(one)) for one, tags, around in essay)
    draft = read(f"<html><body><h1>A Title</h1>{place.format(body)}<footer>Small print of the site.</footer>")
    got = " ".join(passage.text for passage in draft.passages)
    last = -1
    for one, _, _ in essay:
        at = got.find(one, last + 1)
        assert at > last, one
        last = at
    assert len(got.split()) <= sum(len(one.split()) + 4 for one, _, _ in essay)
    assert not any(text in got for text in ("Home base", "An aside", "everybody now", "Another essay", "First to comm"))
    assert not any(text in got for text in ("script", "style", "the form", "Photo by", "machine", "Hidden", "Small pr"))
