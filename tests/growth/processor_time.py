"""How much more processor time something takes for four times as much text."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

TIMES = 4
MOST = 6.0
"""Times as long that four times the text may take: four is in proportion, sixteen is by the square."""
SURELY_SHORT = 0.002
"""Seconds of the longer text that say nothing: what is so quick at the largest size that people can send is no trap."""
LONG, LONG_OF_FEW = 0.3, 0.03
"""Seconds of the longer text after which there is no looking any further; and of one with fewer characters.

With few characters a step (a text that is no longer one passage has to be cut) takes 5 ms, and 11 on a slow machine.
"""
SURELY = 50 * MOST
"""Times as long with which nothing need be measured again."""
ROUNDS, ROUNDS_OF_LONG = 10, 4
"""Times that both are measured again while they fail: other processes on the machine take from its caches as well.

What takes longer than `LONG` suffers less from that.
"""


@dataclass(frozen=True, slots=True)
class Growth:
    """The seconds of processor time that a text took, and one of four times the length."""

    short: float
    long: float

    @property
    def kept(self) -> bool:
        """Whether the time keeps within its bound."""
        return self.long < SURELY_SHORT or self.long <= MOST * self.short


def growth(call: Callable[[str], object], text: Callable[[int], str], characters: int) -> Growth:
    """The growth from a text of so many characters to one of four times as many.

    Shorter ones come first, and end it where they fail and take long: the worst would take hours. A step is no growth:
    where a text becomes too long to stay whole, or has more parts than are looked at together, say, another way is
    taken, which has to keep the bound from there on; longer texts show that.
    """
    for power in (-4, -3, -1, 0, 1, 2):
        size = int(characters * TIMES**power)
        fails = _is_a_trap if power < 0 else _fails
        found = _between(call, text(size), text(size * TIMES), fails)
        if fails(found) if power < 0 else (found.kept or found.long > LONG):
            break
    return found


def _fails(found: Growth) -> bool:
    return not found.kept


def _is_a_trap(found: Growth) -> bool:
    """Whether few characters take long, and more than by the square."""
    return found.long > LONG_OF_FEW and found.long > TIMES**2 * found.short


def _between(call: Callable[[str], object], short: str, long: str, fails: Callable[[Growth], bool]) -> Growth:
    """A machine with other things to do makes single runs slower, never quicker: what fails is measured again.

    Not what is so far out of its bound that nothing else on the machine can have made it so.
    """
    longer = _seconds(call, long)
    found = Growth(_seconds(call, short) if longer >= SURELY_SHORT else 0.0, longer)
    for _ in range(ROUNDS if longer < LONG else ROUNDS_OF_LONG):
        if not fails(found) or (found.long > LONG and found.long > SURELY * found.short):
            break
        found = Growth(min(found.short, _seconds(call, short)), min(found.long, _seconds(call, long)))
    return found


def _seconds(call: Callable[[str], object], text: str) -> float:
    collecting = gc.isenabled()
    gc.disable()
    try:
        began = time.thread_time()
        call(text)
        return time.thread_time() - began
    finally:
        if collecting:
            gc.enable()
