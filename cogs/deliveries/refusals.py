"""What Discord's refusals mean to a host: which are about the place or the content, and which say nothing of them."""

import discord

_OF_A_POST = {
    10003: "reason.no_channel",  # Unknown Channel
    10087: "reason.tag_gone",  # Unknown Tag
    40058: "reason.wrong_kind",  # Cannot send a message in a forum channel
    40066: "reason.tag_needed",  # There are no tags available that can be set by non-moderators
    40067: "reason.tag_needed",  # A tag is required to create a forum post in this channel
    50001: "reason.forbidden",  # Missing Access
    50006: "reason.refused",  # Cannot send an empty message
    50008: "reason.wrong_kind",  # Cannot send messages in a non-text channel
    50013: "reason.forbidden",  # You lack permissions to perform that action
    50024: "reason.wrong_kind",  # Cannot execute action on this channel type
    50035: "reason.refused",  # Invalid form body
    160006: "reason.threads_full",  # Maximum number of active threads reached
    200000: "reason.automod",  # Message was blocked by automatic moderation
    200001: "reason.automod",  # Title was blocked by automatic moderation
    240000: "reason.automod",  # Message blocked by harmful links filter
}
_OF_A_THREAD = {
    **dict.fromkeys(_OF_A_POST, "reason.thread_refused"),
    10008: "reason.thread_refused",  # Unknown Message: the post was deleted
    50001: "reason.no_thread",
    50013: "reason.no_thread",
}
"""By Discord's codes (Opcodes and Status Codes, JSON Error Codes): what does not change unless a host does something.

Every other refusal is no word about the study: a 401, Cloudflare's pages (403 with code 0 or 40333), a code that is not
listed. It is worth another try.
"""


def of_post(refused: discord.HTTPException) -> str | None:
    """Why a post cannot be made (a key of the catalogue), or None when it is worth another try."""
    return _OF_A_POST.get(refused.code)


def of_thread(refused: discord.HTTPException) -> str | None:
    """Why a post stays without a thread (a key of the catalogue), or None when it is worth another try."""
    return _OF_A_THREAD.get(refused.code)


def is_about_the_place(refused: discord.HTTPException) -> bool:
    """Whether Discord itself refused, because of what was asked for."""
    return refused.code in _OF_A_THREAD
