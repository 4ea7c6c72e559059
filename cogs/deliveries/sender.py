"""Sending a post, and the steps after it: each a request to Discord, and what its answer means."""

import logging
from typing import NamedTuple

import discord

from bot.client import StudyBot
from bot.connection.http_watch import Requests, counting
from bot.core.deliveries.delivery import Outcome
from bot.core.models import Post, PostContent, Reason
from bot.outside.network_errors import BROKEN, never_left
from cogs.daily.layouts import post_layout
from cogs.deliveries import refusals
from cogs.deliveries.permissions import TO_SPEAK, surely_lacks
from cogs.discussion.threads import ARCHIVE_AFTER, day_name, start_thread

_log = logging.getLogger(__name__)

MESSAGE_DELETED = 10008


class Sent(NamedTuple):
    """What an attempt came to; `reason` when Discord refused."""

    outcome: Outcome
    message_id: int | None = None
    reason: Reason | None = None


class Opened(NamedTuple):
    """The thread's id; or why there will be none (a key of the catalogue); or neither, for another try."""

    thread_id: int | None = None
    reason: Reason | None = None


def is_closed(bot: StudyBot, post: Post) -> bool:
    """Whether Discord would surely refuse the post, for want of a permission: no request is spent on that."""
    return surely_lacks(bot, post.guild_id, post.channel_id, *TO_SPEAK)


async def send(bot: StudyBot, post: Post, content: PostContent) -> Sent:
    """One attempt to post, at once: whose turn it is has to be settled before it is decided whether to send."""
    with counting(once=post.forum) as requests:  # a forum post has no nonce: discord.py's own retry would make another
        try:
            message_id = await (_to_forum if post.forum else _to_channel)(bot, post, content)
        except discord.HTTPException as refused:
            return _refusal(refused, requests)
        except BROKEN as broken:
            _log.info("Post %d: no answer (%s)", post.id, type(broken).__name__)
            surely_not = requests.in_doubt == 0 or (never_left(broken) and requests.in_doubt == 1)
            return Sent(Outcome.NOT_SENT if surely_not else Outcome.UNKNOWN)
    return Sent(Outcome.SENT, message_id)


async def open_thread(bot: StudyBot, post: Post, content: PostContent, message_id: int) -> Opened:
    """Open the post's thread. A second attempt finds the first one's thread: it bears the message's id."""
    if surely_lacks(bot, post.guild_id, post.channel_id, "create_public_threads"):
        return Opened(reason=Reason.NO_THREAD)
    await bot.send_rate.wait()
    message = _channel(bot, post).get_partial_message(message_id)
    try:
        return Opened(await start_thread(message, day_name(bot.texts.say(content.said_in), content)))
    except discord.HTTPException as refused:
        return Opened(reason=refusals.of_thread(refused))
    except BROKEN as broken:
        _log.info("Post %d: no thread yet (%s)", post.id, type(broken).__name__)
        return Opened()


def is_role_gone(bot: StudyBot, guild_id: int, role_id: int) -> bool:
    """Whether the role is surely not there any more: the roles of a guild that Discord has not told of are unknown."""
    guild = bot.get_guild(guild_id)
    return guild is not None and bool(guild.roles) and guild.get_role(role_id) is None


async def _to_channel(bot: StudyBot, post: Post, content: PostContent) -> int | None:
    """Send the post under the slot's own nonce, so that a repeat gives back the same message."""
    sent = await _channel(bot, post).send(
        view=post_layout(bot.texts.say(content.said_in), post, content),
        nonce=post.nonce,
        allowed_mentions=_mentions(content),
    )
    return sent.id


async def _to_forum(bot: StudyBot, post: Post, content: PostContent) -> int | None:
    """Make a forum post; Discord takes no nonce for it."""
    forum = bot.get_channel(post.channel_id) or await bot.fetch_channel(post.channel_id)
    if not isinstance(forum, discord.ForumChannel):
        return None
    tags = [discord.Object(post.tag_id)] if post.tag_id else []
    created = await forum.create_thread(
        name=day_name(bot.texts.say(content.said_in), content),
        view=post_layout(bot.texts.say(content.said_in), post, content),
        applied_tags=[tag for tag in forum.available_tags if tag.id in {wanted.id for wanted in tags}],
        auto_archive_duration=ARCHIVE_AFTER,
        allowed_mentions=_mentions(content),
    )
    return created.thread.id


def _mentions(content: PostContent) -> discord.AllowedMentions:
    """Nobody is pinged but the one role that a host chose."""
    roles = [discord.Object(content.role_id)] if content.role_id else False
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


def _channel(bot: StudyBot, post: Post) -> discord.PartialMessageable:
    """The post's channel, asked of Discord and not of the cache: what is not cached is not therefore gone."""
    return bot.get_partial_messageable(post.channel_id, guild_id=post.guild_id, type=discord.ChannelType.text)


def _refusal(error: discord.HTTPException, requests: Requests) -> Sent:
    """What an error means. After a retry inside discord.py a refusal proves nothing: the first try may have made it."""
    if error.code == MESSAGE_DELETED:
        return Sent(Outcome.GONE)
    if requests.in_doubt:
        return Sent(Outcome.UNKNOWN)
    if error.status >= 500 or error.status == 429:
        return Sent(Outcome.NOT_SENT)
    _log.warning("Discord refused a post (status %d, code %d)", error.status, error.code)
    reason = refusals.of_post(error)
    return Sent(Outcome.NOT_SENT) if reason is None else Sent(Outcome.REFUSED, reason=reason)
