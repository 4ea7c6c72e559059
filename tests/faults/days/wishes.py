"""What hosts wish for, at random within a seed: hours, days, and zones from one deck until all have had their turn."""

import random
from zoneinfo import available_timezones

ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/"))
)
"""Those that a host can name."""
_FAVOURITES = ("00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "07:00", "12:00", "23:30", "23:59")
"""Hours around which clocks are changed, and some that everybody takes."""


class Wishes:
    """Draws what hosts wish for."""

    def __init__(self, chance: random.Random, turn: int, often: str) -> None:
        """Begin to take zones from the deck at this turn; it is shuffled anew after each round.

        One zone is wished for more `often`.
        """
        self.chance, self._turn, self._often = chance, turn, often

    def zone(self) -> str:
        """The next zone, or the one that is wished often."""
        if self.chance.random() < 0.25:
            return self._often
        whole, at = divmod(self._turn, len(ZONES))
        self._turn += 1
        return random.Random(f"deck {whole}").sample(ZONES, len(ZONES))[at]

    def time(self, before: str = "") -> str:
        """An hour of the day: often one at which something happens, or one near that of before."""
        drawn = self.chance.random()
        if drawn < 0.4:
            return self.chance.choice(_FAVOURITES)
        minutes = self.chance.randrange(24 * 60)
        if before and drawn < 0.6:
            hours, rest = before.split(":")
            minutes = (int(hours) * 60 + int(rest) + self.chance.randint(-90, 90)) % (24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"

    def weekdays(self) -> frozenset[int]:
        """Some days of the week, all of them most often."""
        if self.chance.random() < 0.4:
            return frozenset(range(7))
        return frozenset(self.chance.sample(range(7), self.chance.randint(1, 6)))
