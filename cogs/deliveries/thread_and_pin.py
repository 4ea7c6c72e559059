"""What a post gets once it is in its channel: its thread and its pin."""

import logging
from datetime import datetime

from bot import events
from bot.client import StudyBot
from bot.core.models import Post, PostContent, Reason, Wish
from bot.core.studies.participation import OpenThread
from bot.services.deliveries import post_extras
from cogs.deliveries import pins, sender
from cogs.deliveries.pins import Pinning

_log = logging.getLogger(__name__)


async def complete(bot: StudyBot, post: Post, content: PostContent, message_id: int, *, is_new: bool) -> None:
    """Open the thread and pin the post, as far as that is still to come; what cannot be done yet is tried again later.

    `is_new` for a post that has been recorded just now.
    """
    if is_new:
        await _tell(bot, post, content)
    ended = [await _open_thread(bot, post, content, message_id), await _pin(bot, post, message_id)]
    if not all(ended):
        await post_extras.put_off(bot.database, post, _now(bot))


async def _tell(bot: StudyBot, post: Post, content: PostContent) -> None:
    """Tell of a post that is there now: a forum post is a thread already, and its role may be gone."""
    if post.forum and post.thread_id is not None:
        events.thread_opened(bot, OpenThread(post.thread_id, post.id, post.study_id))
    if content.role_id is not None and sender.is_role_gone(bot, post.guild_id, content.role_id):
        await post_extras.role_gone(bot.database, post, _now(bot))
        events.notice_due(bot, post.guild_id)


async def _open_thread(bot: StudyBot, post: Post, content: PostContent, message_id: int) -> bool:
    """Open the thread if it is still to come; whether that has come to an end."""
    if post.forum or post.thread is not Wish.WANTED:
        return True
    opened = await sender.open_thread(bot, post, content, message_id)
    if opened.reason is not None:
        _log.warning("Post %d stays without a thread (%s)", post.id, opened.reason)
        await post_extras.thread_refused(bot.database, post, opened.reason, _now(bot))
        events.notice_due(bot, post.guild_id)
    elif opened.thread_id is not None:
        await post_extras.thread_opened(bot.database, post, opened.thread_id)
        events.thread_opened(bot, OpenThread(opened.thread_id, post.id, post.study_id))
    return opened.reason is not None or opened.thread_id is not None


async def _pin(bot: StudyBot, post: Post, message_id: int) -> bool:
    """Pin the post if that is still to come; whether it has come to an end."""
    if post.forum or post.pin is not Wish.WANTED:
        return True
    pinning = await pins.pin(bot, post, message_id)
    if pinning is Pinning.FULL:
        pinning = await pins.make_room(bot, post, await post_extras.pinned_before(bot.database, post))
        if pinning is Pinning.DONE:
            pinning = await pins.pin(bot, post, message_id)
    if pinning is Pinning.DONE:
        await post_extras.pinned(bot.database, post)
    elif pinning is not Pinning.LATER:
        reason = Reason.PINS_FULL if pinning is Pinning.FULL else Reason.NO_PIN
        _log.warning("Post %d stays unpinned (%s)", post.id, reason)
        await post_extras.pin_refused(bot.database, post, reason, _now(bot))
        events.notice_due(bot, post.guild_id)
    return pinning is not Pinning.LATER


def _now(bot: StudyBot) -> datetime:
    """Discord's time, which does not change when this machine's clock is set."""
    return bot.http_watch.discord_now()
