"""The pages say what is there: whoever reads of a thing finds it, and finds everything."""

import re
from pathlib import Path

from bot.store.members.privacy.personal_data import TABLES

KEPT = {
    "changes": "what you did to a study as a host",
    "deliveries": "what you wrote in the form *Answer*",
    "fresh_starts": "which posts you let go with *Start from today*",
    "good_questions": "marked one as good",
    "marks": "the numbers of the sentences that you marked",
    "members": "that you agreed to be named",
    "participation": "which posts of which study you read, answered or replied to",
    "put_questions": "that you put a question to the group",
    "reminders": "of a reminder: the study, the hour, the zone",
    "suggestions": "a question that you suggested",
}
"""Each table with a person's id, and the words by which the page of privacy tells of it."""


def page(project: Path, name: str) -> str:
    return (project / "docs" / name).read_text("utf-8")


def anchors(text: str) -> set[str]:
    """The names by which headings can be linked to, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def broken_links(path: Path) -> set[str]:
    """Links of a page to files that are not there, or to headings that they do not have."""
    broken = set[str]()
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        name, _, heading = target.partition("#")
        file = path.parent / name if name else path
        if "://" in target:
            continue
        if not file.exists() or (heading and heading not in anchors(file.read_text("utf-8"))):
            broken.add(target)
    return broken


def test_every_link_leads_somewhere(project: Path):
    """To a file of the project, and to a heading that it has."""
    pages = [*project.glob("*.md"), *(project / "docs").glob("*.md")]
    assert {path.name: broken for path in pages if (broken := broken_links(path))} == {}


def test_every_page_has_a_door(project: Path):
    """From the README in two steps: nobody looks into a folder."""
    doors = [project / "README.md", *(project / "docs").glob("*.md"), project / "CONTRIBUTING.md"]
    linked = {Path(target).name for door in doors for target in re.findall(r"\]\(([\w./-]+\.md)", door.read_text())}
    assert {path.name for path in (project / "docs").glob("*.md")} <= linked


def test_every_setting_stands_on_the_page_of_operators(project: Path):
    """With its default, as in `.env.example`, which the tests of settings hold to the code."""
    shown = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", (project / ".env.example").read_text("utf-8"), re.MULTILINE))
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", page(project, "operators.md"), re.MULTILINE))
    assert len(shown) > 9
    assert shown == told


def test_the_page_of_privacy_tells_of_every_table_about_people(project: Path):
    """A new one has to be told before it is kept."""
    text = " ".join(page(project, "privacy.md").split())
    assert KEPT.keys() == {table.name for table in TABLES}
    assert [words for words in KEPT.values() if words not in text] == []
