"""Some short essays, which studies have read after a few days."""

from collections.abc import Iterator

from bot.services.library.catalogue import EssayFile

LENGTHS = (3, 5, 7)


def shelf() -> list[EssayFile]:
    """The essays as packs."""
    return [EssayFile(f"essay-{length}.md", "\n".join(_lines(length)).encode()) for length in LENGTHS]


def _lines(length: int) -> Iterator[str]:
    yield f"---\ntitle: Essay of {length}\nauthor: A Circle\nid: essay-{length}\n---"
    for number in range(1, length + 1):
        yield f"Passage {number} of {length} speaks of bread and of neighbours.\n\n? notice: What does it say?\n"
        if number < length:
            yield "---\n"
