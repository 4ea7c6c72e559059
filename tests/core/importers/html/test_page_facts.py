"""What a page says about its essay: title, author, language."""

import pytest

from tests.core.importers.html.samples import BREAD, SALT, parts, read


@pytest.mark.parametrize(
    ("title", "subtitle"), [("class=MsoTitle", "class=MsoSubtitle"), ("class='c4 title'", "class='c4 subtitle'")]
)
def test_a_page_of_a_word_processor_gives_its_title(title: str, subtitle: str):
    """Its class says so, and the page's own is "Untitled" or not there."""
    draft = read(f"<title>Untitled</title><p {title}><span>On Bread</span></p><p {subtitle}>A note</p><p>{BREAD}</p>")
    assert (draft.title, parts(draft)) == ("On Bread", f"A note\n\n{BREAD.strip()}")


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


def test_an_author_is_known_by_the_marks_of_a_name():
    """As WordPress sets them, where the page states none elsewhere."""
    page = f"<span class='author vcard'><a class='url fn n' href=/a>The Oven</a></span><h1>On Bread</h1><p>{BREAD}</p>"
    assert read(page).author == "The Oven"


def test_a_template_s_language_gives_way_to_the_letters():
    """A page in Hebrew on a site that says English."""
    assert read("<html lang=en><p>האהבה לזולת מתחילה בבית ובשכונה.</p>").language == "he"
    assert read("<html lang=pt-BR><p>O amor ao próximo começa em casa.</p>").language == "pt"
