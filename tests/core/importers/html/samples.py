"""What the tests of pages read and write alike."""

from bot.core.essays.draft import DraftEssay
from bot.core.importers.reader import read_essay

BREAD = "Bread is older than the field that bears it, and the field is older than we. " * 6
SALT = "Salt is a stone that we eat, and there is no bread without it. " * 5


def read(page: str) -> DraftEssay:
    """The draft of a page."""
    return read_essay("page.html", page.encode(), {})


def parts(draft: DraftEssay) -> str:
    """The essay as the files beside the saved pages have it."""
    told: list[str] = []
    for section in draft.sections:
        told += [f"# {section.heading}"] if section.heading else []
        told += [passage.text for passage in section.passages]
    return "\n\n".join(told)
