"""Web pages as people save them: the essay, not the page."""

from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.importers.reader import read_essay

PAGES = sorted((Path(__file__).parent / "saved_pages").glob("*.html"))
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


def parts(draft: DraftEssay) -> str:
    """The essay as the files beside the pages have it."""
    told: list[str] = []
    for section in draft.sections:
        told += [f"# {section.heading}"] if section.heading else []
        told += [passage.text for passage in section.passages]
    return "\n\n".join(told)


def read(page: str) -> DraftEssay:
    return read_essay("page.html", page.encode(), {})


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


def test_what_was_left_out_is_listed_shortened():
    """A host can see at a glance that nothing of the essay went."""
    page = next(page for page in PAGES if page.stem == "substack")
    dropped = read_essay(page.name, page.read_bytes(), {}).dropped
    assert "What a lovely letter this is. I borrowed a ladder once." in dropped
    assert all(len(line) <= 120 for line in dropped)
    long = read(f"<nav>{'on and on ' * 99}</nav><p>A short essay about bread.</p>").dropped
    assert long[0].endswith("…")


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


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Read <a href='https://example.org/rye'>about rye</a>.", "Read [about rye](https://example.org/rye)."),
        ("See <a href='https://evil.example/x'>bank.example</a>.", "See bank.example (https://evil.example/x)."),
        ("See our <a href='https://www.bank.example/x'>bank.example</a>.", "See our [bank.example](https://www.bank.example/x)."),
        ("See <a href='https://a.example@evil.example/'>a.example</a>.", "See a.example (https://a.example@evil.example/)."),
        ("See <a href='javascript:alert(1)'>this one</a> now.", "See this one now."),
        ("See <a href='/local'>this one</a> now.", "See this one now."),
        ("A <b>bold <i>and slanted</i></b> word here.", "A **bold** ***and slanted*** word here."),
        ("Two&nbsp;words &amp; one &lt;tag&gt;.", "Two words & one <tag>."),
        ("She said <q>come in</q> to us.", "She said “come in” to us."),
        ("Line one<br>line two here.", "Line one\nline two here."),
        ("One&#x202e; two three\u200b four.", "One two three four."),
        (r"See <a href='https://evil.example\@me.example/'>me.example</a>.", "See me.example (https://evil.example/@me.example/)."),
        (
            "See it on <a href='https://www.google.com/url?q=https://a.example/b%3Fc&sa=D&usg=x'>a.example</a>.",
            "See it on [a.example](https://a.example/b?c).",
        ),
        ("<a href=https://a.example>In</a><a href=/b>out</a> of it.", "[In](https://a.example)out of it."),
    ],
)  # fmt: skip
def test_what_is_inside_a_paragraph_stays_as_markdown(source: str, text: str):
    """Emphasis and links; a link that names another place than its own says both."""
    assert parts(read(f"<p>{source}</p>")) == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<em><p>I am one.</p><p>I am two.</p></em><p>I am not.</p>", "*I am one.*|*I am two.*|I am not."),
        ("<div><b><p>I am one.<p>I am two.</b></div>I am not.", "**I am one.**|**I am two.**|I am not."),
        ("<div><i>I am one.<p>I am two.</p></div>I am not.", "*I am one.*|*I am two.*|I am not."),
        ("<p><i>I am one.</p><p>I am not.</p></i>", "*I am one.*|I am not."),
        ("<p><i>I</i> am one.</i></p><p><i>I am two.</i></p>", "*I* am one.|*I am two.*"),
    ],
)  # fmt: skip
def test_emphasis_runs_through_the_part_it_begins_in(page: str, text: str):
    """Across paragraphs; one that is never ended does not run through the whole essay."""
    assert parts(read(page)) == text.replace("|", "\n\n")


def test_a_list_begins_with_the_number_it_says():
    """The third of the reasons stays the third."""
    assert parts(read("<p>There are more:</p><ol start=3><li>They say so.<li>We do too.</ol>")).endswith(
        "3. They say so.\n4. We do too."
    )


BREAD = "Bread is older than the field that bears it, and the field is older than we. " * 6
SALT = "Salt is a stone that we eat, and there is no bread without it. " * 5
TEASER = "Water was here before all of them, and it will be here when they have gone. " * 4


@pytest.mark.parametrize(
    "page",
    [
        f"<main><article><h2>One</h2><p>{BREAD}</p></article><article><h2>Two</h2><p>{SALT}</p></article></main>",
        f"<article><p>{BREAD}</p></article><article><p>{SALT}</p></article>",
        f"<article><p class=entry-content>{BREAD}</p></article><article><p class=entry-content>{SALT}</p></article>",
    ],
)
def test_an_essay_in_several_articles_is_read_whole(page: str):
    """Side by side they are the chapters of one page."""
    text = parts(read(page))
    assert BREAD.strip() in text
    assert SALT.strip() in text


@pytest.mark.parametrize(
    "teaser",
    [
        f"<article><h2><a href=/water>On Water</a></h2><p>{TEASER}</p></article>",
        f"<article><h2>On Water</h2><p>{TEASER}</p><p><a href=/water>Go on reading</a></p></article>",
        f"<article><a href=/water><h2>On Water</h2><p>{TEASER}</p></a></article>",
        f"<a href=/water><article><h2>On Water</h2><p>{TEASER}</p></article></a>",
        f"<article class=comment><p>{TEASER}</p></article>",
    ],
)
def test_articles_that_lead_elsewhere_stay_out(teaser: str):
    """What a page shows of other essays, and what others said about this one."""
    text = parts(read(f"<main><article><h1>On Bread</h1><p>{BREAD}</p></article>{teaser * 3}</main>"))
    assert text == BREAD.strip()


CARDS = {
    "medium": "<div><a href=/w><div><h2>On Water</h2><h3>What runs</h3><p>water.example</p></div></a></div>",
    "substack": "<div><a href=/w><div><div>On Water</div></div><div>Water was here before all…</div>Read on</a></div>",
    "ghost": "<figure><a href=/w><div><div>On Water</div><div>Water was here before all.</div></div></a></figure>",
    "button": "<div class='kg-button-card'><a href='#/portal'>Become a member</a></div>",
    "appeal": "<div class=kg-cta-card><p>Tired of bread? Try our water.</p></div>",
    "contents": "<div id=ez-toc-container><p>Contents</p><nav><ul><li><a href=#s>Salt</a></ul></nav></div>",
    "enlarge": "<figure><div><span>Press enter or click to view image in full size</span></div></figure>",
    "row": "<table><tr><td><img src=x></td></tr><tr><td class=tr-caption>Field, 1857 (Wikimedia)</td></tr></table>",
    "caption": "<div><img src=x><p class=wp-caption-text>The field in May. Photo: a neighbour.</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_what_is_set_between_paragraphs_stays_out(card: str):
    """A card that leads to another essay heads no section of this one, and nothing asks the group to sign up."""
    text = parts(read(f"<article><h1>On Bread</h1><p>{BREAD}</p>{card}<p>{SALT}</p></article>"))
    assert text == f"{BREAD.strip()}\n\n{SALT.strip()}"


@pytest.mark.parametrize(
    "masthead",
    [
        "<p><a href=https://baker.example/@oven>The Oven</a></p>",
        "<p><em>by <a href=/oven>The Oven</a></em></p>",
        "<p>Published in</p><a href=https://baker.example><p>The Crust</p></a><p>More</p>",
        "<p>Published June 1st, 2019 | Updated 4 June 2019</p>",
        "<p>Posted on Monday, 3 June 2019 at 19:02</p>",
    ],
)
def test_what_is_said_about_an_essay_above_it_stays_out(masthead: str):
    """Also where it is a link or slanted; author and date are shown by themselves."""
    head = "<meta name=author content='The Oven'><meta property=og:site_name content='The Crust'>"
    assert parts(read(f"{head}<h1>On Bread</h1>{masthead}<p>{BREAD}</p><p>{SALT}</p>")).startswith(BREAD[:50])


@pytest.mark.parametrize(
    "below",
    [
        "© 2019 The Crust. All rights reserved.",
        "Last updated: 3 March 1998",
        "URL: https://crust.example/bread",
        "If you enjoyed this story, follow me or buy me a coffee.",
    ],
)
def test_small_print_below_an_essay_stays_out(below: str):
    """Rights and dates of a page that has no part for them."""
    draft = read(f"<h1>On Bread</h1><p>{BREAD}</p><p>{below}</p>")
    assert (parts(draft), draft.dropped) == (BREAD.strip(), (below,))


def test_the_end_of_a_newsletter_is_not_the_essay_s():
    """Who gets it, who else does, and how not to."""
    tail = (
        "<a href=https://list.example/f>Forward to a friend</a><div><a href=https://f.example>Facebook</a> | "
        "<a href=https://i.example>Instagram</a></div><div>You are receiving this email because you opted in.<br>"
        "The Crust<br>12 Mill Lane<br>You can <a href=https://list.example/u>unsubscribe from this list</a>.</div>"
    )
    assert parts(read(f"<h1>On Bread</h1><p>{BREAD}</p>{tail}")) == BREAD.strip()


@pytest.mark.parametrize(
    ("title", "subtitle"), [("class=MsoTitle", "class=MsoSubtitle"), ("class='c4 title'", "class='c4 subtitle'")]
)
def test_a_page_of_a_word_processor_gives_its_title(title: str, subtitle: str):
    """Its class says so, and the page's own is "Untitled" or not there."""
    draft = read(f"<title>Untitled</title><p {title}><span>On Bread</span></p><p {subtitle}>A note</p><p>{BREAD}</p>")
    assert (draft.title, parts(draft)) == ("On Bread", f"A note\n\n{BREAD.strip()}")


@pytest.mark.parametrize(
    "below",
    [
        "<p class='postmetadata alt'>This entry was posted on Friday. You can leave a response.</p>",
        "<h3>2 Responses to &#8220;On Bread&#8221;</h3><ol><li><p>I miss salt in this, as always.</p></li></ol>",
        "It rises.<br><br><a href='https://crust.example/1#cut'>Read on</a>",
    ],
)
def test_what_older_blogs_put_below_a_post_stays_out(below: str):
    """When it was posted, what was said to it, and the way to the rest of it."""
    text = parts(read(f"<h1>On Bread</h1><p>{BREAD}</p><p>{SALT}</p>{below}"))
    assert text.replace("It rises.", "").strip() == f"{BREAD.strip()}\n\n{SALT.strip()}"


def test_what_is_not_printed_stays_out():
    """The ways to other chapters of a book, and to edit a section."""
    page = (
        f"<h1>On Bread</h1><div class='ws-noexport noprint'>←<a href=/w>Of the Wall</a></div><p>{BREAD}</p>"
        f"<h2>Salt<span class=mw-editsection>[<a href=/e>edit</a>]</span></h2><p>{SALT}</p>"
    )
    assert parts(read(page)) == f"{BREAD.strip()}\n\n# Salt\n\n{SALT.strip()}"


@pytest.mark.parametrize(
    "last",
    [
        "Back to the oven we went, and back to the dough.",
        "Tagged as a thief of bread, he walked home.",
        "Copyright is a strange word for bread.",
        "In the end we had only to unsubscribe.",
        "If you liked this bread, follow the smell.",
    ],
)
def test_a_last_sentence_is_no_small_print(last: str):
    """However much it begins like some."""
    assert parts(read(f"<h1>On Bread</h1><p>{BREAD}</p><p>{last}</p>")).endswith(last)


def test_footnotes_of_a_page_saved_whole_stay_footnotes():
    """Browsers that save a page put its address before links that stay within it."""
    here = "https://crust.example/p/bread#"
    page = (
        f"<p>{BREAD.strip()}<a href='{here}fn1'>1</a> {SALT.strip()}<sup><a href='{here}cite-2'>[2]</a></sup></p>"
        f"<div class=footnote><a href='{here}ref1'>1</a><div><p>So we are told.</p></div></div>"
        f"<div class=footnotes><p>[2] So are they. <a href='{here}ref2'>↩\ufe0e</a></p></div>"
    )
    text = parts(read(page))
    assert text.endswith("without it.[2]\n\n[1] So we are told.\n\n[2] So are they.")
    assert f"{BREAD.strip()}[1] Salt" in text


@pytest.mark.parametrize(
    "page",
    [
        "<title>The Crust - Vol. 3 - On Bread</title><table><tr><td>The Crust</td></tr></table><h2>On Bread</h2>",
        "<title>The Crust  &raquo; On Bread</title><h1><a href=/>The Crust</a></h1><h2>On Bread</h2>",
        "<title>The Crust: On Bread</title><center><b>On Bread</b><br><i>by The Oven</i></center>",
    ],
)
def test_a_title_without_its_own_tag_is_found_by_its_name(page: str):
    """Older pages say it in large letters, and at the end of what the window shows."""
    draft = read(f"{page}<p>{BREAD}</p><p>{SALT}</p>")
    assert (draft.title, parts(draft)[:5]) == ("On Bread", "Bread")


def test_a_section_in_bold_letters_heads_what_follows():
    """Parted from it by two line breaks, as pages were made by hand; its number may be all there is."""
    text = parts(read(f"<h1>On Bread</h1>{BREAD}<br><br><b>The salt in it</b><br><br>{SALT}<p><b>II.</b></p>{BREAD}"))
    assert text == f"{BREAD.strip()}\n\n# The salt in it\n\n{SALT.strip()}\n\n# II.\n\n{BREAD.strip()}"


def test_an_author_is_known_by_the_marks_of_a_name():
    """As WordPress sets them, where the page states none elsewhere."""
    page = f"<span class='author vcard'><a class='url fn n' href=/a>The Oven</a></span><h1>On Bread</h1><p>{BREAD}</p>"
    assert read(page).author == "The Oven"


def test_links_side_by_side_do_not_run_together():
    """In the list of what was left out, each can be read."""
    page = "<nav><a href=/>Home</a><a href=/b>Bread</a> <a href=/s>Salt</a></nav><p>Bread is older than the field.</p>"
    assert read(page).dropped == ("Home · Bread Salt",)


def test_a_page_wrapped_in_a_form_is_read():
    """Some programs put a form around everything."""
    essay = "<p>" + "Bread is older than the field that bears it. " * 10 + "</p>"
    assert len(read(f"<form><nav>Home</nav>{essay}</form>").passages) == 1


def test_a_template_s_language_gives_way_to_the_letters():
    """A page in Hebrew on a site that says English."""
    assert read("<html lang=en><p>האהבה לזולת מתחילה בבית ובשכונה.</p>").language == "he"
    assert read("<html lang=pt-BR><p>O amor ao próximo começa em casa.</p>").language == "pt"


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<nav><a href=/>Home</a><a href=/b>Bread</a></nav><form><input></form></body></html>", "Home · Bread"),
        ("<h1>Sign in</h1><form><label>Name</label><button>Go</button></form>", "Sign in · Name · Go"),
        ("<h1>Our letters</h1><p><a href=/1>On bread</a></p><p><a href=/2>Salt</a>", "Our letters · On bread · Salt"),
    ],
)  # fmt: skip
def test_a_page_without_an_essay_is_refused(page: str, seen: str):
    """With what was seen on it: a page to sign in on, or a list of essays, is not read to a group."""
    with pytest.raises(StudyError) as refused:
        read(page)
    assert str(refused.value) == f"import.no_essay_on_page (seen={seen!r})"


@pytest.mark.parametrize("page", ["<div id=root></div><script>only()</script>", "<img src=x><p>—</p>"])
def test_a_page_that_fetches_its_text_later_is_refused(page: str):
    """Saved without having been opened, it holds a program and no words."""
    with pytest.raises(StudyError) as refused:
        read(page)
    assert refused.value.key == "import.empty_page"


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 200_000, "<blockquote>" * 100_000, "<ul><li>" * 50_000, "<b>" * 200_000, "<!--" * 500_000,
        "<![CDATA[" * 100_000, "<a href=x><p>a</p>" * 5_000, "<p>" + "[" * 200_000 + "</p>",
        "<?" * 500_000, "<a b='" * 200_000, "<svg>" * 100_000, "</div>" * 200_000, "<" * 200_000,
    ],
    ids=lambda page: page[:9],
)  # fmt: skip
def test_hostile_pages_are_read_all_the_same(hostile: str):
    """Neither depth nor what is never closed keeps the essay before it from being found."""
    essay = "<p>" + "Bread is older than the field that bears it. " * 10 + "</p>"
    assert "Bread is older" in parts(read(essay + hostile + essay))


@pytest.mark.parametrize(
    "said",
    [
        "<!--[if lt IE 9]><script src=shiv.js></script><![endif]-->",
        "<!--[if gte mso 9]><xml><o:AllowPNG/></xml><![endif]-->",
        "<!--[if !mso]><!--><p>It stays.</p><!--<![endif]-->",
        "<![if !supportLists]><p>It stays.</p><![endif]>",
    ],
)
def test_what_a_page_says_to_old_browsers_ends_where_it_ends(said: str):
    """What stands between it and the next comment is not taken for part of it."""
    text = parts(read(f"<html><head>{said}</head><body><p>{BREAD}</p><!-- end --><p>{SALT}</p>"))
    assert text.removeprefix("It stays.\n\n") == f"{BREAD.strip()}\n\n{SALT.strip()}"


def test_ten_megabytes_of_page_are_read():
    """Most of a saved page is scripts and pictures."""
    picture = f"<img src='data:image/png;base64,{'A' * 9_000_000}'>"
    assert parts(read(f"<p>Bread is older than the field.</p>{picture}<p>It rises.</p>")).endswith("It rises.")


def test_a_page_s_own_encoding_is_believed():
    """Older pages say theirs at the top."""
    page = "<meta charset=windows-1251><p>Дорога к ближнему начинается с порога.</p>".encode("cp1251")
    assert parts(read_essay("a.htm", page, {})) == "Дорога к ближнему начинается с порога."


def test_the_rows_of_a_table_begin_with_their_first_cell():
    """Whatever white space stands before it."""
    rows = "<table>\n<tr>\n<th>Bread</th>\n<th>Salt</th>\n</tr>\n<tr>\n<td>3</td>\n<td>1</td>\n</tr>\n</table>"
    assert parts(read(f"<h1>On Bread</h1><p>{BREAD}</p>{rows}")).endswith("\n\nBread | Salt\n3 | 1")
