"""An essay of ours as many programs save it, whole: `real_files/README.md` says how each file was made."""

import re
from pathlib import Path

import pytest

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.importers.reader import read_essay

HERE = Path(__file__).parent / "real_files"
WRITTEN = re.sub(
    r"\A---.*?---|\[\^1\]|^(?:## |- |> )", "", (HERE / "weir.md").read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
)
SENTENCES = re.split(r"(?<=[.:])\s+(?=\S)|\n\n", " \n\n".join(" ".join(part.split()) for part in WRITTEN.split("\n\n")))
NOTE = "She kept it from 1951 until the year of the flood."
HEADINGS = ("The sound", "What it takes to hear again", "The sill")
FILES = sorted(path.name for path in HERE.iterdir() if path.name not in ("README.md", "weir.md"))
REFUSED = {"libreoffice.rtf": "import.save_as_docx", "pandoc.odt": "import.save_as_docx"}
WITHOUT_NOTE = ("libreoffice.txt", "reportlab.pdf", "python-docx.docx")
NAMED_BY_TITLE = ("joplin.md", "org.md")
"""What programs export under a note's title, which the file itself does not state."""


def letters(text: str) -> str:
    """Its letters alone: what marks, lines and hyphens are like is the business of each reader."""
    return re.sub(r"[\W\d⁰¹²³⁴⁵⁶⁷⁸⁹]", "", text)


def whole(draft: DraftEssay) -> str:
    return letters(
        " ".join(f"{section.heading} {' '.join(p.text for p in section.passages)}" for section in draft.sections)
    )


@pytest.mark.parametrize("name", [name for name in FILES if name not in REFUSED])
def test_every_sentence_comes_once_and_in_order(name: str):
    """With its headings, title and author, where the kind of file has them; and nothing beside it."""
    draft = read_essay("The Weir at Night.md" if name in NAMED_BY_TITLE else name, (HERE / name).read_bytes(), {})
    text = whole(draft)
    if not name.endswith(".txt") or name == "zim.txt":
        assert draft.title == "The Weir at Night"
        assert [re.sub(r"^\d\. ", "", section.heading or "") for section in draft.sections] == list(HEADINGS)
    at = 0
    for sentence in filter(None, map(letters, SENTENCES)):
        assert text.count(sentence) == 1, sentence
        assert text.index(sentence) >= at
        at = text.index(sentence)
    assert text.count(letters(NOTE)) == (0 if name in WITHOUT_NOTE else 1)
    assert len(text) < 1.02 * len(letters(WRITTEN)) + len(letters(NOTE)), draft
    assert draft.author in ("The River Circle", None)


@pytest.mark.parametrize("name", REFUSED)
def test_documents_of_other_kinds_are_refused_with_what_to_do(name: str):
    """They can be saved as .docx."""
    with pytest.raises(StudyError) as refused:
        read_essay(name, (HERE / name).read_bytes(), {})
    assert refused.value.key == REFUSED[name]
