"""What members did, for themselves to read and, if they agree, for their group."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.core.models import Asker, Study
from bot.core.studies.participation.parts import NOBODY, WEEK, TakingPart, Tally, tally, tally_of_all
from bot.core.studies.participation.pictures.month import Month, latest_month
from bot.core.studies.participation.pictures.week import Turnout, turnout
from bot.core.studies.participation.reminders import Reminder
from bot.core.studies.participation.streaks import Attendance, SentPost, Streaks, attendance, streaks
from bot.services.studies import reading_progress
from bot.services.studies.reading_progress import Reading
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.members import fresh_starts, participation, reminders
from bot.store.studies import studies

MOST_STUDIES, MOST_WEEKS = 3, 10
"""Studies of which a member reads at once about themselves, and about the group."""
MOST_REMINDERS = 10
"""Reminders that they read of."""


class OwnStudy(NamedTuple):
    """What one member took part in, in the study of a channel, since they first did: this week, in all, when last."""

    channel_id: int
    week: Tally
    ever: Tally
    last_at: datetime
    streaks: Streaks
    month: Month
    """That of the study's newest post."""


class OwnRecord(NamedTuple):
    """The studies that one member took part in, the latest part first, how many more, and whether others may see it.

    `reminders` are some of theirs in these studies, each with its channel; `study_id` is that study, if only one was.
    """

    studies: tuple[OwnStudy, ...]
    more: int
    shown: bool
    reminders: tuple[tuple[int, Reminder], ...] = ()
    study_id: int | None = None


@dataclass(frozen=True, slots=True)
class StudyWeek:
    """A study's last seven days: posts, members who agreed to be seen (user ids), and how many did not."""

    channel_id: int
    week: Tally
    shown: tuple[int, ...]
    hidden: int
    turnout: tuple[Turnout, ...]
    reading: Reading


class GroupWeek(NamedTuple):
    """The week of some of a server's studies, and how many more there are."""

    studies: tuple[StudyWeek, ...]
    more: int


async def own_record(database: Database, asker: Asker) -> OwnRecord:
    """What a member took part in: in the study of this channel or, where there is none, in some of the server's.

    What they were forgiven by a fresh start is not among the posts that count.
    """
    async with database.reading() as connection:
        meant = await _studies_meant(connection, asker)
        parts = await participation.of_member(connection, meant, asker.user_id)
        joined = list(dict.fromkeys(part.study_id for part in parts))  # the latest part first
        sent = await participation.posts_sent(connection, joined[:MOST_STUDIES])
        let_go = await fresh_starts.forgiven(connection, joined[:MOST_STUDIES], asker.user_id)
        shown = await guilds.is_shown(connection, asker.guild, asker.user_id)
        wanted = await reminders.of_member(connection, asker.user_id, meant)
    own: list[OwnStudy] = []
    for study_id in joined[:MOST_STUDIES]:
        of_study = [entry.part for entry in parts if entry.study_id == study_id]
        posts = [post for post in sent if post.study_id == study_id and post.id not in let_go]
        own.append(_own_study(meant[study_id].channel_id, posts, of_study, asker.now))
    wanted.sort(key=lambda reminder: reminder.due_at is not None)  # first what has ended
    with_channels = tuple((meant[reminder.study_id].channel_id, reminder) for reminder in wanted[:MOST_REMINDERS])
    only = next(iter(meant)) if len(meant) == 1 else None
    return OwnRecord(tuple(own), len(joined) - len(own), shown, with_channels, only)


def _own_study(channel_id: int, posts: list[SentPost], parts: list[TakingPart], now: datetime) -> OwnStudy:
    """What a member took part in, by all posts of a study and their parts in it, the latest first."""
    attended = attendance(posts, {part.post_id: part.at for part in parts}, now)
    counted = [post for post, of_post in zip(posts, attended, strict=True) if of_post is not Attendance.BEFORE]
    of_week = {post.id for post in counted if post.sent_at >= now - WEEK}
    week = tally(len(of_week), [part for part in parts if part.post_id in of_week])
    month = latest_month(posts, attended)
    return OwnStudy(channel_id, week, tally(len(counted), parts), parts[0].at, streaks(attended), month)


async def group_week(database: Database, asker: Asker) -> GroupWeek:
    """Who took part this week in the study of this channel or, where there is none, in some of those that had a post.

    Only those who agreed are named.
    """
    since = asker.now - WEEK
    async with database.reading() as connection:
        meant = await _studies_meant(connection, asker)
        sent = await participation.posts_sent(connection, meant, since)
        of_posts = {each.post_id: each for each in await participation.counts(connection, [post.id for post in sent])}
        circles = await participation.circles(connection, asker.guild, of_posts)
        of_week = {post.study_id for post in sent}
        chosen = [study for study in meant.values() if study.id in of_week or len(meant) == 1]
        readings = [await reading_progress.reading(connection, study) for study in chosen[:MOST_WEEKS]]
    weeks: list[StudyWeek] = []
    for study, reading in zip(chosen, readings, strict=False):
        posts = [post for post in sent if post.study_id == study.id]
        of_study = [of_posts[post.id] for post in posts if post.id in of_posts]
        members, shown = circles.get(study.id, NOBODY)
        bars = turnout(posts, of_study, members, asker.now)
        week = tally_of_all(len(posts), of_study)
        weeks.append(StudyWeek(study.channel_id, week, shown, members - len(shown), bars, reading))
    return GroupWeek(tuple(weeks), len(chosen) - len(weeks))


async def _studies_meant(connection: Connection, asker: Asker) -> dict[int, Study]:
    """The study of the channel in which somebody asks, else all of the server, by id."""
    of_guild = {study.id: study for study in await studies.of_guild(connection, asker.guild)}
    return {at: study for at, study in of_guild.items() if study.channel_id == asker.channel_id} or of_guild
