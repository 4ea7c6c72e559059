"""Which passage of a new version is which of the old one, so that progress and questions stay with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.core.text.normalization import fold, words

ALIKE = 0.5
"""The share of their words that two passages at least have in common when one is a version of the other."""
WINDOW = 30
"""How many places apart two versions of a changed passage may stand, where very many have changed."""


class Version(NamedTuple):
    """A passage as one version of its essay has it."""

    heading: str | None
    text: str


def same_passages(old: Sequence[Version], new: Sequence[Version]) -> list[int | None]:
    """For each new passage the index of the old one that it is, or None; no old one is given out twice.

    An unchanged text is the same passage wherever it stands. A changed one keeps its identity between the same
    unchanged neighbours, when at least half of its words are still there; of several, the most alike in the same
    section at the nearest place.

    >>> same_passages([Version(None, "Be kind."), Version(None, "Go far.")], [Version(None, "Go very far.")])
    [1]
    """
    from difflib import SequenceMatcher  # 1 ms of a start, which compares no versions

    old_keys, new_keys = _keys(old), _keys(new)
    old_indexes: list[int | None] = [None] * len(new)
    gaps: list[tuple[range, range]] = []
    at_old = at_new = 0
    for start, begin, size in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_matching_blocks():
        gaps.append((range(at_old, start), range(at_new, begin)))
        old_indexes[begin : begin + size] = range(start, start + size)
        at_old, at_new = start + size, begin + size
    _moved(old_indexes, old_keys, new_keys)
    taken = {old_index for old_index in old_indexes if old_index is not None}
    for before, after in gaps:
        left = [index for index in before if index not in taken]
        open_places = [index for index in after if old_indexes[index] is None]
        for index, old_index in _nearest(old, new, left, open_places):
            old_indexes[index] = old_index
            taken.add(old_index)
    return old_indexes


def heirs(same: Sequence[int | None], old_count: int) -> dict[int, int]:
    """For each old passage that is gone the index of the new one nearest to where it stood; `same` as above.

    That is counted from the last one before it that is still there, and never past the next one.

    >>> heirs([0, None, 3], 4)
    {1: 1, 2: 2}
    """
    places = {old_index: index for index, old_index in enumerate(same) if old_index is not None}
    after, following = [0] * old_count, len(same) - 1
    for old_index in reversed(range(old_count)):
        following = after[old_index] = places.get(old_index, following)
    nearest: dict[int, int] = {}
    at, before = -1, -1
    for old_index in range(old_count):
        if old_index in places:
            at, before = places[old_index], old_index
        else:
            nearest[old_index] = max(0, min(at + old_index - before, after[old_index]))
    return nearest


def _keys(versions: Sequence[Version]) -> list[tuple[str, int]]:
    """What each passage is compared by: its text, and how often that has come before.

    No two are equal within a version: of a refrain that comes hundreds of times, `SequenceMatcher` would try each with
    each for many seconds.
    """
    before: Counter[str] = Counter()
    keys: list[tuple[str, int]] = []
    for text in (fold(version.text) for version in versions):
        keys.append((text, before[text]))
        before[text] += 1
    return keys


def _moved(
    old_indexes: list[int | None], old_keys: Sequence[tuple[str, int]], new_keys: Sequence[tuple[str, int]]
) -> None:
    """Fill in the passages whose text has only moved."""
    places = {key: index for index, key in enumerate(old_keys)}
    for index, key in enumerate(new_keys):
        old_indexes[index] = places.get(key)


def _nearest(
    old: Sequence[Version], new: Sequence[Version], left: Sequence[int], open_places: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """Pairs of a new and an old index, the most alike first; no index comes twice."""
    bags = {index: Counter(words(fold(old[index].text))) for index in left}
    pairs: list[tuple[float, bool, int, int, int]] = []
    for place, index in enumerate(open_places):
        bag = Counter(words(fold(new[index].text)))
        for old_place in range(max(0, place - WINDOW), min(len(left), place + WINDOW + 1)):
            candidate = left[old_place]
            if (alike := _alike(bag, bags[candidate])) >= ALIKE:
                elsewhere = old[candidate].heading != new[index].heading
                pairs.append((-alike, elsewhere, abs(place - old_place), index, candidate))
    done_new: set[int] = set()
    done_old: set[int] = set()
    for _, _, _, index, candidate in sorted(pairs):
        if index not in done_new and candidate not in done_old:
            done_new.add(index)
            done_old.add(candidate)
            yield index, candidate


def _alike(first: Counter[str], second: Counter[str]) -> float:
    """The share of words in common, of 0 to 1 (the Dice coefficient)."""
    sizes = first.total(), second.total()
    if not sum(sizes):
        return 1.0
    if 2 * min(sizes) < ALIKE * sum(sizes):
        return 0.0  # so different in length that they cannot be alike
    return 2 * sum(min(count, second[word]) for word, count in first.items() if word in second) / sum(sizes)
