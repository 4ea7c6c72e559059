"""Threads: what they are called, and opening one from a message exactly once."""

from typing import TypeAlias

import discord

from bot.core.posts import PostContent
from bot.core.text.lines import one_line
from bot.core.text.normalization import shorten
from bot.i18n import Say

TalkPlace: TypeAlias = discord.TextChannel | discord.Thread
"""Where people talk about passages."""
ARCHIVE_AFTER = 10080
"""Minutes without a word until Discord closes a thread: a week, as long as a day stays open."""
NAME = 70
"""Characters of a thread's name: Discord takes 100, but its list of threads shows fewer."""
TITLE = 30
THREAD_EXISTS = 160004


async def start_thread(message: discord.Message | discord.PartialMessage, name: str) -> int:
    """The id of the thread from a message: a new one or, at a second attempt, the first one's, which is the message's.

    Raises `discord.HTTPException` and what else a request can end in.
    """
    try:
        thread = await message.create_thread(name=name, auto_archive_duration=ARCHIVE_AFTER)
    except discord.HTTPException as refused:
        if refused.code != THREAD_EXISTS:
            raise
        return message.id
    return thread.id


def day_name(say: Say, content: PostContent) -> str:
    """The name of a day's thread, which is no Markdown: the day, and how the passage begins."""
    return _begun(say.plain("post.thread", day=content.day, start=""), content.text)


def talk_name(title: str, number: int, text: str) -> str:
    """The name of a talk's thread: which passage of which essay it is, and how that begins."""
    return _begun(f"{shorten(title, TITLE)} {number} · ", text)


def _begun(start: str, text: str) -> str:
    return start + shorten(one_line(text), NAME - len(start))
