"""The article this project began with, as saved from its web page."""

from pathlib import Path

from bot.core.importers.reader import read_essay
from bot.core.models import Rung
from bot.i18n import Texts


def test_the_article_imports_cleanly(article: Path):
    """Its title, author and date, two sections, the whole body in order, and nothing of the page around it."""
    raw = article.read_text("utf-8")
    draft = read_essay(article.name, article.read_bytes(), Texts().banks())
    lines = [line for line in raw.split("\n") if line.strip()]
    assert draft.title == lines[0].strip()
    assert draft.author == lines[1].strip()
    assert str(draft.published) == "2024-10-31"
    headings = [section.heading for section in draft.sections]
    assert headings[0] is None
    assert len(headings) == 2
    first, last = lines.index("--") + 1, len(lines) - 1 - lines[::-1].index("--") - 1
    body = [line for line in lines[first : last + 1] if line not in ("--", headings[1])]
    assert [part for passage in draft.passages for part in passage.text.split("\n\n")] == body
    used = {*lines[:2], headings[1]}
    left = [line for line in lines if line not in body and line not in used]
    told = ("Oct 31, 2024", f"Written by {draft.author}")  # they went into date and author
    assert [line for line in left if line not in draft.left_out] == [line for line in left if line.endswith(told)]
    assert all([question.rung for question in passage.questions] == list(Rung) for passage in draft.passages)
