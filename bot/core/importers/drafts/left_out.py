"""What was left out of an import: whether it may be missed, and putting it back."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.core.essays.draft import DraftEssay, DraftPassage, DraftSection, LeftOut
from bot.core.essays.pack_lines import standing
from bot.core.essays.passage_splitter import LEAST, cut
from bot.core.importers.drafts.edits import has_own_questions, with_questions
from bot.core.limits import PASSAGES
from bot.core.questions.bank import Banks
from bot.core.text.normalization import count_letters, count_words
from bot.core.text.sentence_ends import ends_sentence

_PROSE = 15
"""Words of a part that is no label, link or button."""


def words_missed(draft: DraftEssay) -> int:
    """The words of prose left out, when they may be missed: more than was kept, or a passage out of its midst; else 0.

    Of 92 saved pages of others four are told so: teasers among short news, and a story in a box.
    """
    prose = [part for part in draft.around if _is_prose(part.text)]
    size = _size(draft)
    words = sum(count_words(part.text) for part in prose)
    inside = sum(count_words(part.text) for part in prose if 0 < part.place < size)
    kept = sum(count_words(passage.text) for passage in draft.passages)
    return words if inside >= LEAST or words > kept else 0


def put_back(draft: DraftEssay, chosen: Collection[int], banks: Banks) -> DraftEssay:
    """The draft with these of the parts in `around` (from 0) in their places; only the passages there are cut anew.

    Raises `StudyError` for more passages than an essay has.
    """
    size, sections = _size(draft), draft.sections
    for number in sorted(chosen, reverse=True):  # from the end: what stands before keeps its place
        part = draft.around[number]
        sections = tuple(_with(sections, LeftOut(part.text, min(part.place, size)), draft))
    PASSAGES.check(sum(len(section.passages) for section in sections))
    more = replace(draft, sections=sections, around=tuple(_others(draft, chosen)), typed=None)
    return with_questions(more, banks)


def _with(sections: Sequence[DraftSection], part: LeftOut, draft: DraftEssay) -> Iterator[DraftSection]:
    """The sections with a part of text in the first passage that ends where it stands or later.

    What stood above the first heading is a section of its own.
    """
    place, waiting = part.place, True
    if not place and sections[0].heading:
        waiting = False
        yield DraftSection(None, tuple(_recut(DraftPassage(""), part.text, 0, draft)))
    for number, section in enumerate(sections):
        place -= count_letters(section.heading or "")
        passages: list[DraftPassage] = []
        for index, passage in enumerate(section.passages):
            size = count_letters(passage.text)
            last = number == len(sections) - 1 and index == len(section.passages) - 1
            if waiting and (place <= size or last):
                waiting = False
                passages += _recut(passage, part.text, place, draft)
            else:
                passages.append(passage)
            place -= size
        yield replace(section, passages=tuple(passages))


def _recut(passage: DraftPassage, text: str, place: int, draft: DraftEssay) -> Iterator[DraftPassage]:
    """The passage with more text between those of its paragraphs where `place` is nearest; its own questions stay."""
    paragraphs = passage.text.split("\n\n")
    ends = [count_letters("".join(paragraphs[:count])) for count in range(len(paragraphs) + 1)]
    at = min(range(len(ends)), key=lambda count: abs(ends[count] - place))
    texts = cut([*paragraphs[:at], text, *paragraphs[at:]], draft.language)
    own = passage.questions if has_own_questions(draft) else ()
    for number, each in enumerate(texts):
        yield DraftPassage(each, () if number else own, standing(passage.quotes, each))


def _others(draft: DraftEssay, chosen: Collection[int]) -> Iterator[LeftOut]:
    """The parts that stay left out, their places counted with the letters that were put back before them."""
    more = 0
    for number, part in enumerate(draft.around):
        if number in chosen:
            more += count_letters(part.text)
        else:
            yield replace(part, place=part.place + more)


def _size(draft: DraftEssay) -> int:
    """The letters of the essay, its headings included: where what follows it begins."""
    headings = sum(count_letters(section.heading or "") for section in draft.sections)
    return headings + sum(count_letters(passage.text) for passage in draft.passages)


def _is_prose(text: str) -> bool:
    return count_words(text) >= _PROSE and ends_sentence(text)
