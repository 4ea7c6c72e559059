"""The session kit of a week: what a study has read, what was said about it, who took part, and what comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.errors import StudyError
from bot.core.models import Asker
from bot.core.posts import DeliveryState
from bot.core.studies.participation.parts import WEEK
from bot.core.studies.participation.reports import stages
from bot.core.studies.participation.reports.stages import Stages
from bot.core.studies.participation.reports.talk import Talk, talk
from bot.services.participation.reports import which_study
from bot.services.studies import preview
from bot.services.studies.preview import Coming
from bot.store import guilds
from bot.store.database import Database
from bot.store.members import reports
from bot.store.studies import posts

_LATE_AT_MOST = timedelta(days=1)
"""How much earlier than it was sent a post may have been due: more than the hours for which it is tried."""


@dataclass(frozen=True, slots=True)
class WeekReport:
    """The last seven days of a study up to `now`, and the posts of the next seven.

    `shown` are those who took part this week and agreed to be named (user ids); `hidden` counts the others.
    """

    guild_id: int
    channel_id: int
    now: datetime
    talks: tuple[Talk, ...]
    stages: Stages
    shown: tuple[int, ...]
    hidden: int
    coming: tuple[Coming, ...]


async def week(database: Database, asker: Asker, channel_id: int | None = None) -> WeekReport:
    """The week of the study that a host means. Raises `StudyError` when that is unclear, or they do not steer it."""
    since = asker.now - WEEK
    async with database.reading() as connection:
        study = await which_study.of_host(connection, asker, channel_id)
        lately = await posts.recent(connection, study.id, since - _LATE_AT_MOST)
        sent = [post for post in lately if post.state is DeliveryState.SENT and post.sent_at and post.sent_at >= since]
        parts = await reports.parts(connection, [post.id for post in sent])
        agreed = await guilds.shown_members(connection, asker.guild)
        counted = stages.count(await reports.member_dates(connection, study.id, since), asker.now)
    everybody = {user_id for entries in parts.values() for user_id, _ in entries}
    return WeekReport(
        guild_id=asker.guild,
        channel_id=study.channel_id,
        now=asker.now,
        talks=tuple(talk(post, parts.get(post.id, ())) for post in sent),
        stages=counted,
        shown=tuple(sorted(everybody & agreed)),
        hidden=len(everybody - agreed),
        coming=await _coming(database, asker, study.id),
    )


async def _coming(database: Database, asker: Asker, study_id: int) -> tuple[Coming, ...]:
    """What the next seven days bring, days left out too; nothing when there is nothing left to read."""
    try:
        coming = await preview.preview(database, asker, study_id)
    except StudyError:
        return ()
    return tuple(each for each in coming if each.slot.due_at <= asker.now + WEEK)
