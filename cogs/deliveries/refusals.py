"""What Discord's refusals mean to a host: which are about the place or the content, and which say nothing of them."""

import discord

from bot.core.models import Reason

_OF_A_MESSAGE = {
    10003: Reason.NO_CHANNEL,  # Unknown Channel
    10087: Reason.TAG_GONE,  # Unknown Tag
    40058: Reason.WRONG_KIND,  # Cannot send a message in a forum channel
    40066: Reason.TAG_NEEDED,  # There are no tags available that can be set by non-moderators
    40067: Reason.TAG_NEEDED,  # A tag is required to create a forum post in this channel
    50001: Reason.FORBIDDEN,  # Missing Access
    50006: Reason.REFUSED,  # Cannot send an empty message
    50007: Reason.NO_DIRECT,  # Cannot send messages to this user
    50008: Reason.WRONG_KIND,  # Cannot send messages in a non-text channel
    50013: Reason.FORBIDDEN,  # You lack permissions to perform that action
    50024: Reason.WRONG_KIND,  # Cannot execute action on this channel type
    50035: Reason.REFUSED,  # Invalid form body
    50083: Reason.LOCKED,  # Thread is archived
    50278: Reason.NO_DIRECT,  # Cannot send messages to this user due to having no mutual guilds
    160005: Reason.LOCKED,  # Thread is locked
    160006: Reason.THREADS_FULL,  # Maximum number of active threads reached
    200000: Reason.AUTOMOD,  # Message was blocked by automatic moderation
    200001: Reason.AUTOMOD,  # Title was blocked by automatic moderation
    240000: Reason.AUTOMOD,  # Message blocked by harmful links filter
}
OF_A_THREAD = {
    **dict.fromkeys(_OF_A_MESSAGE, Reason.THREAD_REFUSED),
    10008: Reason.THREAD_REFUSED,  # Unknown Message: the post was deleted
    50001: Reason.NO_THREAD,
    50013: Reason.NO_THREAD,
}
OF_PUBLISHING = {
    10003: Reason.GONE_UNPUBLISHED,
    10008: Reason.GONE_UNPUBLISHED,
    50001: Reason.NO_PUBLISHING,
    50013: Reason.NO_PUBLISHING,
    50024: Reason.NOT_ANNOUNCEMENTS,
}
"""By Discord's codes (Opcodes and Status Codes, JSON Error Codes): what does not change unless a host does something.

Every other refusal is no word about the study: a 401, Cloudflare's pages (403 with code 0 or 40333), a code that is not
listed. It is worth another try.
"""


def of_message(refused: discord.HTTPException) -> Reason | None:
    """Why a message or forum post cannot be made, or None when it is worth another try."""
    return _OF_A_MESSAGE.get(refused.code)


def of_thread(refused: discord.HTTPException) -> Reason | None:
    """Why a post stays without a thread, or None when it is worth another try."""
    return OF_A_THREAD.get(refused.code)


def of_publishing(refused: discord.HTTPException) -> Reason | None:
    """Why a post stays unpublished, or None when it is worth another try."""
    return OF_PUBLISHING.get(refused.code)


def is_about_the_place(refused: discord.HTTPException) -> bool:
    """Whether Discord itself refused, because of what was asked for."""
    return refused.code in OF_A_THREAD
