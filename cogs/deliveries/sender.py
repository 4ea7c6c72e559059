"""Sending a delivery: one request to Discord, and what its answer means."""

import logging
from typing import NamedTuple

import discord

from bot.client import StudyBot
from bot.connection.http_watch import Requests, counting
from bot.core.deliveries.delivery import Outcome
from bot.core.deliveries.discussion_nonce import MESSAGE_DELETED
from bot.core.models import Reason
from bot.core.posts import Delivery, DeliveryKind
from bot.outside.network_errors import BROKEN, never_left
from cogs.deliveries import refusals
from cogs.deliveries.carried import Carried
from cogs.deliveries.permissions import TO_SPEAK, TO_SPEAK_IN_THREAD, surely_lacks
from cogs.discussion.threads import ARCHIVE_AFTER

_log = logging.getLogger(__name__)


class Sent(NamedTuple):
    """What an attempt came to; `reason` when Discord refused."""

    outcome: Outcome
    message_id: int | None = None
    reason: Reason | None = None


def is_closed(bot: StudyBot, delivery: Delivery) -> bool:
    """Whether Discord would surely refuse it, for want of a permission: no request is spent on that."""
    if delivery.kind is DeliveryKind.CONTINUATION:
        return False  # its place may be a thread or a channel
    needed = TO_SPEAK_IN_THREAD if delivery.kind is DeliveryKind.ANSWER else TO_SPEAK
    return surely_lacks(bot, delivery.guild_id, delivery.channel_id, *needed)


async def send(bot: StudyBot, carried: Carried) -> Sent:
    """One attempt, at once: whose turn it is has to be settled before it is decided whether to send."""
    claim = carried.delivery
    with counting(once=claim.forum) as requests:  # in a forum no nonce is taken: discord.py's own retry makes another
        try:
            message_id = await (_to_forum if claim.forum else _to_channel)(bot, carried)
        except discord.HTTPException as refused:
            return _refusal(claim, refused, requests)
        except BROKEN as broken:
            _log.info("Delivery %d: no answer (%s)", claim.id, type(broken).__name__)
            surely_not = requests.in_doubt == 0 or (never_left(broken) and requests.in_doubt == 1)
            return Sent(Outcome.NOT_SENT if surely_not else Outcome.UNKNOWN)
    return Sent(Outcome.SENT, message_id)


async def _to_channel(bot: StudyBot, carried: Carried) -> int | None:
    """Send it under its own nonce, so that a repeat gives back the same message.

    The channel is asked of Discord and not of the cache: what is not cached is not therefore gone.
    """
    claim = carried.delivery
    channel = bot.get_partial_messageable(claim.channel_id, guild_id=claim.guild_id, type=discord.ChannelType.text)
    sent = await channel.send(view=carried.layout(), nonce=claim.nonce, allowed_mentions=mentions_of(carried.role_id))
    return sent.id


async def _to_forum(bot: StudyBot, carried: Carried) -> int | None:
    """Make a forum post; Discord takes no nonce for it."""
    claim = carried.delivery
    forum = bot.get_channel(claim.channel_id) or await bot.fetch_channel(claim.channel_id)
    if not isinstance(forum, discord.ForumChannel):
        return None
    created = await forum.create_thread(
        name=carried.title,
        view=carried.layout(),
        applied_tags=[tag for tag in forum.available_tags if tag.id == claim.tag_id],
        auto_archive_duration=ARCHIVE_AFTER,
        allowed_mentions=mentions_of(carried.role_id),
    )
    return created.thread.id


def mentions_of(role_id: int | None) -> discord.AllowedMentions:
    """Nobody is pinged but the one role that a host chose."""
    roles = [discord.Object(role_id)] if role_id else False
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


def _refusal(claim: Delivery, error: discord.HTTPException, requests: Requests) -> Sent:
    """What an error means. After a retry inside discord.py a refusal proves nothing: the first try may have made it."""
    if error.code == MESSAGE_DELETED:
        return Sent(Outcome.GONE)
    if requests.in_doubt:
        return Sent(Outcome.UNKNOWN)
    if error.status >= 500 or error.status == 429:
        return Sent(Outcome.NOT_SENT)
    level = logging.INFO if claim.user_id is not None else logging.WARNING  # its member is told
    _log.log(level, "Discord refused %s %d (status %d, code %d)", claim.kind, claim.id, error.status, error.code)
    reason = refusals.of_message(error)
    return Sent(Outcome.NOT_SENT) if reason is None else Sent(Outcome.REFUSED, reason=reason)
