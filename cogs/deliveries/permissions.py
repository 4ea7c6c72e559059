"""What the bot surely may not do in a channel: what Discord would only refuse need not be asked."""

import discord

from bot.client import StudyBot

TO_SPEAK = ("view_channel", "send_messages")
TO_SPEAK_IN_THREAD = ("view_channel", "send_messages_in_threads")


def surely_lacks(bot: StudyBot, guild_id: int, channel_id: int, *permissions: str) -> bool:
    """Whether the bot lacks one of these permissions in a channel or thread, by all that Discord has told.

    False as long as it is not certain: a guild or channel that is not known or in an outage, a shard that is not
    connected.
    """
    guild = bot.get_guild(guild_id)
    shard = None if guild is None else bot.get_shard(guild.shard_id)
    if guild is None or guild.unavailable or shard is None or shard.is_closed():
        return False
    channel, member = guild.get_channel_or_thread(channel_id), guild.me
    if channel is None or member is None or (isinstance(channel, discord.Thread) and channel.parent is None):
        return False
    allowed = channel.permissions_for(member)
    return not all(getattr(allowed, name) for name in permissions)
