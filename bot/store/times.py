"""Times as the database keeps them: whole UTC seconds since 1970."""

from datetime import UTC, datetime


def to_epoch(at: datetime) -> int:
    """The seconds since 1970 of an aware datetime, without the fraction."""
    return int(at.timestamp())


def from_epoch(seconds: int) -> datetime:
    """The aware UTC datetime of a stored second."""
    return datetime.fromtimestamp(seconds, UTC)


def from_epoch_or_none(seconds: int | None) -> datetime | None:
    """The same for a column that may hold nothing."""
    return None if seconds is None else from_epoch(seconds)
