"""The record of a study as documents to keep, in Markdown and in HTML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from bot.core.posts import PostContent
from bot.core.studies.participation.reports.blocks import Block, Document, Heading, Items, Plain, Question, Quotation
from bot.core.studies.participation.reports.html_page import html_page
from bot.core.studies.participation.reports.markdown_file import markdown_file
from bot.core.studies.participation.reports.record import MOST_ANSWERS, RecordedPost
from bot.i18n import Words
from cogs.participation.reports.post_blocks import day_line, passages, thread_link


@dataclass(frozen=True, slots=True)
class Record:
    """All that stands in a record: the texts of answers by their messages (None for a deleted one), names by members.

    `date` is the day on which it was made, in ISO 8601.
    """

    channel: str
    date: str
    posts: tuple[RecordedPost, ...]
    texts: Mapping[int, str | None]
    names: Mapping[int, str]


class Written(NamedTuple):
    """The two files, and how many of the earliest posts there was no room for."""

    markdown: str
    html: str
    left_out: int


def written(words: Words, record: Record, most: int) -> Written:
    """The record in files of at most so many bytes: where they would be larger, without its earliest posts."""
    left_out, posts = 0, len(record.posts)
    while True:
        document = record_document(words, record, left_out)
        files = Written(markdown_file(document), html_page(document), left_out)
        size = max(len(text.encode()) for text in files[:2])
        if size <= most or left_out == posts:
            return files
        left_out = min(posts, left_out + max(1, ceil((posts - left_out) * (1 - most / size))))


def record_document(words: Words, record: Record, left_out: int = 0) -> Document:
    """The record without so many of its earliest posts."""
    blocks: list[Block] = [Plain(words("record.about", n=len(record.posts), date=record.date))]
    if left_out:
        blocks.append(Plain(words("record.left_out", n=left_out)))
    for each in record.posts[left_out:]:
        if each.post.content is not None:
            blocks += _post(words, record, each, each.post.content)
    return Document(words("record.title", channel=record.channel), words.language, tuple(blocks))


def _post(words: Words, record: Record, recorded: RecordedPost, content: PostContent) -> Iterator[Block]:
    yield Heading(2, f"{day_line(words, content)} · {content.title}")
    by = words("passage.by", author=content.author) if content.author else None
    yield Plain(" · ".join(filter(None, (recorded.post.slot.date.isoformat(), by, content.source))))
    yield from passages(content)
    yield from (Question(question) for question in (content.question, content.second_question) if question)
    if recorded.put:
        yield Plain(words("record.put"))
        yield Items(recorded.put)
    if recorded.struck:
        yield Plain(words("record.struck"))
        yield Items(tuple(f"{line.text} ({words('marks.people', n=line.people)})" for line in recorded.struck))
    yield from _answers(words, record, recorded)
    yield from thread_link(words, recorded.post)


def _answers(words: Words, record: Record, recorded: RecordedPost) -> Iterator[Block]:
    gone = unread = 0
    for answer in recorded.answers:
        message_id = answer.message_id
        text = record.texts.get(message_id) if message_id is not None else None
        if text is not None:
            yield Quotation(record.names.get(answer.user_id) or words("record.a_member"), text)
        elif message_id is None or message_id in record.texts:
            gone += 1
        else:
            unread += 1
    counts = {
        "record.deleted": gone,
        "record.unread": unread,
        "record.earlier": recorded.earlier,
        "record.hidden": recorded.hidden,
    }
    yield from (Plain(words(key, n=count, most=MOST_ANSWERS)) for key, count in counts.items() if count)
