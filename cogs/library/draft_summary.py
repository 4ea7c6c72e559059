"""What was found in a file, in words: pure functions from a draft to what a host reads."""

from collections.abc import Iterator
from itertools import islice

from bot.core.essays.draft import DraftEssay, DraftPassage
from bot.core.importers.drafts.left_out import words_missed
from bot.core.importers.inline_styles import bare
from bot.core.models import Question, Rung
from bot.core.posts import PostContent
from bot.core.questions import ladder
from bot.core.text.lines import one_line
from bot.core.text.markup import NOTHING, Markup, address, joined, mark, plain
from bot.core.text.normalization import beginning, count_words, shorten
from bot.i18n import Say
from bot.services.library.essay_drafts import Update, Waiting
from cogs.ui.passage_parts import beside, small
from cogs.ui.replies import stamp

FIRST = 3
"""Passages shown as they will look."""
MOST_LINES = 3
"""Parts shown of what was left out, the longest; all of it has a page of its own."""
_LINE = 70
LANGUAGES = ("en", "es", "de", "fr", "pt", "it", "nl", "he", "ru", "ar", "el", "ja", "ko", "zh")
"""Languages that have a name here: those the importer can guess."""


def facts(say: Say, waiting: Waiting, lines_left_out: int = MOST_LINES) -> Markup:
    """What is to be minded first, then the essay, its length, and what was left out."""
    essay = waiting.draft.essay
    missed = words_missed(essay)
    author = plain(essay.author, 120) if essay.author else say("draft.no_author")
    published = plain(essay.published.isoformat(), 20) if essay.published else NOTHING
    sections = sum(section.heading is not None for section in essay.sections)
    days = say("draft.days", n=len(essay.passages))
    lines = [
        *([mark("⚠️ {}", say("draft.missed", n=missed))] if missed else []),
        mark("## {}", plain(essay.title, 200)),
        beside(author, language(say, essay.language), published, address(essay.source or "")),
        mark("{} {}", days, say("draft.sections", n=sections)) if sections > 1 else days,
        *_update(say, waiting.update),
        *(mark("⚠️ {}", say.remark(warning)) for warning in essay.warnings),
        *_left_out(say, essay, lines_left_out),
        *([say("draft.arrived", n=count_words(essay.typed.text))] if essay.typed else []),
        small(say("draft.until", at=stamp(waiting.until, "R"))),
    ]
    return joined("\n", lines)


def first_days(essay: DraftEssay, shown: int, most: int) -> Iterator[PostContent]:
    """The first so many posts as they will look, each passage in `most` characters at most."""
    rung: Rung | None = None
    headed = ((section.heading, passage) for section in essay.sections for passage in section.passages)
    for number, (heading, passage) in enumerate(islice(headed, shown), start=1):
        asked = ladder.choose(_asked(passage), rung)
        rung = ladder.rung_after(asked, rung)
        yield PostContent(
            passage_id=0,
            title=essay.title,
            author=essay.author,
            source=None,
            heading=heading,
            text=beginning(passage.text, most),
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


def passage_line(say: Say, number: int, passage: DraftPassage) -> str:
    """A passage in one line of a list to choose from: its number, how it begins, how long it is."""
    start = shorten(one_line(bare(passage.text)), 60)
    return say.plain("cut.line", number=number, start=start, n=count_words(passage.text))


def listed(say: Say, essay: DraftEssay, first: int, last: int, most: int) -> Markup:
    """The passages from one number to another, `most` characters of each, with the headings between them."""
    lines: list[Markup] = []
    number = 0
    for section in essay.sections:
        for index, passage in enumerate(section.passages):
            number += 1
            if not first <= number <= last:
                continue
            if section.heading and (index == 0 or number == first):
                lines.append(mark("**{}**", plain(section.heading, most)))
            start = plain(one_line(bare(passage.text)), most)
            lines.append(say("cut.line", number=number, start=start, n=count_words(passage.text)))
    return joined("\n", lines)


def language(say: Say, code: str) -> Markup:
    """The name of a language, or its code when it has no name here."""
    return say(f"language.{code}") if code in LANGUAGES else plain(code, 20)


def _update(say: Say, update: Update | None) -> Iterator[Markup]:
    if update is not None:
        yield say("draft.update", title=plain(update.essay.title, 100))
        yield say("draft.changes", same=update.same, changed=update.changed, new=update.new, gone=update.gone)


def _left_out(say: Say, essay: DraftEssay, most: int) -> Iterator[Markup]:
    worded = [part for part in essay.left_out if any(map(str.isalnum, part))]
    if not worded:
        return
    yield say("draft.left_out", n=len(worded), words=say("draft.words", n=sum(map(count_words, worded))))
    longest = sorted(range(len(worded)), key=lambda number: -count_words(worded[number]))[:most]
    yield from (mark("> {}", plain(bare(" ".join(worded[number].split())), _LINE)) for number in sorted(longest))
    if len(worded) > most:
        yield mark("> {}", say("draft.and_more", n=len(worded) - most))


def _asked(passage: DraftPassage) -> list[Question]:
    return [
        Question(number, 0, question.rung, question.text, question.origin)
        for number, question in enumerate(passage.questions)
    ]
