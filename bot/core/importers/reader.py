r"""From a file that somebody has to an essay that a group can read.

>>> draft = read_essay("note.txt", b"A title\n\nOne sentence stands here.", {})
>>> draft.title, [passage.text for passage in draft.passages]
('A title', ['One sentence stands here.'])
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath

from bot.core.errors import Remark, StudyError
from bot.core.essays import file_text, sizes
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.essays.pack_reader import is_pack, read_pack
from bot.core.essays.passage_splitter import AIM, LEAST, MOST, cut
from bot.core.importers import markdown, plain_text
from bot.core.importers.blocks import EssayParts
from bot.core.importers.html import page
from bot.core.limits import PASSAGES
from bot.core.models import Origin
from bot.core.questions.ladder import Templates
from bot.core.questions.suggestions import suggest
from bot.core.text.language import guess_language
from bot.core.text.normalization import clean, count_words

READERS: Mapping[str, Callable[[str, str], EssayParts]] = {
    ".txt": plain_text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": page.read,
    ".htm": page.read,
}
"""How each kind of file is taken apart, by the ending of its name."""
_PAGE = re.compile(
    r"\A(?>\s+|<!--.{0,500}?-->|<\?xml[^>]{0,100}\?>)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,11}(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_MARKDOWN = re.compile(r"\A\s*#{1,2} \S")


def read_essay(name: str, data: bytes, templates: Templates) -> DraftEssay:
    """The essay in a file of that name, cut into passages, with a question on every rung for each of them.

    An essay that brings no questions gets some from `templates`; with empty templates it stays without. Raises
    `StudyError` for a kind of file the bot cannot read, and for a file in which there is nothing to read.
    """
    name = clean(name)
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        raise StudyError("import.unknown_kind", found=ending or name[-40:], kinds=", ".join(READERS))
    text = clean(file_text.decode(data))
    reader = _reader(ending, text)
    if reader is not page.read:  # of a page most is not the essay
        if is_pack(text):
            return with_questions(read_pack(text), templates)
        file_text.check_length(len(text))
    essay = reader(text, _title_from(name))
    return with_questions(_draft(essay, text), templates)


def _reader(ending: str, text: str) -> Callable[[str, str], EssayParts]:
    """How to take a file apart: by the ending of its name, unless it plainly is something else, named wrongly."""
    if _PAGE.match(text):
        return page.read
    if READERS[ending] is page.read and not _TAG.search(text):
        return plain_text.read
    if ending == ".txt" and _MARKDOWN.match(text):
        return markdown.read
    return READERS[ending]


def with_questions(draft: DraftEssay, templates: Templates) -> DraftEssay:
    """The draft in which every passage of an essay without any questions has one on each rung."""
    if not templates or any(passage.questions for passage in draft.passages):
        return draft
    suggestions = iter(suggest([passage.text for passage in draft.passages], templates, draft.language))
    return replace(
        draft,
        sections=tuple(
            replace(
                section,
                passages=tuple(
                    replace(
                        passage,
                        questions=tuple(
                            DraftQuestion(question.rung, question.text, Origin.SUGGESTED)
                            for question in next(suggestions)
                        ),
                    )
                    for passage in section.passages
                ),
            )
            for section in draft.sections
        ),
    )


def _draft(essay: EssayParts, text: str) -> DraftEssay:
    every = [paragraph for _, paragraphs in essay.sections for paragraph in paragraphs]
    file_text.check_length(sum(map(len, every)))
    if (size := sum(map(count_words, every))) > sizes.PASSAGES * MOST:  # cutting them would only take long
        raise StudyError("import.many_passages", found=size // AIM, most=sizes.PASSAGES)
    language = essay.language or guess_language(text)
    sections = tuple(
        DraftSection(heading, tuple(map(DraftPassage, cut(paragraphs, language))))
        for heading, paragraphs in essay.sections
    )
    draft = DraftEssay(
        title=essay.title,
        author=essay.author,
        published=essay.published,
        language=language,
        source=essay.source,
        sections=sections,
        dropped=tuple(essay.dropped),
    )
    if not draft.passages:
        raise StudyError("import.no_essay")
    PASSAGES.check(len(draft.passages))
    return replace(draft, warnings=_warnings(draft))


def _warnings(draft: DraftEssay) -> tuple[Remark, ...]:
    remarks: list[Remark] = []
    if draft.author is None:
        remarks.append(Remark("import.no_author"))
    if sum(count_words(passage.text) for passage in draft.passages) < LEAST:
        remarks.append(Remark("import.short"))
    return tuple(remarks)


def _title_from(name: str) -> str:
    return PurePath(name).stem.replace("_", " ").replace("-", " ").strip()[: sizes.TITLE] or name
