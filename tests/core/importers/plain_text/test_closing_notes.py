"""Notes and lists of works at the end of a text."""

import pytest

from bot.core.essays.draft import DraftEssay
from bot.core.importers.reader import read_essay

BREAD = (
    "Bread is older than the field that bears it, and the field is older than we who eat from it every single day.[1]"
)
NOTES = "[1] So the miller.\n\n[2] Ibid., p. 4."
WORKS = "Field, A. Of Ovens. Halden: The Quay Press, 1988.\n\nTarn, U. “Salt.” The Porch 4 (1991): 33–41."


def told(draft: DraftEssay) -> list[tuple[str | None, str]]:
    return [(section.heading, passage.text) for section in draft.sections for passage in section.passages]


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("Notes", NOTES),
        ("NOTES:", "1. So the miller.\n2. So the baker."),
        ("Works Cited", WORKS),
        ("Bibliography", WORKS),
        ("Anmerkungen", NOTES),
        ("Примечания", "1 Так говорил мельник.\n\n2 Там же, с. 4."),
        ("Références", WORKS),
        ("参考文献", "[1] 森はな『窯』岸書房、一九八八年。"),
        ("Notes", f"{NOTES}\n\nReferences\n\n{WORKS}"),
    ],
)
def test_they_are_no_day_s_reading(heading: str, items: str):
    """They are left out, and listed line by line."""
    draft = read_essay("a.txt", f"On Bread\n\n{BREAD}\n\n{BREAD}\n\n{heading}\n\n{items}\n".encode(), {})
    assert told(draft) == [(None, f"{BREAD}\n\n{BREAD}")]
    assert "\n".join(draft.left_out).split("\n") == [heading, *(line for line in items.split("\n") if line)]


def test_a_last_part_that_tells_something_stays():
    """Though it is called so; it is short, so that its heading is a bold line above it."""
    draft = read_essay("a.txt", f"On Bread\n\n{BREAD}\n\nNotes\n\n{BREAD}\n\n{BREAD}".encode(), {})
    assert told(draft) == [(None, f"{BREAD}\n\n**Notes**\n\n{BREAD}\n\n{BREAD}")]
    assert not draft.left_out


def test_notes_before_another_part_stay():
    """Only what ends a text is no day's reading."""
    text = f"On Bread\n\n{BREAD}\n\nNotes\n\n{NOTES}\n\nAn afterword\n\n{BREAD}"
    draft = read_essay("a.txt", text.encode(), {})
    assert told(draft) == [(None, BREAD), ("Notes", NOTES), ("An afterword", BREAD)]
    assert not draft.left_out
