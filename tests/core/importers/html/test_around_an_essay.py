"""What stands above, below and between the paragraphs of an essay on its page, and is none of it."""

import pytest

from tests.core.importers.html.samples import BREAD, SALT, parts, read

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
    assert (parts(draft), draft.left_out) == (BREAD.strip(), (below,))


def test_the_end_of_a_newsletter_is_not_the_essay_s():
    """Who gets it, who else does, and how not to."""
    tail = (
        "<a href=https://list.example/f>Forward to a friend</a><div><a href=https://f.example>Facebook</a> | "
        "<a href=https://i.example>Instagram</a></div><div>You are receiving this email because you opted in.<br>"
        "The Crust<br>12 Mill Lane<br>You can <a href=https://list.example/u>unsubscribe from this list</a>.</div>"
    )
    assert parts(read(f"<h1>On Bread</h1><p>{BREAD}</p>{tail}")) == BREAD.strip()


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
