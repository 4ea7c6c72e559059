"""What documents say of one post."""

from collections.abc import Iterator

from bot.core.posts import Post, PostContent
from bot.core.studies.participation.reports.blocks import Block, Heading, Link, Prose
from bot.i18n import Words


def day_line(words: Words, content: PostContent) -> str:
    """Which day it was, and which passages."""
    key = "post.days" if content.following else "post.day"
    return words(key, day=content.day, number=content.number, last=content.last_number, length=content.length)


def passages(content: PostContent) -> Iterator[Block]:
    """The passages of a post, each under the heading of its section where that is a new one."""
    heading = None
    for own, text in ((content.heading, content.text), *((each.heading, each.text) for each in content.following)):
        if own and own != heading:
            yield Heading(3, own)
        heading = own
        yield Prose(text)


def thread_link(words: Words, post: Post) -> Iterator[Link]:
    """The way to the thread of a post, else to the post, if there is one."""
    if post.thread_id:
        yield Link(words("report.thread"), f"https://discord.com/channels/{post.guild_id}/{post.thread_id}")
    elif post.message_id:
        place = f"{post.guild_id}/{post.channel_id}/{post.message_id}"
        yield Link(words("report.post"), f"https://discord.com/channels/{place}")
