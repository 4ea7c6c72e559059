"""What a benchmark gives."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and the bound it has to keep; without a bound it only informs."""

    figure: str
    value: float
    bound: float | None = None
    better: Literal["lower", "higher"] = "lower"

    @property
    def kept(self) -> bool:
        """Whether the figure is within its bound."""
        if self.bound is None:
            return True
        return self.value <= self.bound if self.better == "lower" else self.value >= self.bound
