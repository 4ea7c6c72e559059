"""The recap of a study's week: claimed on the day that its hosts have chosen, if anything was posted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

from bot.core.deliveries.delivery import OCCASION_WITHIN, recap_nonce
from bot.core.models import Study
from bot.core.posts import Delivery, DeliveryState, KeptLine, Post, RecapContent
from bot.core.studies.participation import named_posts
from bot.core.studies.participation import occasions as rules
from bot.core.studies.participation.parts import WEEK
from bot.core.studies.participation.reports.talk import talk
from bot.services.deliveries.occasions import claims
from bot.services.deliveries.occasions.following import following
from bot.services.participation import marked_lines
from bot.store import occasions
from bot.store.database import Connection, Database
from bot.store.essays import quotes
from bot.store.members import reports
from bot.store.occasions import DueRecap
from bot.store.studies import posts, studies

_LATE_AT_MOST = timedelta(days=1)
"""How much earlier than it was sent a post may have been due: more than the hours for which it is tried."""


async def claim_due(database: Database, application_id: int, now: datetime) -> list[Delivery]:
    """Claim the recaps that are due; of a week without a post, or more than a day late, none is made."""
    async with database.reading(snapshot=False) as connection:
        come = await occasions.recaps_due(connection, now)
    return await claims.claim_each(come, lambda due: _claim(database, application_id, due, now))


async def _claim(database: Database, application_id: int, due: DueRecap, now: datetime) -> Delivery | None:
    content = None if due.due_at + OCCASION_WITHIN < now else await _content(database, due)
    async with database.writing() as connection:
        study = await studies.study(connection, due.study_id)
        chosen = await occasions.chosen(connection, due.study_id)
        if study is None or chosen.recap_on is None:
            return None
        if not await occasions.put_off(connection, due, _next(study, chosen.recap_on, now)) or content is None:
            return None
        nonce = recap_nonce(application_id, study.channel_id, study.id, due.due_at)
        return await claims.claim(connection, study, content, nonce, due_at=due.due_at, now=now)


def _next(study: Study, weekday: int, now: datetime) -> datetime:
    """When the next recap comes; a week later in a zone that is gone, of which hosts hear with the next post."""
    try:
        return rules.next_recap(study.timetable, weekday, now)
    except ZoneInfoNotFoundError:
        return now + WEEK


async def _content(database: Database, due: DueRecap) -> RecapContent | None:
    """What there is to say of the week; None when nothing was posted in it that is still there."""
    since = due.due_at - WEEK
    async with database.reading() as connection:
        study = await studies.study(connection, due.study_id)
        lately = [] if study is None else await posts.recent(connection, study.id, since - _LATE_AT_MOST)
        sent = [post for post in lately if _is_in(post, since, due.due_at)]
        if study is None or not sent:
            return None
        parts = await reports.parts(connection, [post.id for post in sent])
        coming = await following(connection, study)
    named = [named_posts.named(talk(post, parts.get(post.id, ()))) for post in sent]
    there = tuple(post for post in named if post is not None)
    if not there:
        return None
    return RecapContent(
        until=due.due_at,
        posts=there,
        members=named_posts.count_members(list(parts.values())),
        line=await _line(database, study, sent),
        following=coming,
    )


async def _line(database: Database, study: Study, sent: Sequence[Post]) -> KeptLine | None:
    """The line that struck most members, else one of the week's passages that stands alone, if there is any."""
    days = {post.id: post.content.day for post in sent if post.content}
    for line in await marked_lines.of_study(database, study.id, min(post.sent_at for post in sent if post.sent_at)):
        if line.post.id in days:
            return KeptLine(line.text, days[line.post.id], line.people)
    async with database.reading(snapshot=False) as connection:
        return await _standing_alone(connection, sent)


async def _standing_alone(connection: Connection, sent: Sequence[Post]) -> KeptLine | None:
    """A line of the newest passage that has one which its pack marks or the bot has found."""
    passage_ids = [passage_id for post in sent if post.content for passage_id in post.content.passage_ids]
    found = {quote.passage_id: quote.text for quote in await quotes.of_passages(connection, passage_ids)}
    newest = next((found[passage_id] for passage_id in reversed(passage_ids) if passage_id in found), None)
    return None if newest is None else KeptLine(newest)


def _is_in(post: Post, since: datetime, until: datetime) -> bool:
    return post.state is DeliveryState.SENT and post.sent_at is not None and since <= post.sent_at < until
