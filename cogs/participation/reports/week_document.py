"""The session kit of a week as a document: every passage and question in it."""

from collections.abc import Iterator, Mapping

from bot.core.posts import PostContent
from bot.core.studies.participation.reports.blocks import Block, Document, Heading, Items, Plain, Question
from bot.core.studies.participation.reports.talk import Talk, by_answers, liveliest, unanswered
from bot.core.text.lines import one_line
from bot.core.text.normalization import shorten
from bot.i18n import Words
from bot.services.participation.reports.week import WeekReport
from bot.services.studies.preview import Coming
from cogs.participation.reports.post_blocks import day_line, passages, thread_link

START = 80
"""Characters of a passage that is named in a line."""


def week_document(words: Words, report: WeekReport, channel: str, names: Mapping[int, str]) -> Document:
    """The week of the study in a channel of this name; `names` are those of members who agreed to be named."""
    title = words("report.week_of", channel=channel, date=report.now.date().isoformat())
    blocks = [*_members(words, report, names), *_posts(words, report), *_lists(words, report), *_coming(words, report)]
    return Document(title, words.language, tuple(blocks))


def _members(words: Words, report: WeekReport, names: Mapping[int, str]) -> Iterator[Block]:
    named = sorted(names[user_id] for user_id in report.shown if user_id in names)
    rest = report.hidden + len(report.shown) - len(named)
    stages = report.stages
    yield Plain(words("group.posts", n=len(report.talks)))
    if named:
        key = "group.named_and_more" if rest else "group.named"
        yield Plain(words(key, members=", ".join(named), n=rest))
    else:
        yield Plain(words("report.not_named", n=rest) if rest else words("group.nobody"))
    counts = {"new": stages.new, "steady": stages.steady, "returned": stages.returned, "fading": stages.fading}
    yield Plain(words("report.stages", **counts))


def _posts(words: Words, report: WeekReport) -> Iterator[Block]:
    for each in report.talks:
        content = each.post.content
        if content is None:
            continue
        yield Heading(2, f"{day_line(words, content)} · {content.title}")
        yield Plain(each.post.slot.date.isoformat())
        yield from passages(content)
        yield from (Question(question) for question in (content.question, content.second_question) if question)
        yield Plain(words("group.parts", read=each.read, answered=each.answered, replied=each.replied))
        yield from thread_link(words, each.post)


def _lists(words: Words, report: WeekReport) -> Iterator[Block]:
    lively = [f"{_named(words, each)}: {words('report.said', n=each.said)}" for each in liveliest(report.talks)]
    answered = [f"{words('report.answers', n=each.answered)}: {_asked(each)}" for each in by_answers(report.talks)]
    lists = {
        "report.liveliest": lively,
        "report.by_answers": answered,
        "report.unanswered": [_asked(each) for each in unanswered(report.talks)],
    }
    for key, lines in lists.items():
        if lines:
            yield Heading(2, words(key))
            yield Items(tuple(lines))


def _named(words: Words, talk: Talk) -> str:
    content = talk.post.content
    return "" if content is None else f"{words('report.day', day=content.day)} {_passage(content)}"


def _passage(content: PostContent) -> str:
    return f"{content.title} {content.number}: {shorten(one_line(content.text), START)}"


def _asked(talk: Talk) -> str:
    content = talk.post.content
    return content.question or "" if content else ""


def _coming(words: Words, report: WeekReport) -> Iterator[Block]:
    yield Heading(2, words("report.coming"))
    if not report.coming:
        yield Plain(words("report.nothing_comes"))
        return
    if report.coming[0].is_paused:
        yield Plain(words("study.if_resumed"))
    yield Items(tuple(_coming_line(words, each) for each in report.coming))


def _coming_line(words: Words, coming: Coming) -> str:
    what, date = words("report.day_skipped"), coming.slot.date.isoformat()
    if coming.content is not None:
        what = " · ".join(filter(None, (_passage(coming.content), coming.content.question)))
    return f"{date}: {what}"
