"""Collects what is wrong with a body, in Discord's shape (API Reference, Error Messages)."""

from __future__ import annotations

from typing import TypeAlias

from local_discord.refusals import ApiError
from local_discord.wire import Json, JsonObject

Path: TypeAlias = tuple[str | int, ...]
INVALID_FORM = 50035


class Form:
    """The complaints about one body, by the path of the field they are about."""

    def __init__(self) -> None:
        self._complaints: list[tuple[Path, str, str]] = []

    def refuse(self, path: Path, code: str, message: str) -> None:
        """Notes one complaint."""
        self._complaints.append((path, code, message))

    def required(self, body: JsonObject, key: str, path: Path = ()) -> bool:
        """Whether the field is there; a complaint when it is not."""
        if body.get(key) is not None:
            return True
        self.refuse((*path, key), "BASE_TYPE_REQUIRED", "This field is required")
        return False

    def text(self, body: JsonObject, key: str, path: Path, least: int, most: int) -> None:
        """Complains about a text shorter than `least` or longer than `most` characters."""
        value = body.get(key)
        if value is None:
            return
        if not isinstance(value, str):
            self.refuse((*path, key), "BASE_TYPE_BAD_TYPE", "Must be a string.")
        else:
            self.length(len(value), (*path, key), least, most)

    def length(self, value: int, path: Path, least: int, most: int) -> None:
        """Complains about a length outside the bounds."""
        if least <= value <= most:
            return
        if value == 0:
            self.refuse(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif least:
            self.refuse(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        else:
            self.refuse(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def bounds(self, value: Json, path: Path, least: int, most: int) -> None:
        """Complains about a number outside the bounds."""
        if isinstance(value, int | float) and not isinstance(value, bool) and not least <= value <= most:
            self.refuse(path, "NUMBER_TYPE_RANGE", f"int value should be between {least} and {most}.")

    def choice(self, value: Json, path: Path, allowed: tuple[Json, ...]) -> None:
        """Complains about a value that is none of the allowed ones."""
        if value not in allowed:
            listed = ", ".join(map(str, allowed))
            self.refuse(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")

    def check(self) -> None:
        """Returns when nothing was wrong; ApiError 50035 with every complaint at its path otherwise."""
        if not self._complaints:
            return
        errors: dict[str, Json] = {}
        for path, code, message in self._complaints:
            place = errors
            for step in path:
                inner = place.setdefault(str(step), {})
                place = inner if isinstance(inner, dict) else {}
            found = place.setdefault("_errors", [])
            if isinstance(found, list):
                found.append({"code": code, "message": message})
        raise ApiError(400, INVALID_FORM, "Invalid Form Body", errors)
