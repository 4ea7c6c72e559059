"""The lines of a post that struck its readers: each person's own, and, once there are enough, how many chose which."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.models import Asker
from bot.core.posts import DeliveryState, Mark, Post, PostContent, PostedPassage
from bot.core.studies.participation import marked_lines
from bot.core.studies.participation.marked_lines import LinesPage
from bot.store.database import Connection, Database
from bot.store.members import marks
from bot.store.studies import posts


class OwnLines(NamedTuple):
    """A page of a post's lines as one member sees it, `number` of `pages` from 1.

    `counts` say how many people have marked each line; None while too few have marked any. `is_full` when a choice was
    not stored, since the member would have marked more lines than one may.
    """

    post_id: int
    content: PostContent
    page: LinesPage
    number: int
    pages: int
    own: frozenset[Mark]
    counts: dict[Mark, int] | None
    is_full: bool = False


class MarkedLine(NamedTuple):
    """A line of a post, with its passage, that so many people have marked."""

    post: Post
    passage: PostedPassage
    text: str
    people: int


async def page(database: Database, asker: Asker, post_id: int, number: int) -> OwnLines:
    """A page of the lines of a post, or the nearest one that there is.

    Raises `StudyError` when the post is not there, or another guild's.
    """
    async with database.reading() as connection:
        content = await _content(connection, asker, post_id)
        own, counts = await _marked(connection, asker, post_id)
    return _shown(post_id, content, number, own, counts)


async def choose(database: Database, asker: Asker, post_id: int, number: int, sentences: Collection[int]) -> OwnLines:
    """The page after a member has chosen these sentences of it; those that are not among them lose their mark.

    Raises `StudyError` when the post is not there, or another guild's.
    """
    async with database.reading(snapshot=False) as connection:
        content = await _content(connection, asker, post_id)
    pages = marked_lines.pages(content)
    offered = pages[_within(pages, number) - 1].lines
    chosen = {mark for mark in offered if mark.sentence in sentences}
    async with database.writing() as connection:
        await _content(connection, asker, post_id)  # its study may have been removed meanwhile
        own = await marks.of_member(connection, post_id, asker.user_id)
        is_full = len((own - offered.keys()) | chosen) > marked_lines.MOST
        if not is_full:
            added, removed = chosen - own, (own & offered.keys()) - chosen
            await marks.change(connection, post_id, asker.user_id, added=added, removed=removed)
        own, counts = await _marked(connection, asker, post_id)
    return _shown(post_id, content, number, own, counts, is_full=is_full)


async def of_study(database: Database, study_id: int, since: datetime | None = None) -> list[MarkedLine]:
    """The lines that three people or more have marked in a study's posts, or in those since then: most first."""
    async with database.reading() as connection:
        counted = await marks.of_study(connection, study_id, since, marked_lines.SHOWN_FROM)
        marked_posts = await posts.some(connection, {line.post_id for line in counted})
    pages = {post.id: marked_lines.pages(post.content) for post in marked_posts.values() if post.content}
    return [
        MarkedLine(marked_posts[line.post_id], page.passage, page.lines[line.mark], line.people)
        for line in counted
        for page in pages.get(line.post_id, ())
        if line.mark in page.lines
    ]


async def _content(connection: Connection, asker: Asker, post_id: int) -> PostContent:
    post = await posts.post(connection, post_id)
    if post is None or post.guild_id != asker.guild or post.state is DeliveryState.SKIPPED or post.content is None:
        raise StudyError("marks.post_gone")
    return post.content


async def _marked(connection: Connection, asker: Asker, post_id: int) -> tuple[frozenset[Mark], dict[Mark, int] | None]:
    own = await marks.of_member(connection, post_id, asker.user_id)
    people = await marks.count_people(connection, post_id)
    return own, await marks.counts(connection, post_id) if people >= marked_lines.SHOWN_FROM else None


def _shown(
    post_id: int,
    content: PostContent,
    number: int,
    own: frozenset[Mark],
    counts: dict[Mark, int] | None,
    *,
    is_full: bool = False,
) -> OwnLines:
    pages = marked_lines.pages(content)
    number = _within(pages, number)
    return OwnLines(post_id, content, pages[number - 1], number, len(pages), own, counts, is_full)


def _within(pages: Sequence[LinesPage], number: int) -> int:
    """The number of the page, or of the one that is nearest."""
    return max(1, min(number, len(pages)))
