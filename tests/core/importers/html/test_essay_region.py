"""What other people's pages put around an essay, and the names they give to it: none of that may cost a paragraph."""

import pytest

from tests.core.importers.html.samples import parts, read

ESSAY = (
    (
        "The mill at the ford grinds for three villages, and none of them has ever owned it. It stands where it "
        "stands because the water falls there, and whoever lives beside it sweeps the floor."
    ),
    (
        "A neighbour is somebody whose lamp you see before you see your own. We did not choose each other, and so "
        "there is nothing to take back when the winter is long and the wood is short."
    ),
    (
        "My aunt carried flour to a house she disliked, every second week, for nineteen years. Asked about it, she "
        "said that dislike is a kind of weather, and that nobody stops carrying flour for that."
    ),
    (
        "When the wheel broke, the three villages quarrelled about the cost until harvest. Then they mended it in a "
        "day, and quarrelled for another year about who had been the first to bring a plank."
    ),
)
P = "".join(f"<p>{text}</p>" for text in ESSAY)
WHOLE = "\n\n".join(ESSAY)
CONSENT = (
    "<div role='dialog'><p>We and our partners value your choices. Accept them all, or choose among the purposes for "
    "which we keep what you do here.</p></div>"
)


@pytest.mark.parametrize(
    "page",
    [
        "<div class='content-sidebar-wrap'><article><h1>The Mill</h1>{}</article></div>",
        "<div class='elementor-widget elementor-widget-theme-post-content'>{}</div>",
        "<aside class='l-main'>{}</aside>",
        "<footer>{}</footer>",
        "<div id='comments-open' class='related share widget'>{}</div>",
        "<div hidden id='S:0'>{}</div>",
        f"<div aria-hidden='true'>{{}}</div>{CONSENT}",
    ],
)
def test_the_name_of_a_wrapper_costs_nothing(page: str):
    """Most of what a page says is its essay, whatever it is called."""
    assert parts(read(f"<html><body><nav>Home</nav>{page.format(P)}</body>")) == WHOLE


@pytest.mark.parametrize(
    "name", ["id=menu-106", "class='sidebar note'", "class=tags", "class=bio", "class=footer-text"]
)
def test_the_name_of_a_small_part_costs_nothing(name: str):
    """A paragraph in a part of its own is none the less the essay's."""
    page = P.replace(f"<p>{ESSAY[1]}</p>", f"<div {name}><p>{ESSAY[1]}</p></div>")
    assert parts(read(f"<article><h1>The Mill</h1>{page}</article>")) == WHOLE


def test_the_class_of_a_paragraph_costs_nothing():
    """Magazines mark each as behind their paywall."""
    paid = P.replace("<p>", "<p class='paywall'>")
    assert parts(read(f"<article><h1>The Mill</h1>{paid}</article>")) == WHOLE


def test_an_id_that_is_its_heading_costs_nothing():
    """pandoc, Quarto and Sphinx name a section so; these are words of share bars as well."""
    page = "".join(
        f"<section id='{heading.lower().replace(' ', '-')}'><h2>{heading}</h2><p>{text}</p></section>"
        for heading, text in zip(("The Mill", "Sharing Flour", "Social Weather", "In Winter"), ESSAY, strict=True)
    )
    text = parts(read(f"<h1>On Neighbours</h1>{page}"))
    assert all(one in text for one in ESSAY)
    assert "**Sharing Flour**" in text


def test_an_essay_in_several_parts_of_one_name_is_read_whole():
    """Pictures part it."""
    page = "<hr><img src=x>".join(f"<div class='post__content'><p>{text}</p></div>" for text in ESSAY)
    text = parts(read(f"<main><h1>The Mill</h1>{page}</main>"))
    assert [one for one in ESSAY if one not in text] == []


@pytest.mark.parametrize(
    "around",
    [
        "<ul class='x'><li><a href=/a>Mills of the north</a></li><li><a href=/b>Fords and bridges</a></li></ul>",
        "<div class='y'><a href=/join>Join us for one coin a month</a></div>",
        "<div role='dialog'><p>Would you like to hear of every new essay on mills?</p></div>",
    ],
)
def test_links_to_other_pages_among_the_paragraphs_stay_out(around: str):
    """Nobody named them for us."""
    page = around.join(f"<p>{text}</p>" for text in ESSAY)
    assert parts(read(f"<article><h1>The Mill</h1>{page}</article>")) == WHOLE


def test_a_picture_that_stands_for_a_word_is_read_as_that_word():
    """An emoji, a formula; a photograph is none."""
    signs = (
        "I <img class='wp-smiley emoji' alt='❤' src=x> this mill, and <img class=latex alt='a^2' src=x> sacks of it."
    )
    formula = "<math><mi>x</mi><annotation encoding='application/x-tex'>x=2</annotation></math>"
    text = parts(
        read(f"<article><p>{signs} Then {formula} is left. <img alt='The mill in May' src=x></p>{P}</article>")
    )
    assert text.startswith("I ❤ this mill, and a^2 sacks of it. Then x=2 is left.\n")


def test_linked_data_between_the_marks_of_cdata_is_read():
    """As pages have it that are XHTML as well."""
    data = '//<![CDATA[\n{"@type": "Article", "author": {"name": "The Ford"}, "datePublished": "2018-04-05"}\n//]]>'
    draft = read(f"<script type='application/ld+json'>{data}</script><h1>The Mill</h1>{P}")
    assert (draft.author, str(draft.published)) == ("The Ford", "2018-04-05")


def test_a_title_loses_the_name_of_a_site_that_its_address_tells():
    """Nothing else on the page names it."""
    head = "<title>The Mill — FordBlog</title><link rel=canonical href='https://www.fordblog.example/mill'>"
    assert read(f"{head}<p>{ESSAY[0]}</p>{P}").title == "The Mill"
