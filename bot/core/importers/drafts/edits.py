"""What a host changes about an import before it goes on the shelf."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.essays.pack_lines import standing
from bot.core.essays.passage_splitter import cut
from bot.core.essays.sizes import PASSAGE
from bot.core.limits import PASSAGES, QUESTIONS, QUOTES
from bot.core.models import Origin
from bot.core.questions.bank import Banks, Suggested
from bot.core.text.markup import length_in_post
from bot.core.text.sentences import sentences

_QUOTED = "> "


class Per(StrEnum):
    """What makes a passage: so many words as a day has, a paragraph (a saying, a stanza), or a whole section."""

    WORDS = "words"
    PARAGRAPH = "paragraph"
    SECTION = "section"


def with_head(draft: DraftEssay, title: str, author: str | None) -> DraftEssay:
    """The draft with another title and author. Raises `StudyError` for a title without a letter."""
    if not any(map(str.isalnum, title)):
        raise StudyError("library.no_title")
    warnings = tuple(warning for warning in draft.warnings if not (author and warning.key == "import.no_author"))
    return replace(draft, title=title.strip(), author=author or None, warnings=warnings)


def joined(draft: DraftEssay, number: int, banks: Banks) -> DraftEssay:
    """The draft in which this passage (from 1) and the one after it are one.

    Raises `StudyError` when a heading stands between them, when nothing follows, or when both together are too long
    or have too many questions or quotes.
    """
    refusal = kept_apart(draft, number)
    if refusal is not None:
        raise refusal
    section, index = _place(draft, number)
    passages = draft.sections[section].passages
    first, second = passages[index], passages[index + 1]
    text = f"{first.text}\n\n{second.text}"
    own = [question for question in first.questions + second.questions if question.origin is not Origin.BANK]
    QUESTIONS.check(len(own))
    quotes = tuple(dict.fromkeys(first.quotes + second.quotes))
    QUOTES.check(len(quotes))
    merged = DraftPassage(text, tuple(own), quotes)
    changed = _with_passages(draft, section, (*passages[:index], merged, *passages[index + 2 :]))
    return with_questions(changed, banks)


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


def split(draft: DraftEssay, number: int, at: int, banks: Banks) -> DraftEssay:
    """The draft in which this passage (from 1) ends before the character `at`, one of its `breaks`.

    Its own questions stay with the first part, its quotes where they stand. Raises `StudyError` when it cannot be split
    there.
    """
    section, index = _place(draft, number)
    passages = draft.sections[section].passages
    text = passages[index].text
    if at not in breaks(text, draft.language):
        raise StudyError("library.no_break")
    PASSAGES.check(len(draft.passages) + 1)
    before, after = text[:at].rstrip(), text[at:]
    quoted = text[text.rfind("\n", 0, at) + 1 :].startswith(_QUOTED)
    if quoted and not after.startswith(_QUOTED):
        after = _QUOTED + after
    own = tuple(question for question in passages[index].questions if question.origin is not Origin.BANK)
    quotes = passages[index].quotes
    parts = tuple(DraftPassage(part, asked, standing(quotes, part)) for part, asked in ((before, own), (after, ())))
    changed = _with_passages(draft, section, (*passages[:index], *parts, *passages[index + 1 :]))
    return with_questions(changed, banks)


def breaks(text: str, language: str) -> list[int]:
    r"""Where a passage can be parted: the characters at which a paragraph, a line or a sentence begins, but the first.

    >>> breaks("One. Two.\n\nThree.", "en")
    [5, 11]
    """
    places: list[int] = []
    start = 0
    for paragraph in text.split("\n\n"):
        parts = paragraph.split("\n") if "\n" in paragraph else sentences(paragraph, language)
        at = start
        for part in parts:
            at = text.find(part, at)
            if at < 0:
                break  # a sentence whose white space is not plain: its paragraph stays whole from here
            places.append(at)
            at += len(part)
        start += len(paragraph) + 2
    return sorted({at for at in places if text[:at].strip()})


def recut(draft: DraftEssay, per: Per, banks: Banks) -> DraftEssay:
    """The draft with passages of another kind; paragraphs that were cut stay so.

    Not for one that `brought_passages`. What is longer than a post holds is cut all the same. Raises `StudyError` for
    more passages than an essay has.
    """
    sections: list[DraftSection] = []
    for section in draft.sections:
        paragraphs = "\n\n".join(passage.text for passage in section.passages).split("\n\n")
        parts = [[paragraph] for paragraph in paragraphs] if per is Per.PARAGRAPH else [paragraphs]
        together = ["\n\n".join(part) for part in parts]
        if per is Per.WORDS or any(length_in_post(part) > PASSAGE for part in together):
            together = [text for part in parts for text in cut(part, draft.language)]
        sections.append(DraftSection(section.heading, tuple(map(DraftPassage, together))))
    PASSAGES.check(sum(len(section.passages) for section in sections))
    return with_questions(replace(draft, sections=tuple(sections), typed=None), banks)


def has_own_questions(draft: DraftEssay) -> bool:
    """Whether the file brought questions: those of the bot's own come anew with every cut."""
    asked = (question for passage in draft.passages for question in passage.questions)
    return any(question.origin is not Origin.BANK for question in asked)


def brought_passages(draft: DraftEssay) -> bool:
    """Whether the file says what belongs to its passages as they are: questions, or lines to quote."""
    return has_own_questions(draft) or any(passage.quotes for passage in draft.passages)


def with_questions(draft: DraftEssay, banks: Banks) -> DraftEssay:
    """The draft in which passages without questions have one on each rung, unless the file brought some."""
    from bot.core.questions.suggestions import Asked, suggest  # 8 ms, which no start of the bot should pay

    too_many = len(draft.passages) > PASSAGES.most  # they come when somebody has chosen what to read
    if not banks or too_many or has_own_questions(draft):
        return draft
    passages = [
        Asked(passage.text, section.heading, tuple(question.text for question in passage.questions))
        for section in draft.sections
        for passage in section.passages
    ]
    made = map(_of_the_bot, suggest(passages, banks, draft.language, draft.title))
    sections = tuple(
        replace(
            section,
            passages=tuple(replace(passage, questions=next(made) or passage.questions) for passage in section.passages),
        )
        for section in draft.sections
    )
    return replace(draft, sections=sections)


def suggested(text: str, language: str, title: str, banks: Banks) -> tuple[DraftQuestion, ...]:
    """A question of the bot's own on each rung about a single passage of the essay with this title."""
    from bot.core.questions.suggestions import Asked, suggest  # as above

    (questions,) = suggest([Asked(text)], banks, language, title)
    return _of_the_bot(questions)


def heading_of(draft: DraftEssay, number: int) -> str | None:
    """The heading over a passage (from 1)."""
    return draft.sections[_place(draft, number)[0]].heading


def _place(draft: DraftEssay, number: int) -> tuple[int, int]:
    """The index of a passage's section, and its own index in it. Raises `StudyError` where there is none."""
    index = number - 1
    for section_index, section in enumerate(draft.sections):
        if 0 <= index < len(section.passages):
            return section_index, index
        index -= len(section.passages)
    raise StudyError("library.no_such_passage", number=number)


def _with_passages(draft: DraftEssay, section: int, passages: tuple[DraftPassage, ...]) -> DraftEssay:
    changed = DraftSection(draft.sections[section].heading, passages)
    sections = (*draft.sections[:section], changed, *draft.sections[section + 1 :])
    return replace(draft, sections=sections, typed=None)


def _of_the_bot(questions: Sequence[Suggested]) -> tuple[DraftQuestion, ...]:
    return tuple(DraftQuestion(one.rung, one.text, Origin.BANK) for one in questions)
