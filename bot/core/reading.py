"""Which passage a study reads next, and which day of the group's own that is."""

from collections.abc import Sequence


def left_to_read(order: Sequence[int], posted: Sequence[int]) -> Sequence[int]:
    """The passages (by id) still to come, in reading order: those after the last one posted.

    A last passage that is no longer in the order (its essay was taken out) leads to all that have not been read.

    >>> left_to_read([5, 6, 7], []), left_to_read([5, 6, 7], [5, 6]), left_to_read([5, 6, 7], [6, 99])
    ([5, 6, 7], [7], [5, 7])
    """
    if posted and posted[-1] in order:
        return order[order.index(posted[-1]) + 1 :]
    seen = set(posted)
    return [passage_id for passage_id in order if passage_id not in seen]
