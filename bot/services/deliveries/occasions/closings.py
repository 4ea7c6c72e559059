"""What is said when a study has read an essay to its end: a day later, with what its members made of it."""

from collections.abc import Collection
from datetime import datetime

from bot.core.deliveries.delivery import OCCASION_WITHIN, closing_nonce
from bot.core.models import Study
from bot.core.posts import ClosingContent, Delivery, KeptLine
from bot.core.studies.participation import named_posts
from bot.core.studies.participation.occasions import LEAST_POSTS
from bot.core.studies.participation.reports.talk import liveliest, talk
from bot.services.deliveries.occasions import claims
from bot.services.deliveries.occasions.following import following
from bot.services.participation import marked_lines
from bot.services.studies import reading_ahead
from bot.store import occasions
from bot.store.database import Database
from bot.store.members import reports
from bot.store.occasions import DueClosing
from bot.store.studies import posts, studies

LINES = 3
"""Lines that are shown at the end of an essay."""


async def claim_due(database: Database, application_id: int, now: datetime) -> list[Delivery]:
    """Claim what is due of essays that have been read; what is more than a day late is let go."""
    async with database.reading(snapshot=False) as connection:
        come = await occasions.closings_due(connection, now)
    return await claims.claim_each(come, lambda due: _claim(database, application_id, due, now))


async def _claim(database: Database, application_id: int, due: DueClosing, now: datetime) -> Delivery | None:
    content = None if due.due_at + OCCASION_WITHIN < now else await _content(database, due)
    async with database.writing() as connection:
        if not await occasions.forget_closing(connection, due.post_id) or content is None:
            return None
        study, post = await studies.study(connection, due.study_id), await posts.post(connection, due.post_id)
        if study is None or post is None or post.delivery is None:
            return None
        nonce = closing_nonce(post.delivery.nonce)
        return await claims.claim(connection, study, content, nonce, due_at=due.due_at, now=now)


async def _content(database: Database, due: DueClosing) -> ClosingContent | None:
    """What there is to say; None when hosts do not want it, have gone back, or the essay was over in no time."""
    async with database.reading() as connection:
        study, post = await studies.study(connection, due.study_id), await posts.post(connection, due.post_id)
        chosen, read = await occasions.chosen(connection, due.study_id), await occasions.read(connection, due)
        if study is None or post is None or post.content is None or read is None:
            return None
        is_end = not await reading_ahead.ahead(connection, study, 1)
        last_words = chosen.last_words if is_end else None
        is_wanted = (chosen.closings and (is_end or len(read.post_ids) >= LEAST_POSTS)) or last_words
        if not is_wanted or not await occasions.is_read(connection, post.id):
            return None
        of_essay = await posts.some(connection, read.post_ids)
        parts = await reports.parts(connection, read.post_ids)
        coming = None if is_end else await following(connection, study)
    talks = liveliest([talk(of_essay[each], parts.get(each, ())) for each in read.post_ids if each in of_essay])
    named = [named_posts.named(each) for each in talks]
    return ClosingContent(
        title=post.content.title,
        author=post.content.author,
        first_day=read.first_day,
        last_day=read.last_day,
        posts=len(read.post_ids),
        members=named_posts.count_members(list(parts.values())),
        lines=await _lines(database, study, of_essay),
        talks=tuple(each for each in named if each is not None),
        following=coming,
        is_end=is_end,
        last_words=last_words,
    )


async def _lines(database: Database, study: Study, of_essay: Collection[int]) -> tuple[KeptLine, ...]:
    """The lines of these posts that struck most members."""
    struck = [line for line in await marked_lines.of_study(database, study.id) if line.post.id in of_essay]
    days = [(line, line.post.content.day) for line in struck[:LINES] if line.post.content]
    return tuple(KeptLine(line.text, day, line.people) for line, day in days)
