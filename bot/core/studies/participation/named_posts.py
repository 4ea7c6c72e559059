"""Posts as a recap names them, and how many took part in them."""

from collections.abc import Sequence

from bot.core.models import NamedPost, Post
from bot.core.studies.participation.reports.talk import Talk


def named(talk: Talk) -> NamedPost | None:
    """A post as a recap names it; None when it is not in its channel any more."""
    post = talk.post
    place = _place(post)
    if post.content is None or place is None:
        return None
    content = post.content
    return NamedPost(content.day, content.title, content.number, content.last_number, *place, talk.said)


def members(parts: Sequence[Sequence[tuple[int, object]]]) -> int:
    """How many members are among those who took part in some posts."""
    return len({user_id for entries in parts for user_id, _ in entries})


def _place(post: Post) -> tuple[int, int | None] | None:
    """Where the group talks about a post: the id of a thread, or of a channel and a message in it."""
    if post.thread_id is not None:
        return post.thread_id, None
    if post.message_id is None or (post.delivery is not None and post.delivery.forum):
        return None
    return post.channel_id, post.message_id
