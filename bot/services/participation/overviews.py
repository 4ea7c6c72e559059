"""What members did, for themselves to read and, if they agree, for their group."""

from datetime import datetime
from typing import NamedTuple

from bot.core.models import Asker
from bot.core.studies.participation.parts import WEEK, Tally, tally
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.members import participation
from bot.store.studies import studies


class OwnStudy(NamedTuple):
    """What one member took part in, in the study of a channel, since they first did: this week, in all, when last."""

    channel_id: int
    week: Tally
    ever: Tally
    last_at: datetime


class OwnRecord(NamedTuple):
    """The studies that one member took part in, the latest part first, and whether others may see it."""

    studies: tuple[OwnStudy, ...]
    shown: bool


class StudyWeek(NamedTuple):
    """A study's last seven days: posts, members who agreed to be seen (user ids), and how many did not."""

    channel_id: int
    week: Tally
    shown: tuple[int, ...]
    hidden: int


async def own_record(database: Database, asker: Asker) -> OwnRecord:
    """What a member took part in: in the study of this channel or, where there is none, in each of the server's."""
    since = asker.now - WEEK
    async with database.reading() as connection:
        channels = await _studies_meant(connection, asker)
        parts = await participation.of_member(connection, channels, asker.user_id)
        counts = await participation.count_since_joining(connection, channels, asker.user_id, since)
        shown = await guilds.is_shown(connection, asker.guild, asker.user_id)
    joined: list[OwnStudy] = []
    for study_id in dict.fromkeys(entry.study_id for entry in parts):  # the latest part first
        own = [entry for entry in parts if entry.study_id == study_id]
        week = tally(counts[study_id].lately, [entry.part for entry in own if entry.sent_at >= since])
        ever = tally(counts[study_id].ever, [entry.part for entry in own])
        joined.append(OwnStudy(channels[study_id], week, ever, own[0].part.at))
    return OwnRecord(tuple(joined), shown)


async def group_week(database: Database, asker: Asker) -> list[StudyWeek]:
    """Who took part this week in the study of this channel or, where there is none, in each that had a post.

    Only those who agreed are named.
    """
    since = asker.now - WEEK
    async with database.reading() as connection:
        channels = await _studies_meant(connection, asker)
        parts = await participation.of_studies(connection, channels, since)
        agreed = await guilds.shown_members(connection, asker.guild)
        counts = await participation.count_posts(connection, channels, since)
    weeks: list[StudyWeek] = []
    for study_id, count in sorted(counts.items()):
        of_study = [entry.part for entry in parts if entry.study_id == study_id]
        everybody = {part.user_id for part in of_study}
        named = tuple(sorted(everybody & agreed))
        weeks.append(StudyWeek(channels[study_id], tally(count, of_study), named, len(everybody - agreed)))
    return weeks


async def _studies_meant(connection: Connection, asker: Asker) -> dict[int, int]:
    """The study of the channel in which somebody asks, else all of the server, by id, each with its channel."""
    of_guild = {study.id: study.channel_id for study in await studies.of_guild(connection, asker.guild)}
    return {at: channel for at, channel in of_guild.items() if channel == asker.channel_id} or of_guild


async def show_me(database: Database, asker: Asker, *, shown: bool) -> None:
    """Store whether a member agrees to be seen in `/group`."""
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, asker.guild)
        await guilds.set_shown(connection, asker.guild, asker.user_id, shown=shown)
