"""That something came, changed or went.

This module knows nothing of what there is in the world, so that every part of it can tell of its own changes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the world."""


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
