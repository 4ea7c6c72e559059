"""Lines that somebody half remembers: which passage comes first.

The lines stand in half_remembered.tsv: kind, essay, passage, what is typed. They were written by one who had read the
starter library and nothing of the code.
"""

from collections import defaultdict
from pathlib import Path

import pytest

from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from bot.services.lookup import passage_lookup
from bot.store.database import Database

LINES = [line.split("\t") for line in Path(__file__).with_name("half_remembered.tsv").read_text("utf-8").splitlines()]


@pytest.fixture
async def library(database: Database, project: Path) -> Database:
    """The starter library."""
    files = sorted((project / "data" / "essays").glob("*.md"))
    await catalogue.stock(database, [EssayFile(file.name, file.read_bytes()) for file in files])
    return database


async def test_lines_half_remembered_are_found(library: Database):
    """Words of a line, such with errors, whole sentences, and what a passage is about."""
    places: dict[str, list[int]] = defaultdict(list)
    titles = [essay.title for essay in await passage_lookup.shelf(library, None)]
    for kind, essay, number, typed in LINES:
        page = await passage_lookup.find(library, None, typed, None)
        meant = (titles[int(essay) - 1], int(number))
        found = [(view.essay.title, view.passage.number) for view in page.views]
        places[kind].append(found.index(meant) + 1 if meant in found else 99)
    assert len(LINES) > 180
    for kind, all_places in places.items():
        assert sum(place == 1 for place in all_places) >= 0.95 * len(all_places), kind
        assert sum(place <= 3 for place in all_places) >= 0.98 * len(all_places), kind


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("likeness", "a likeness in what they want"),
        ("likness", "a likeness in what they want"),
        ("nearne", "nearness"),
        ("you can weigh correctly and still cheat with your thumb", "thumb"),
    ],
)
async def test_the_very_word_comes_first(library: Database, typed: str, first: str):
    """Before others of its stem, also where only its beginning or another spelling was typed."""
    page = await passage_lookup.find(library, None, typed, None)
    assert first in page.views[0].passage.text.replace("\n", " ")


async def test_titles_and_headings_weigh_more(database: Database):
    """A passage of an essay on bread comes before one that mentions bread."""
    texts = {
        "On salt": "Bread needs salt, and bread needs time, and bread is good.",
        "On water": "# Bread\n\nIt flows.",
        "On bread": "It rises.",
    }
    files = [EssayFile(f"{title}.md", f"---\ntitle: {title}\n---\n{text}\n".encode()) for title, text in texts.items()]
    await catalogue.stock(database, files)
    page = await passage_lookup.find(database, None, "bread", None)
    assert [view.essay.title for view in page.views][-1] == "On salt"


async def test_every_word_counts(library: Database):
    """Also the twentieth."""
    rare = "you can weigh correctly and still cheat with your thumb on the scale"
    common = "it is that and of to in a the for as with on not be at by this"
    page = await passage_lookup.find(library, None, f"{common} {rare}", None)
    assert "thumb" in page.views[0].passage.text
