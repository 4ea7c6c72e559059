"""What one round of a storage fault came to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A round by its name, and what was wrong; empty when nothing was."""

    name: str
    broken: str = ""
