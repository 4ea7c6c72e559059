"""What the bot refuses, in a form that can be said in any language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence to be said in the reader's language: a key of the catalogue and the values it needs."""

    key: str
    values: tuple[tuple[str, str | int], ...] = ()

    def as_error(self) -> "StudyError":
        """The same sentence as a refusal of its own."""
        error = StudyError(self.key)
        error.values = dict(self.values)
        return error


class StudyError(Exception):
    """A refusal that a person can act on; `details` lists what is wrong one by one, when it is more than one thing.

    >>> str(StudyError("study.unknown_zone", zone="Mars/Base"))
    "study.unknown_zone (zone='Mars/Base')"
    """

    def __init__(self, key: str, *, details: tuple[Remark, ...] = (), **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.details = details
        self.values: dict[str, str | int] = values

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.key} ({values})" if values else self.key


class StorageError(StudyError):
    """The refusal of what has to be saved while the storage below the database fails: that ends without a restart."""


class InUseError(StudyError):
    """Another process has the database."""


class PassingError(StudyError):
    """What keeps a process from starting now, and may be over when it is started again."""


class LeasedError(InUseError, PassingError):
    """Another process has the database, whose server takes it away from one that is gone."""
