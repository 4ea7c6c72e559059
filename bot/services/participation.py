"""Taking part: what members did, for themselves to read and, if they agree, for their group."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.core.models import Asker, DeliveryState, Part
from bot.core.studies.participation import OPEN_FOR, WEEK, OpenThread, TakingPart, Tally, tally
from bot.store import guilds
from bot.store.database import Database
from bot.store.members import participation, personal_data
from bot.store.studies import posts


class OwnRecord(NamedTuple):
    """What one member took part in: this week, in all, when last, and whether others may see it."""

    week: Tally
    ever: Tally
    last_at: datetime | None
    shown: bool


class GroupWeek(NamedTuple):
    """The group's last seven days: posts, members who agreed to be seen (user ids), and how many did not."""

    week: Tally
    shown: tuple[int, ...]
    hidden: int


async def record(database: Database, parts: Sequence[TakingPart]) -> int:
    """Store what members did; how much of it was new. The same thing twice counts once."""
    async with database.writing() as connection:
        return await participation.record(connection, parts)


async def read_it(database: Database, asker: Asker, post_id: int) -> bool | None:
    """Count a member as having read a post: True the first time, False again later, None when the post is not there."""
    async with database.writing() as connection:
        post = await posts.post(connection, post_id)
        if post is None or post.guild_id != asker.guild or post.state is DeliveryState.SKIPPED:
            return None
        return await participation.record(connection, [TakingPart(post_id, asker.user_id, Part.READ, asker.now)]) > 0


async def open_threads(database: Database, now: datetime) -> list[OpenThread]:
    """The threads in which talk counts now: of each study's newest post, for a week."""
    async with database.reading() as connection:
        return await posts.open_threads(connection, now - OPEN_FOR)


async def own_record(database: Database, asker: Asker) -> OwnRecord:
    """What a member took part in."""
    async with database.reading() as connection:
        ever = await participation.of_member(connection, asker.guild, asker.user_id)
        week = await participation.of_member(connection, asker.guild, asker.user_id, asker.now - WEEK)
        return OwnRecord(
            week=tally(await participation.count_posts(connection, asker.guild, asker.now - WEEK), week),
            ever=tally(await participation.count_posts(connection, asker.guild), ever),
            last_at=max((entry.at for entry in ever), default=None),
            shown=await guilds.is_shown(connection, asker.guild, asker.user_id),
        )


async def group_week(database: Database, asker: Asker) -> GroupWeek:
    """Who took part this week; only those who agreed are named."""
    async with database.reading() as connection:
        parts = await participation.of_guild(connection, asker.guild, asker.now - WEEK)
        agreed = await guilds.shown_members(connection, asker.guild)
        count = await participation.count_posts(connection, asker.guild, asker.now - WEEK)
    everybody = {entry.user_id for entry in parts}
    return GroupWeek(tally(count, parts), tuple(sorted(everybody & agreed)), len(everybody - agreed))


async def show_me(database: Database, asker: Asker, *, shown: bool) -> None:
    """Store whether a member agrees to be seen in `/group`."""
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, asker.guild)
        await guilds.set_shown(connection, asker.guild, asker.user_id, shown=shown)


async def export(database: Database, user_id: int) -> str:
    """All that is kept about a person, in every server, as JSON to read and to keep."""
    async with database.reading() as connection:
        return json.dumps(await personal_data.of_person(connection, user_id), indent=2) + "\n"


async def forget(database: Database, user_id: int) -> int:
    """Delete all that is kept about a person, in every server, at once; how many rows there were."""
    async with database.writing() as connection:
        return await personal_data.remove(connection, user_id)
