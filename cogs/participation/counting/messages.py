"""What of a message counts, the same for one that is heard and one that is read back; its words are never looked at."""

from dataclasses import replace

import discord

from bot.core.studies.participation.parts import OpenThread, Said

_SPOKEN = (discord.MessageType.default, discord.MessageType.reply)


def said_in(message: discord.Message, thread: OpenThread, application_id: int) -> Said | None:
    """What a member has said in a thread, or in reply to its post; None when no person says it, or at another time."""
    if not _is_by_member(message) or message.type not in _SPOKEN or not thread.id < message.id < thread.until:
        return None
    said = Said(thread.id, thread.post_id, thread.guild_id, message.id, message.author.id, message.created_at)
    answered = message.reference.resolved if message.reference else None
    if not isinstance(answered, discord.Message):
        return said  # what is forwarded, and what replies to a message that was deleted, says something of its own
    if answered.author.id == application_id:
        return replace(said, answer_id=answered.id)
    return replace(said, replies_to=answered.author.id) if _is_by_member(answered) else said


def answered_id(message: discord.Message) -> int | None:
    """The message to which this one replies, if it does."""
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    return message.reference.message_id if is_reply and message.reference else None


def _is_by_member(message: discord.Message) -> bool:
    return not message.author.bot and message.webhook_id is None
