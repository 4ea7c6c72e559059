"""What a host changes about an import before it goes on the shelf."""

from dataclasses import replace

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.essays.sizes import PASSAGE
from bot.core.limits import PASSAGES, QUESTIONS
from bot.core.models import Origin
from bot.core.questions.ladder import Templates
from bot.core.questions.suggestions import suggest
from bot.core.text.markup import length_in_post
from bot.core.text.sentences import sentences

_QUOTED = "> "


def with_head(draft: DraftEssay, title: str, author: str | None) -> DraftEssay:
    """The draft with another title and author. Raises `StudyError` for a title without a letter."""
    if not any(map(str.isalnum, title)):
        raise StudyError("library.no_title")
    told = tuple(each for each in draft.warnings if not (author and each.key == "import.no_author"))
    return replace(draft, title=title.strip(), author=author or None, warnings=told)


def joined(draft: DraftEssay, number: int, templates: Templates) -> DraftEssay:
    """The draft in which this passage (from 1) and the one after it are one.

    Raises `StudyError` when a heading stands between them, when nothing follows, or when both together are too long
    or have too many questions.
    """
    refusal = kept_apart(draft, number)
    if refusal is not None:
        raise refusal
    section, index = _place(draft, number)
    held = draft.sections[section].passages
    first, second = held[index], held[index + 1]
    text = f"{first.text}\n\n{second.text}"
    own = [each for each in first.questions + second.questions if each.origin is not Origin.SUGGESTED]
    QUESTIONS.check(len(own))
    merged = DraftPassage(text, tuple(own) or _suggested(draft, text, templates))
    return _with_passages(draft, section, (*held[:index], merged, *held[index + 2 :]))


def kept_apart(draft: DraftEssay, number: int) -> StudyError | None:
    """Why this passage (from 1) and the one after it cannot be joined; None when they can.

    Raises `StudyError` where there is no passage.
    """
    section, index = _place(draft, number)
    both = draft.sections[section].passages[index : index + 2]
    if len(both) < 2:
        return StudyError("library.section_ends" if number < len(draft.passages) else "library.essay_ends")
    together = length_in_post(f"{both[0].text}\n\n{both[1].text}")
    return StudyError("library.too_long_together", found=together, most=PASSAGE) if together > PASSAGE else None


def split(draft: DraftEssay, number: int, at: int, templates: Templates) -> DraftEssay:
    """The draft in which this passage (from 1) ends before the character `at`, one of its `breaks`.

    Its own questions stay with the first part. Raises `StudyError` when it cannot be split there.
    """
    section, index = _place(draft, number)
    held = draft.sections[section].passages
    text = held[index].text
    if at not in breaks(text, draft.language):
        raise StudyError("library.no_break")
    PASSAGES.check(len(draft.passages) + 1)
    before, after = text[:at].rstrip(), text[at:]
    quoted = text[text.rfind("\n", 0, at) + 1 :].startswith(_QUOTED)
    if quoted and not after.startswith(_QUOTED):
        after = _QUOTED + after
    own = tuple(each for each in held[index].questions if each.origin is not Origin.SUGGESTED)
    parts = (
        DraftPassage(before, own or _suggested(draft, before, templates)),
        DraftPassage(after, () if own else _suggested(draft, after, templates)),
    )
    return _with_passages(draft, section, (*held[:index], *parts, *held[index + 1 :]))


def breaks(text: str, language: str) -> list[int]:
    r"""Where a passage can be parted: the characters at which a paragraph, a line or a sentence begins, but the first.

    >>> breaks("One. Two.\n\nThree.", "en")
    [5, 11]
    """
    found: list[int] = []
    start = 0
    for paragraph in text.split("\n\n"):
        parts = paragraph.split("\n") if "\n" in paragraph else sentences(paragraph, language)
        at = start
        for part in parts:
            at = text.find(part, at)
            if at < 0:
                break  # a sentence whose white space is not plain: its paragraph stays whole from here
            found.append(at)
            at += len(part)
        start += len(paragraph) + 2
    return sorted({at for at in found if text[:at].strip()})


def suggested(text: str, language: str, templates: Templates) -> tuple[DraftQuestion, ...]:
    """A question of the bot's own on each rung about a single passage."""
    (made,) = suggest([text], templates, language)
    return tuple(DraftQuestion(one.rung, one.text, Origin.SUGGESTED) for one in made)


def heading_of(draft: DraftEssay, number: int) -> str | None:
    """The heading over a passage (from 1)."""
    return draft.sections[_place(draft, number)[0]].heading


def _place(draft: DraftEssay, number: int) -> tuple[int, int]:
    """The section of a passage, and its place in it. Raises `StudyError` where there is none."""
    index = number - 1
    for section, each in enumerate(draft.sections):
        if 0 <= index < len(each.passages):
            return section, index
        index -= len(each.passages)
    raise StudyError("library.no_such_passage", number=number)


def _with_passages(draft: DraftEssay, section: int, passages: tuple[DraftPassage, ...]) -> DraftEssay:
    changed = DraftSection(draft.sections[section].heading, passages)
    return replace(draft, sections=(*draft.sections[:section], changed, *draft.sections[section + 1 :]))


def _suggested(draft: DraftEssay, text: str, templates: Templates) -> tuple[DraftQuestion, ...]:
    """Questions for a new passage of an essay that brought none; none for an essay with its own."""
    own = any(each.origin is not Origin.SUGGESTED for passage in draft.passages for each in passage.questions)
    return () if own else suggested(text, draft.language, templates)
