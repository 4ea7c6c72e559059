r"""From a file that somebody has to an essay that a group can read.

>>> draft = read_essay("note.txt", b"A title\n\nOne sentence stands here.", {})
>>> draft.title, [passage.text for passage in draft.passages]
('A title', ['One sentence stands here.'])
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from bot.core.errors import Remark, StudyError
from bot.core.essays import file_text, sizes
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftSection
from bot.core.essays.file_encoding import broken_letters
from bot.core.essays.pack_reader import is_pack, read_pack
from bot.core.essays.passage_splitter import AIM, LEAST, MOST, cut
from bot.core.essays.section_joining import Section, join_empty_sections, join_short_sections
from bot.core.importers import around, markdown
from bot.core.importers.blocks import EssayParts
from bot.core.importers.drafts.edits import with_questions
from bot.core.importers.formats import mail, word
from bot.core.importers.formats.epub import book
from bot.core.importers.formats.kinds import Kind, kind_of, kind_of_text
from bot.core.importers.formats.pdf import document
from bot.core.importers.html import page
from bot.core.importers.plain_text import text_file
from bot.core.limits import PASSAGES
from bot.core.questions.bank import Banks
from bot.core.studies.day_books import is_day_book
from bot.core.text.language import guess_language
from bot.core.text.markup import length_in_post
from bot.core.text.normalization import clean, count_words

_OF_BYTES: Mapping[Kind, Callable[[bytes, str], EssayParts]] = {
    Kind.MAIL: mail.read,
    Kind.EPUB: book.read,
    Kind.WORD: word.read,
    Kind.PDF: document.read,
}
_OF_TEXT: Mapping[Kind, Callable[[str, str], EssayParts]] = {
    Kind.TEXT: text_file.read,
    Kind.MARKDOWN: markdown.read,
    Kind.PAGE: page.read,
}


def read_essay(name: str, data: bytes, banks: Banks) -> DraftEssay:
    """The essay in a file of that name, cut into passages, with a question on every rung for each of them.

    An essay that brings no questions gets some from `banks`; with empty banks it stays without. Raises
    `StudyError` for a kind of file the bot cannot read, and for a file in which there is nothing to read.
    """
    name = clean(name)
    if len(data) > sizes.FILE_BYTES:
        raise StudyError("import.too_large", megabytes=sizes.FILE_BYTES // 1_000_000)
    kind = kind_of(name, data)
    if kind in _OF_BYTES:
        return with_questions(_draft(_OF_BYTES[kind](data, _title_from(name))), banks)
    text = clean(file_text.decode(data))
    kind = kind_of_text(kind, text)
    if kind is not Kind.PAGE:  # of a page most is not the essay
        if is_pack(text):
            return with_questions(read_pack(text), banks)
        file_text.check_length(len(text))
    return with_questions(_draft(_OF_TEXT[kind](text, _title_from(name)), text), banks)


def _draft(essay: EssayParts, text: str | None = None) -> DraftEssay:
    """The draft of an essay; its language is guessed from `text`, where one is given, with what was left out of it."""
    every = [paragraph for _, paragraphs in essay.sections for paragraph in paragraphs]
    for _, paragraphs in essay.sections:
        _check_size(paragraphs, sizes.CHARACTERS, sizes.PASSAGES)
    _check_size(every, sizes.BOOK_CHARACTERS, sizes.BOOK_PASSAGES)
    language = essay.language or guess_language("\n".join(every) if text is None else text)
    by_days = is_day_book([heading for heading, _ in essay.sections], language)
    sections = tuple(_days(essay.sections, language) if by_days else _sections(essay.sections, language))
    left_out, untold = around.told(essay)
    draft = DraftEssay(
        title=essay.title,
        author=essay.author,
        published=essay.published,
        language=language,
        source=essay.source,
        sections=sections,
        around=left_out,
        dropped=tuple(essay.dropped),
    )
    if not draft.passages:
        raise StudyError("import.no_essay")
    for section in sections:
        PASSAGES.check(len(section.passages))
    warnings = (*([Remark("import.day_book")] if by_days else []), *_warnings(draft, untold))
    return replace(draft, warnings=warnings)


def _sections(sections: Sequence[Section], language: str) -> Iterator[DraftSection]:
    for heading, paragraphs in join_short_sections(sections):
        yield DraftSection(heading, tuple(map(DraftPassage, cut(paragraphs, language))))


def _days(sections: Sequence[Section], language: str) -> Iterator[DraftSection]:
    """The sections of a day-book: each stays by itself, and is one passage wherever it fits a post."""
    for heading, paragraphs in join_empty_sections(sections):
        whole = "\n\n".join(paragraphs)
        texts = [whole] if length_in_post(whole) <= sizes.PASSAGE else cut(paragraphs, language)
        yield DraftSection(heading, tuple(map(DraftPassage, texts)))


def _check_size(paragraphs: list[str], characters: int, passages: int) -> None:
    """Raises `StudyError` for more than an essay has, or a book: cutting it would only take long."""
    if sum(map(len, paragraphs)) > characters:
        raise StudyError("import.too_long", characters=f"{characters:,}")
    if (size := sum(map(count_words, paragraphs))) > passages * MOST:
        raise StudyError("import.many_passages", found=size // AIM, most=passages)


def _warnings(draft: DraftEssay, untold: int) -> tuple[Remark, ...]:
    remarks: list[Remark] = []
    if untold:
        remarks.append(Remark("import.more_left_out", (("n", untold),)))
    if (days := len(draft.passages)) > sizes.PASSAGES:
        remarks.append(Remark("import.choose_chapters", (("n", days), ("most", sizes.PASSAGES))))
    if draft.author is None:
        remarks.append(Remark("import.no_author"))
    if sum(count_words(passage.text) for passage in draft.passages) < LEAST:
        remarks.append(Remark("import.short"))
    if broken := next(filter(None, (broken_letters(passage.text) for passage in draft.passages)), None):
        remarks.append(Remark("import.broken_letters", (("found", broken),)))
    return tuple(remarks)


def _title_from(name: str) -> str:
    return PurePath(name).stem.replace("_", " ").replace("-", " ").strip()[: sizes.TITLE] or name[: sizes.TITLE]
