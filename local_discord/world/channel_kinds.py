"""The kinds of channels and threads in use here (Channel Resource, Channel Types), and the tags of forums."""

from dataclasses import dataclass

TEXT, VOICE, NEWS, NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 2, 5, 10, 11, 12, 15
REQUIRE_TAG = 1 << 4  # channel flag (Channel Resource, Channel Flags)


@dataclass(frozen=True, slots=True)
class ForumTag:
    """A tag that posts of a forum may carry; moderated ones need Manage Threads."""

    id: int
    name: str
    moderated: bool = False
    emoji: str | None = None
