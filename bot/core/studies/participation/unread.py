"""What a member has not read yet of a study's posts."""

from collections.abc import Sequence
from typing import NamedTuple

OFFERED = 60
"""Posts of a study, the latest ones, that are offered to whoever catches up: two months of one a day."""


class LatestPost(NamedTuple):
    """One of a study's latest posts, and whether a member took part in it, or is forgiven that they did not."""

    post_id: int
    taken_part: bool
    forgiven: bool


def unread(latest: Sequence[LatestPost]) -> list[int]:
    """The posts that the member is still to read, in their order.

    >>> unread([LatestPost(1, False, True), LatestPost(2, True, False), LatestPost(3, False, False)])
    [3]
    """
    return [post.post_id for post in latest if not (post.taken_part or post.forgiven)]


def up_to_today(latest: Sequence[LatestPost]) -> int | None:
    """The post up to which a fresh start forgives: the one before the newest, which stays to be read.

    None where there is no earlier one. The same however often it is asked, until another post comes.

    >>> up_to_today([LatestPost(1, False, False), LatestPost(2, True, False), LatestPost(3, False, False)])
    2
    """
    return latest[-2].post_id if len(latest) > 1 else None
