"""What a soak came to, and the bounds that it has to keep."""

from collections.abc import Sequence
from statistics import median

from tests.benchmarks.figures import Figure
from tests.faults.soak.bot import Look

OBJECTS, TASKS, DESCRIPTORS, DELAY, SLOPE = 3.0, 10, 5, 100.0, 0.5
"""Growth in per cent and in numbers, milliseconds of the 99.9th percentile, megabytes an hour."""
AN_HOUR = 60.0
"""Minutes of a soak whose memory says something: a shorter one only informs."""


def figures(looks: Sequence[tuple[float, Look]], minutes: float) -> list[Figure]:
    """The figures of looks at these times (seconds), the first third of which are the warm-up.

    Halves of the others are compared by their medians: a look may fall into the minute in which all studies post.
    """
    warm = looks[len(looks) // 3 :]
    last = warm[-1][1]
    delays = sorted(delay for _, look in warm for delay in look.delays)
    long = minutes >= AN_HOUR
    return [
        Figure("objects, per cent more in the second half", (_more(warm, "objects")[1] - 1) * 100, OBJECTS),
        Figure("tasks, more in the second half", _more(warm, "tasks")[0], TASKS),
        Figure("descriptors, more in the second half", _more(warm, "descriptors")[0], DESCRIPTORS),
        Figure("loop's delay, 99.9th percentile, milliseconds", _p999(delays), DELAY if long else None),
        Figure("loop's longest delay, milliseconds", delays[-1]),
        Figure("memory, megabytes more an hour", slope(warm), SLOPE if long else None),
        Figure("memory at the end, megabytes", last.megabytes),
    ]


def slope(looks: Sequence[tuple[float, Look]]) -> float:
    """By how many megabytes an hour the memory grows, by least squares."""
    mean_at = sum(at for at, _ in looks) / len(looks)
    mean = sum(look.megabytes for _, look in looks) / len(looks)
    rises = sum((at - mean_at) * (look.megabytes - mean) for at, look in looks)
    return 3600 * rises / (sum((at - mean_at) ** 2 for at, _ in looks) or 1)


def grown(first: Look, last: Look, most: int = 8) -> list[str]:
    """The kinds of tasks that there are more of, and of objects that there are most more of, with how many."""
    more = {kind: count - first.kinds.get(kind, 0) for kind, count in last.kinds.items()}
    ranked = sorted(more.items(), key=lambda each: (not each[0].startswith("task "), -each[1]))
    return [f"{kind} +{count}" for kind, count in ranked if count > 0][:most]


def _more(looks: Sequence[tuple[float, Look]], counted: str) -> tuple[float, float]:
    """How many more the second half has than the first, and how many times as many, by their medians."""
    counts = [getattr(look, counted) for _, look in looks]
    middle = len(counts) // 2
    before, after = median(counts[:middle]), median(counts[middle:])
    return after - before, after / (before or 1)


def _p999(delays: Sequence[int]) -> float:
    return float(delays[min(len(delays) - 1, int(len(delays) * 0.999))])
