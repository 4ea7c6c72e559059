"""What a file came to, and whether that does harm."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.essays.sizes import AUTHOR, HEADING, PASSAGE, TITLE
from bot.core.importers.formats import bounds
from bot.core.text.markup import length_in_post
from bot.i18n import Texts

FAILED, TOO_LONG = "import.reader_failed", "import.took_too_long"
READ = "read"
LONGEST_SENTENCE = 700
"""Characters that a refusal has at most, its values included; what is wrong with a pack stands in lines of its own."""
_GRACE = 3.0
"""Seconds for starting and ending the reader, on a machine that has other things to do."""
_OF_THE_CODE = re.compile(rf"Traceback|\.py\b|site-packages|{re.escape(str(Path(__file__).parents[3]))}")
_ENDS_WITH_ITS_MEMORY = frozenset(
    f"pdf: {label}"
    for label in ("unpacks to twenty megabytes of text", "content that holds itself", "ten thousand contents")
)
"""Files at which a reader may fail: PDFium, where its memory ends, ends its process, and cannot be asked before."""
_SAY = Texts().say()


@dataclass(frozen=True, slots=True)
class Came:
    """What a file came to: `READ` or the key of its refusal, the harm it did, and what it took: seconds and bytes."""

    label: str
    key: str
    harm: tuple[str, ...]
    seconds: float
    peak: int
    pdf: bool


def judged(label: str, came: DraftEssay | StudyError | str, seconds: float, peak: int, *, pdf: bool) -> Came:
    """The verdict on a file; a text stands for something else than a draft or a refusal, which always is harm."""
    most, room = (bounds.PDF_SECONDS, bounds.PDF_MEMORY) if pdf else (bounds.SECONDS, bounds.MEMORY)
    harm: list[str] = []
    match came:
        case DraftEssay():
            key = READ
            harm += _of_draft(came)
        case StudyError():
            key = came.key
            harm += _of_refusal(came)
        case other:
            key = "nothing"
            harm.append(other)
    if key == FAILED and label not in _ENDS_WITH_ITS_MEMORY:
        harm.append("its reader failed")
    if seconds > most + _GRACE:
        harm.append(f"took {seconds:.1f} s")
    if peak > room:
        harm.append(f"took {peak >> 20} MB")
    return Came(label, key, tuple(harm), seconds, peak, pdf)


def _of_draft(draft: DraftEssay) -> Iterator[str]:
    if not draft.passages or not all(passage.text.strip() for passage in draft.passages):
        yield "an empty passage"
    if any(length_in_post(passage.text) > PASSAGE for passage in draft.passages):
        yield "a passage that fits no post"
    if not 0 < len(draft.title) <= TITLE or len(draft.author or "") > AUTHOR:
        yield "a title or an author that fits nowhere"
    if any(len(section.heading or "") > HEADING for section in draft.sections):
        yield "a heading that fits nowhere"
    for remark in draft.warnings:
        if _SAY.remark(remark) == remark.key:
            yield f"a warning that nobody can read: {remark.key}"


def _of_refusal(refusal: StudyError) -> Iterator[str]:
    try:
        sentence, *details = _SAY.plain.lines(refusal)
    except KeyError as missing:
        yield f"a refusal without its value {missing}: {refusal.key}"
        return
    if refusal.key in sentence:
        yield f"a refusal that nobody can read: {refusal.key}"
    for line in (sentence, *details):
        if "\n" in line or not 0 < len(line) <= LONGEST_SENTENCE:
            yield f"a refusal that is no sentence: {line[:100]!r}"
        if _OF_THE_CODE.search(line):
            yield f"a refusal that tells of the code: {line[:100]!r}"
