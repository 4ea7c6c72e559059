"""Accounts of people and bots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(slots=True, eq=False, repr=False)
class User:
    """An account: a person's, or a bot's when it belongs to an application.

    `installed` has the ids of the applications that the person added to their account.
    """

    id: int
    name: str
    locale: str = "en-US"
    application_id: int | None = None
    installed: set[int] = field(default_factory=set[int])

    @property
    def username(self) -> str:
        """The unique name: small letters, digits, dots and underscores."""
        plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in self.name.lower())
        return f"{plain[:20]}_{self.id % 10000}"

    @property
    def bot(self) -> bool:
        """Whether an application speaks through this account."""
        return self.application_id is not None

    @property
    def mention(self) -> str:
        """The text that mentions them."""
        return f"<@{self.id}>"

    def __repr__(self) -> str:
        return f"<User {self.name}>"


class HasUser(Protocol):
    """Whoever acts through an account: a person in a test, an application, a member of a guild."""

    @property
    def user(self) -> User:
        """The account."""
        ...
