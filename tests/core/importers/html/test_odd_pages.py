"""Pages without an essay, and pages that are broken, huge or hostile."""

import pytest

from bot.core.errors import StudyError
from bot.core.importers.reader import read_essay
from tests.core.importers.html.samples import BREAD, SALT, parts, read


def test_a_page_wrapped_in_a_form_is_read():
    """Some programs put a form around everything."""
    essay = "<p>" + "Bread is older than the field that bears it. " * 10 + "</p>"
    assert len(read(f"<form><nav>Home</nav>{essay}</form>").passages) == 1


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
