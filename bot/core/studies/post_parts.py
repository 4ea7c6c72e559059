"""How a post with several passages is parted into messages: its own, and those that follow in its thread."""

from bot.core.essays.sizes import HEADING, PASSAGE
from bot.core.posts import ContinuationContent, PostContent, PostedPassage
from bot.core.text.markup import length_in_post

_AROUND = HEADING + 10
"""Characters that a passage may take besides its text: the heading of another section, and blank lines."""


def parts(content: PostContent) -> list[tuple[PostedPassage, ...]]:
    """The passages of each message, in order: as many as are no longer together than a single passage may be.

    The same for the same content, today and after a restart.
    """
    if not content.following:
        return [content.passages]
    messages: list[tuple[PostedPassage, ...]] = []
    taken = 0
    for passage in content.passages:
        length = length_in_post(passage.text)
        if messages and taken + _AROUND + length <= PASSAGE:
            messages[-1] = (*messages[-1], passage)
            taken += _AROUND + length
        else:
            messages.append((passage,))
            taken = length
    return messages


def continuation(post_id: int, content: PostContent, position: int) -> ContinuationContent | None:
    """The message at this position below the post, 1 for the first; None when it does not go on so far."""
    messages = parts(content)
    if position >= len(messages):
        return None
    return ContinuationContent(post_id, position, messages[position - 1][-1].heading, messages[position])
