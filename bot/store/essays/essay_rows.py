"""The rows of an essay and the words that search compares, computed before anything is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion
from bot.core.essays.passage_matching import Version, heirs, same_passages
from bot.core.lookup.quotes import Quotable, quotables
from bot.core.models import Passage, Question
from bot.core.studies.day_books import day_of
from bot.core.text.normalization import count_words
from bot.store.essays.search_words import PASSAGE, IndexedPassage, WordRow, short_words, text_words, words

SLICE = 60_000
"""Characters that are written in one transaction: some 20 ms, nearly all of them for the index of words."""
ROW = 100
"""What a row counts as besides its text."""
Values = Mapping[str, str | int | None]


class NewPassage(NamedTuple):
    """A passage that is not stored yet, with its questions, its quotes and the columns of its words.

    `day` is the day of the year that its heading names, `length` counts words.
    """

    number: int
    heading: str | None
    day: int | None
    text: str
    length: int
    questions: tuple[DraftQuestion, ...]
    quotes: tuple[Quotable, ...]
    words: Mapping[str, str]

    @property
    def size(self) -> int:
        """How much of a `SLICE` it takes, in characters."""
        return ROW + len(self.text) + sum(ROW + len(one.text) for one in (*self.questions, *self.quotes))


class EssayRows(NamedTuple):
    """An essay that is not stored yet."""

    head: Values
    passages: tuple[NewPassage, ...]


class Reworded(NamedTuple):
    """The columns of a stored passage's words that have changed; `size` is how much of a slice its index takes."""

    passage_id: int
    columns: Mapping[str, str]
    size: int

    @property
    def row(self) -> WordRow:
        """The row as `search_words` takes it."""
        return {PASSAGE: self.passage_id, **self.columns}


class StoredPassage(NamedTuple):
    """A passage as it is stored, with its questions, and its quotes by their ids."""

    id: int
    number: int
    heading: str | None
    text: str
    questions: tuple[Question, ...]
    quotes: Mapping[int, Quotable]


class StoredEssay(NamedTuple):
    """An essay as it is stored, at one revision."""

    id: int
    revision: int
    title: str
    language: str
    passages: tuple[StoredPassage, ...]


class EssayChanges(NamedTuple):
    """What makes a stored essay another version of itself.

    `order` has the ids of its passages as they then stand, None for each new one. `moved` are the kept ones with
    another number; `changed` have everything but their id, as rows. `heirs` has for each id in `gone` the number of
    what then stands nearest to where it stood.
    """

    essay: StoredEssay
    head: Values
    order: tuple[int | None, ...]
    new: tuple[NewPassage, ...]
    gone: tuple[int, ...]
    heirs: Mapping[int, int]
    moved: tuple[int, ...]
    changed: tuple[Values, ...]
    reworded: tuple[Reworded, ...]
    questions: "QuestionChanges"
    quotes: "QuoteChanges"


class QuestionChanges(NamedTuple):
    """Questions of kept passages: rows that are new, rows with another text by their id, ids of those that go."""

    new: tuple[Values, ...]
    changed: tuple[Values, ...]
    gone: tuple[int, ...]


class QuoteChanges(NamedTuple):
    """Quotes of kept passages: those that are new with their passages' ids, and the ids of those that go."""

    new: tuple[tuple[int, Quotable], ...]
    gone: tuple[int, ...]


T = TypeVar("T", NewPassage, Reworded)


def slices(parts: Iterable[T]) -> Iterator[list[T]]:
    """The parts in the order they come, as many together as are written in one transaction; one at least."""
    together, left = list[T](), SLICE
    for part in parts:
        if together and part.size > left:
            yield together
            together, left = [], SLICE
        together.append(part)
        left -= part.size
    if together:
        yield together


def essay_rows(draft: DraftEssay, digest: str) -> EssayRows:
    """All that is stored of an essay. Takes a second or two for a book, nearly all of it for stems."""
    quotes = quotables(draft.passages, draft.language)
    return EssayRows(
        _head(draft, digest),
        tuple(
            _new(draft, number, headed, own)
            for number, (headed, own) in enumerate(zip(_headed(draft), quotes, strict=True), start=1)
        ),
    )


def essay_changes(stored: StoredEssay, draft: DraftEssay, digest: str) -> EssayChanges:
    """How a stored essay becomes a new version; passages and questions that are still the same ones keep their rows."""
    headed = list(_headed(draft))
    quotes = quotables(draft.passages, draft.language)
    same = same_passages(
        [Version(passage.heading, passage.text) for passage in stored.passages],
        [Version(heading, passage.text) for heading, passage in headed],
    )
    kept = [
        (stored.passages[old], number, heading, passage)
        for number, (old, (heading, passage)) in enumerate(zip(same, headed, strict=True), start=1)
        if old is not None
    ]
    left = {stored_passage.id for stored_passage, *_ in kept}
    new_words = (
        _reworded(stored, draft, stored_passage, heading, passage) for stored_passage, _, heading, passage in kept
    )
    return EssayChanges(
        essay=stored,
        head=_head(draft, digest),
        order=tuple(None if old is None else stored.passages[old].id for old in same),
        new=tuple(
            _new(draft, number, heading_and_passage, own)
            for number, (old, heading_and_passage, own) in enumerate(zip(same, headed, quotes, strict=True), start=1)
            if old is None
        ),
        gone=tuple(passage.id for passage in stored.passages if passage.id not in left),
        heirs={stored.passages[old].id: place + 1 for old, place in heirs(same, len(stored.passages)).items()},
        moved=tuple(stored_passage.id for stored_passage, number, *_ in kept if stored_passage.number != number),
        changed=tuple(
            {PASSAGE: stored_passage.id, **_new_values(number, heading, passage, draft.language)}
            for stored_passage, number, heading, passage in kept
            if (stored_passage.number, stored_passage.heading, stored_passage.text) != (number, heading, passage.text)
            or stored.language != draft.language
        ),
        reworded=tuple(changed_words for changed_words in new_words if changed_words is not None),
        questions=_question_changes([(stored_passage, passage) for stored_passage, _, _, passage in kept]),
        quotes=_quote_changes([(stored_passage, quotes[number - 1]) for stored_passage, number, *_ in kept]),
    )


def retitled(stored: Sequence[Passage], title: str, language: str) -> list[Reworded]:
    """The words of these passages under another title."""
    columns = {"title": short_words(title, language)}
    return [Reworded(passage.id, columns, ROW + 2 * len(passage.text)) for passage in stored]


def corrected(passage: Passage, text: str, section: Sequence[Passage], heading: str, language: str) -> list[Reworded]:
    """The words of a passage with another text (or the same), and those of its section under another heading."""
    under = {"heading": short_words(heading, language)}
    reworded = {
        section_passage.id: Reworded(section_passage.id, under, ROW + 2 * len(section_passage.text))
        for section_passage in section
    }
    if text != passage.text:
        columns = {**(under if section else {}), **text_words(text, language)}
        reworded[passage.id] = Reworded(passage.id, columns, ROW + len(passage.text) + len(text))
    return list(reworded.values())


def outdated(indexed: Sequence[IndexedPassage]) -> list[Reworded]:
    """The words of passages that are not what their text says, or not there."""
    compared = [(passage, words(passage.title, passage.heading, passage.text, passage.language)) for passage in indexed]
    return [
        Reworded(passage.id, columns, ROW + 2 * len(passage.text))
        for passage, columns in compared
        if passage.words != tuple(columns.values())
    ]


def _head(draft: DraftEssay, digest: str) -> dict[str, str | None]:
    return {
        "pack_id": draft.pack_id,
        "digest": digest,
        "title": draft.title,
        "author": draft.author,
        "language": draft.language,
        "source": draft.source,
        "licence": draft.licence,
        "published": draft.published.isoformat() if draft.published else None,
    }


def _headed(draft: DraftEssay) -> Iterator[tuple[str | None, DraftPassage]]:
    return ((section.heading, passage) for section in draft.sections for passage in section.passages)


def _new(
    draft: DraftEssay, number: int, headed: tuple[str | None, DraftPassage], quotes: tuple[Quotable, ...]
) -> NewPassage:
    heading, passage = headed
    columns = words(draft.title, heading, passage.text, draft.language)
    day, length = _day(heading, draft.language), count_words(passage.text)
    return NewPassage(number, heading, day, passage.text, length, passage.questions, quotes, columns)


def _new_values(number: int, heading: str | None, passage: DraftPassage, language: str) -> Values:
    return {
        "new_number": number,
        "new_heading": heading,
        "new_day": _day(heading, language),
        "new_text": passage.text,
        "new_words": count_words(passage.text),
    }


def _day(heading: str | None, language: str) -> int | None:
    return day_of(heading, language) if heading else None


def _reworded(
    stored: StoredEssay, draft: DraftEssay, stored_passage: StoredPassage, heading: str | None, passage: DraftPassage
) -> Reworded | None:
    """The words of a kept passage, if they are not what they were."""
    before = stored.title, stored.language, stored_passage.heading, stored_passage.text
    if before == (draft.title, draft.language, heading, passage.text):
        return None
    columns = words(draft.title, heading, passage.text, draft.language)
    return Reworded(stored_passage.id, columns, ROW + len(stored_passage.text) + len(passage.text))


def _question_changes(kept: Sequence[tuple[StoredPassage, DraftPassage]]) -> QuestionChanges:
    """A question whose text is another keeps its row if another on its rung goes: it is the one for it now."""
    new, changed, gone = list[Values](), list[Values](), list[int]()
    for stored, passage in kept:
        wanted = {(question.rung, question.text) for question in passage.questions}
        there = {(question.rung, question.text) for question in stored.questions}
        free = [question for question in stored.questions if (question.rung, question.text) not in wanted]
        for question in passage.questions:
            if (question.rung, question.text) in there:
                continue
            values = {"text": question.text, "origin": question.origin}
            same_rung = next((free_question for free_question in free if free_question.rung is question.rung), None)
            if same_rung is None:
                new.append({"passage_id": stored.id, "rung": question.rung, **values})
            else:
                free.remove(same_rung)
                changed.append({"question": same_rung.id, **{f"new_{name}": value for name, value in values.items()}})
        gone += [free_question.id for free_question in free]
    return QuestionChanges(tuple(new), tuple(changed), tuple(gone))


def _quote_changes(kept: Sequence[tuple[StoredPassage, tuple[Quotable, ...]]]) -> QuoteChanges:
    new, gone = list[tuple[int, Quotable]](), list[int]()
    for stored, wanted in kept:
        there = set(stored.quotes.values())
        new += [(stored.id, quote) for quote in wanted if quote not in there]
        gone += [quote_id for quote_id, quote in stored.quotes.items() if quote not in wanted]
    return QuoteChanges(tuple(new), tuple(gone))
