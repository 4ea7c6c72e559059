"""That something came, changed or went; whatever it is, so that everything may tell of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the world; listeners are told of it while it still is as it was left."""


@dataclass(frozen=True, slots=True)
class Created(Event):
    """There is a new channel, thread, role, member, message or interaction."""

    subject: object


@dataclass(frozen=True, slots=True)
class Updated(Event):
    """Something is not as it was before."""

    subject: object


@dataclass(frozen=True, slots=True)
class Deleted(Event):
    """Something is no more."""

    subject: object
