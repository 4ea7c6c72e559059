"""What is written inside the paragraphs, lists and tables of a page."""

import pytest

from tests.core.importers.html.samples import BREAD, SALT, parts, read


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


def test_a_section_in_bold_letters_heads_what_follows():
    """Parted from it by two line breaks, as pages were made by hand; its number may be all there is."""
    text = parts(read(f"<h1>On Bread</h1>{BREAD}<br><br><b>The salt in it</b><br><br>{SALT}<p><b>II.</b></p>{BREAD}"))
    assert text == f"{BREAD.strip()}\n\n# The salt in it\n\n{SALT.strip()}\n\n# II.\n\n{BREAD.strip()}"


def test_the_rows_of_a_table_begin_with_their_first_cell():
    """Whatever white space stands before it."""
    rows = "<table>\n<tr>\n<th>Bread</th>\n<th>Salt</th>\n</tr>\n<tr>\n<td>3</td>\n<td>1</td>\n</tr>\n</table>"
    assert parts(read(f"<h1>On Bread</h1><p>{BREAD}</p>{rows}")).endswith("\n\nBread | Salt\n3 | 1")


def test_links_side_by_side_do_not_run_together():
    """In the list of what was left out, each can be read."""
    page = "<nav><a href=/>Home</a><a href=/b>Bread</a> <a href=/s>Salt</a></nav><p>Bread is older than the field.</p>"
    assert read(page).left_out == ("Home · Bread Salt",)
