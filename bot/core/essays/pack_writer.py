"""Writing study packs, so that reading them back (`bot.core.essays.pack_reader`) gives the same essay."""

from collections.abc import Iterator

from bot.core.essays.draft import DraftEssay, DraftPassage
from bot.core.essays.front_matter import written
from bot.core.essays.pack_lines import VERSION, escape, heading_of
from bot.core.models import Origin
from bot.core.text.lines import join_lines


def write_pack(draft: DraftEssay) -> str:
    """The essay as a study pack.

    Questions that the bot suggested are left out: whoever reads the pack has them chosen anew, and marked as suggested.
    """
    blocks = ["\n".join(["---", *_front_matter(draft), "---"])]
    for number, section in enumerate(draft.sections):
        if section.heading is not None or number:
            blocks.append(_heading(section.heading))
        for index, passage in enumerate(section.passages):
            blocks += ["---"] if index else []
            blocks += _passage(passage)
    return "\n\n".join(blocks) + "\n"


def _front_matter(draft: DraftEssay) -> Iterator[str]:
    values = {
        "pack": str(VERSION),
        "title": draft.title,
        "author": draft.author,
        "language": draft.language,
        "licence": draft.licence,
        "source": draft.source,
        "published": draft.published.isoformat() if draft.published else None,
        "id": draft.pack_id,
    }
    for key, value in values.items():
        if value:
            yield f"{key}: {written(value)}"


def _heading(heading: str | None) -> str:
    """A heading's line; one without words begins a section without a heading."""
    if heading is None:
        return "##"
    line = f"## {heading}"
    return line if heading_of(line) == heading else f"{line} #"


def _passage(passage: DraftPassage) -> Iterator[str]:
    for paragraph in passage.text.split("\n\n"):
        yield "\n".join(_lines(paragraph.split("\n")))
    if passage.quotes:
        yield "\n".join(f"! {quote}" for quote in passage.quotes)
    asked = [question for question in passage.questions if question.origin is not Origin.BANK]
    if asked:
        yield "\n".join(f"? {question.rung}: {question.text}" for question in asked)


def _lines(lines: list[str]) -> Iterator[str]:
    """The lines of a paragraph; those that reading would join end in a backslash, as line breaks do in Markdown."""
    *others, last = map(escape, lines)
    firm = join_lines(lines) != "\n".join(lines) or (others and all(line.endswith("\\") for line in others))
    yield from (f"{line}\\" for line in others) if firm else others
    yield last
