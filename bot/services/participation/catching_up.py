"""Reading what one has missed: a study's unread posts in order, or a fresh start after them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.errors import StudyError
from bot.core.models import Asker, Sees, Study
from bot.core.posts import Post
from bot.core.studies import post_parts
from bot.core.studies.participation.unread import OFFERED, unread, up_to_today
from bot.services.participation import counting, in_sight
from bot.store.database import Database
from bot.store.members import fresh_starts, latest_posts
from bot.store.studies import posts, studies


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What a member reads next of a study: a post, or (from `part` 1 on) what goes on below it; None: all is read.

    `left` are the posts still to read, this one included; `older` says whether there are more before those that are
    offered. `newest` is the study's last post, given once all is read. `may_start` says whether a fresh start would
    leave out anything, `started` after which post the member has just made one.
    """

    study_id: int
    post: Post | None
    part: int
    left: int
    older: bool
    newest: Post | None
    may_start: bool
    started: int | None = None


async def begin(database: Database, asker: Asker, sees: Sees) -> CatchUp | Sequence[Study]:
    """The oldest unread post of this channel's study, else of the only one whose channel the member can see.

    Where they can see several, these to choose from. Raises `StudyError` when there is none.
    """
    async with database.reading(snapshot=False) as connection:
        of_guild = await studies.of_guild(connection, asker.guild)
    if not of_guild:
        raise StudyError("study.none_yet")
    seen = [study for study in of_guild if sees(study.channel_id)]
    here = [study for study in seen if study.channel_id == asker.channel_id] or seen
    if not here:
        raise StudyError("catch_up.none_seen")
    return here if len(here) > 1 else await _next(database, asker, here[0].id)


async def of_study(database: Database, asker: Asker, study_id: int, sees: Sees) -> CatchUp:
    """The oldest unread post of this study.

    Raises `StudyError` when that is gone, or the member cannot see its channel.
    """
    await _check_study(database, asker, study_id, sees)
    return await _next(database, asker, study_id)


async def read_on(database: Database, asker: Asker, post_id: int, part: int, sees: Sees) -> CatchUp:
    """What comes after this part of a post: more of it, else the oldest unread post, with this one counted as read.

    However often it is asked, nothing is left out. Raises `StudyError` as `of_study` does.
    """
    post = await _post(database, asker, post_id, sees)
    content = post.content
    if content is not None and part + 1 < len(post_parts.parts(content)):
        after = await _next(database, asker, post.study_id)
        return replace(after, post=post, part=part + 1)
    if await counting.read_it(database, asker, post_id) is None:
        raise StudyError("study.post_gone")
    return await _next(database, asker, post.study_id)


async def start_from_today(database: Database, asker: Asker, study_id: int, sees: Sees) -> CatchUp:
    """The study's newest post, if it is unread; what the member has not read of those before is forgiven.

    Raises `StudyError` as `of_study` does.
    """
    await _check_study(database, asker, study_id, sees)
    async with database.writing() as connection:
        up_to = up_to_today(await latest_posts.latest(connection, study_id, asker.user_id))
        if up_to is not None:
            await fresh_starts.add(connection, up_to, asker.user_id, asker.now)
    return replace(await _next(database, asker, study_id), started=up_to)


async def bring_back(database: Database, asker: Asker, post_id: int, sees: Sees) -> CatchUp:
    """The oldest unread post, after the fresh start that the member made after this one is taken back.

    Raises `StudyError` as `of_study` does.
    """
    post = await _post(database, asker, post_id, sees)
    async with database.writing() as connection:
        await fresh_starts.remove(connection, post_id, asker.user_id)
    return await _next(database, asker, post.study_id)


async def _next(database: Database, asker: Asker, study_id: int) -> CatchUp:
    async with database.reading() as connection:
        latest = await latest_posts.latest(connection, study_id, asker.user_id)
        to_read = unread(latest)
        is_full = len(latest) == OFFERED
        older = is_full and await latest_posts.has_unread_before(connection, study_id, asker.user_id, latest[0].post_id)
        post = await posts.post(connection, to_read[0]) if to_read else None
        newest = await posts.post(connection, latest[-1].post_id) if latest and not to_read else None
    may_start = older or any(post_id != latest[-1].post_id for post_id in to_read)
    return CatchUp(study_id, post, 0, len(to_read), older, newest, may_start)


async def _post(database: Database, asker: Asker, post_id: int, sees: Sees) -> Post:
    """The post, if it is one of this guild's. Raises `StudyError` when it is not, or as `of_study` does."""
    async with database.reading(snapshot=False) as connection:
        post = await posts.post(connection, post_id)
    if post is None or post.guild_id != asker.guild:
        raise StudyError("study.post_gone")
    await _check_study(database, asker, post.study_id, sees)
    return post


async def _check_study(database: Database, asker: Asker, study_id: int, sees: Sees) -> None:
    async with database.reading(snapshot=False) as connection:
        await in_sight.study(connection, asker, study_id, sees)
