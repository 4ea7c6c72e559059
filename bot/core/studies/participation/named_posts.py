"""Posts as a recap names them, and how many took part in them."""

from collections.abc import Sequence

from bot.core.posts import NamedPost
from bot.core.studies.participation.reports.talk import Talk


def named(talk: Talk) -> NamedPost | None:
    """A post as a recap names it; None when it is not in its channel any more."""
    content, place = talk.post.content, talk.post.talked_about_in
    if content is None or place is None:
        return None
    return NamedPost(content.day, content.title, content.number, content.last_number, *place, talk.said)


def count_members(parts: Sequence[Sequence[tuple[int, object]]]) -> int:
    """How many members are among those who took part in some posts."""
    return len({user_id for entries in parts for user_id, _ in entries})
