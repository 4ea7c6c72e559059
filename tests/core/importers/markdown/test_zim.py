"""Pages of Zim."""

import pytest

from bot.core.importers.reader import read_essay

PAGE = (
    "Content-Type: text/x-zim-wiki\nWiki-Format: zim 0.6\n\n====== Of Salt ======\nCreated Sunday 29 November 2026\n\n"
)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Salt is //a stone//, and **one** of __many__.", "Salt is *a stone*, and **one** of many."),
        ("See http://a.example//b and [[Stones:Grey|grey ones]].", "See http://a.example//b and grey ones."),
        ("\tSalt is a stone.", "> Salt is a stone."),
        ("* salt\n\t* grey\n[*] bread", "- salt\n  - grey\n- bread"),
        ("Salt {{./a.png?width=300}} is.", "Salt is."),
    ],
)
def test_its_signs_are_read(name: str, source: str, text: str):
    """Its headings too; its header is nobody's text."""
    draft = read_essay(name, f"{PAGE}===== Stones =====\n{source}\n".encode(), {})
    assert (draft.title, [section.heading for section in draft.sections]) == ("Of Salt", ["Stones"])
    assert [passage.text for passage in draft.passages] == [text]
