"""A study as the harness knows it: what its hosts have asked for, when, and what they were told."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.core.models import Arrangement, Ending


class Chosen(NamedTuple):
    """What hosts have chosen of when and where a study posts, and whether it does."""

    time: str
    zone: str
    weekdays: frozenset[int]
    channel_id: int
    active: bool = True


class Act(NamedTuple):
    """What a host has done: at what time by the bot's safe clock, what they have chosen since, and what it was about.

    `mark` is the number of the last entry of the journal then; `undoes` is the number of the act that it has undone.
    """

    number: int
    name: str
    at: datetime
    true_at: datetime
    mark: int
    chosen: Chosen
    values: tuple[int, ...] = ()
    undoes: int | None = None


@dataclass(slots=True)
class Reader:
    """One study and its hosts; the first of its acts set it up."""

    id: int
    guild_id: int
    channel_ids: tuple[int, ...]
    essays: dict[int, list[int]]
    arrangement: Arrangement
    ending: Ending
    acts: list[Act]
    changes: dict[int, int] = field(default_factory=dict[int, int])
    """The acts that can be undone, by the change that each is to the bot; one that changed nothing names another's."""
    zones: set[str] = field(default_factory=set[str])

    @property
    def chosen(self) -> Chosen:
        """What its hosts have chosen last."""
        return self.acts[-1].chosen
