"""What was found in a file, in words: pure functions from a draft to what a host reads."""

from collections.abc import Iterator
from itertools import islice

from bot.core import questions
from bot.core.draft_edits import heading_of
from bot.core.drafts import DraftEssay, DraftPassage
from bot.core.models import PostContent, Question, Rung
from bot.core.text import count_words, shorten
from bot.i18n import Say
from bot.services.importing import Update, Waiting
from cogs._shared.passages import plain, small
from cogs._shared.replies import stamp

FIRST = 3
"""Passages shown as they will look."""
MOST_LINES = 6
"""Lines shown of what was left out; the rest is in a file."""
_LINE = 70
LANGUAGES = ("en", "es", "de", "fr", "pt", "it", "nl", "he", "ru", "ar", "el", "ja", "ko", "zh")
"""Languages that have a name here: those the importer can guess."""


def facts(say: Say, waiting: Waiting, shown: int, lines_left_out: int = MOST_LINES) -> str:
    """The essay, its length, what was left out and what is to be minded, above so many `shown` days."""
    essay = waiting.draft.essay
    author = plain(essay.author, 120) if essay.author else say("draft.no_author")
    origin = [language(say, essay.language)]
    if essay.published:
        origin.append(essay.published.isoformat())
    if essay.source and len(essay.source) <= 200:
        origin.append(f"<{essay.source}>")
    sections = sum(section.heading is not None for section in essay.sections)
    lines = [
        f"## {plain(essay.title, 200)}",
        f"{author} · {' · '.join(origin)}",
        say("draft.days", n=len(essay.passages)) + (" " + say("draft.sections", n=sections) if sections > 1 else ""),
        *_update(say, waiting.update),
        *(f"⚠️ {say.remark(warning)}" for warning in essay.warnings),
        *_left_out(say, essay, lines_left_out),
        small(say("draft.until", at=stamp(waiting.until, "R"))),
        *([say("draft.first", n=min(shown, len(essay.passages)))] if shown else []),
    ]
    return "\n".join(lines)


def first_days(essay: DraftEssay, shown: int, most: int) -> Iterator[PostContent]:
    """The first so many posts as they will look, each passage in `most` characters at most."""
    rung: Rung | None = None
    headed = ((section.heading, passage) for section in essay.sections for passage in section.passages)
    for number, (heading, passage) in enumerate(islice(headed, shown), start=1):
        asked = questions.choose(_asked(passage), rung)
        rung = asked.rung if asked else rung
        yield PostContent(
            passage_id=0,
            title=essay.title,
            author=essay.author,
            source=None,
            heading=heading,
            text=_cut(passage.text, most),
            question_id=None,
            question=asked.text if asked else None,
            origin=asked.origin if asked else None,
            number=number,
            length=len(essay.passages),
            day=number,
            reference="",
            language=essay.language,
            role_id=None,
        )


def has_more_left_out(essay: DraftEssay) -> bool:
    """Whether more words were left out than the facts show."""
    return len(_worded(essay)) > MOST_LINES or any(len(line) > _LINE for line in essay.dropped)


def passage_line(say: Say, number: int, passage: DraftPassage, most: int = 60) -> str:
    """A passage in one line of a list: its number, how it begins in `most` characters, how long it is."""
    start = shorten(passage.text.replace("*", ""), most)
    return say("cut.line", number=number, start=start, n=count_words(passage.text))


def listed(say: Say, essay: DraftEssay, first: int, last: int, most: int) -> str:
    """The passages from one number to another, `most` characters of each, with the headings between them."""
    lines: list[str] = []
    number = 0
    for section in essay.sections:
        for index, passage in enumerate(section.passages):
            number += 1
            if not first <= number <= last:
                continue
            if section.heading and (index == 0 or number == first):
                lines.append(f"**{plain(section.heading, most)}**")
            lines.append(plain(passage_line(say, number, passage, most), 110))
    return "\n".join(lines)


def heading_line(essay: DraftEssay, number: int) -> str:
    """The heading over a passage, to stand after its number; empty where there is none."""
    heading = heading_of(essay, number)
    return f" · {plain(heading, 120)}" if heading else ""


def language(say: Say, code: str) -> str:
    """The name of a language, or its code when it has no name here."""
    return say(f"language.{code}") if code in LANGUAGES else code


def _update(say: Say, update: Update | None) -> Iterator[str]:
    if update is not None:
        yield say("draft.update", title=plain(update.essay.title, 100))
        yield say("draft.changes", same=update.same, changed=update.changed, new=update.new, gone=update.gone)


def _left_out(say: Say, essay: DraftEssay, most: int) -> Iterator[str]:
    worded = _worded(essay)
    if not worded:
        return
    yield say("draft.left_out", n=len(worded))
    yield from (f"> {plain(line, _LINE)}" for line in worded[:most])
    if len(worded) > most:
        yield f"> {say('draft.and_more', n=len(worded) - most)}"


def _worded(essay: DraftEssay) -> list[str]:
    """The lines left out that say anything: rules are not among them."""
    return [line for line in essay.dropped if any(map(str.isalnum, line))]


def _asked(passage: DraftPassage) -> list[Question]:
    return [
        Question(number, 0, question.rung, question.text, question.origin)
        for number, question in enumerate(passage.questions)
    ]


def _cut(text: str, most: int) -> str:
    """The text, or its beginning where it is longer; paragraphs stay."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip() + " …"
