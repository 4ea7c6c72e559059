"""What custom ids hold: each value between colons, in a way of its own.

A class declares its values as annotations, in the order in which they stand in its custom id:

>>> class Example:
...     study_id: Id
...     day: Day
>>> ids = IdFormat.declared_by(Example, "example")
>>> ids.write([7, date(2026, 5, 1)])
'example:7:739737'
>>> ids.read(re.fullmatch(ids.pattern, "example:7:739737"))
[7, datetime.date(2026, 5, 1)]

The last values may have defaults. Those are written like the others, and may be missing from what is read: an older
version of the class did not know of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from inspect import get_annotations
from itertools import takewhile
from typing import Annotated, Any, NamedTuple, get_args

from bot.core.text import custom_id_text

LONGEST = 100
"""Characters of a custom id (Message Components in the API reference)."""


class IdField(NamedTuple):
    """How a value stands in a custom id: a pattern without groups, and what turns it into the value and back.

    `read` may raise `ValueError` or `OverflowError` for what fits the pattern and means nothing.
    """

    pattern: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


def _in_64_bits(text: str) -> int:
    """The number. Raises `OverflowError` for one that no column of the database holds."""
    if (number := int(text)) >= 2**63:
        raise OverflowError(text)
    return number


Id = Annotated[int, IdField(r"\d{1,18}", int)]
"""The id of a row."""
Snowflake = Annotated[int, IdField(r"\d{1,20}", _in_64_bits)]
"""An id of Discord's."""
Count = Annotated[int, IdField(r"\d{1,9}", int)]
"""A count or a revision."""
Number = Annotated[int, IdField(r"\d{1,5}", int)]
"""The number of a passage or a page."""
Words = Annotated[str, IdField(r"[\w-]+", custom_id_text.unpack, custom_id_text.pack)]
"""What somebody has typed."""
Flag = Annotated[bool, IdField("[01]", lambda text: text == "1", lambda flag: str(int(flag)))]
Day = Annotated[date, IdField(r"\d{1,7}", lambda text: date.fromordinal(int(text)), lambda day: str(day.toordinal()))]


class IdFormat(NamedTuple):
    """The custom ids of one kind: they begin with it, and hold these values in this order."""

    kind: str
    fields: Mapping[str, IdField]
    later: int = 0
    """How many of the last values may be missing."""

    @classmethod
    def declared_by(cls, declared: type, kind: str) -> "IdFormat":
        """The format of this kind, with the values that a class and its bases declare."""
        fields = {name: field for base in reversed(declared.__mro__) for name, field in _own_fields(base).items()}
        with_default = takewhile(lambda name: hasattr(declared, name), reversed(fields))
        return cls(kind, fields, len([*with_default]))

    @property
    def pattern(self) -> str:
        """The regular expression of these ids, with a group of its name for each value."""
        values = [f":(?P<{name}>{field.pattern})" for name, field in self.fields.items()]
        always = len(values) - self.later
        return "".join([self.kind, *values[:always], *(f"(?:{value}" for value in values[always:]), ")?" * self.later])

    def match(self, written: str) -> re.Match[str] | None:
        """How an id fits the pattern; None for one that does not."""
        return re.fullmatch(self.pattern, written)

    def write(self, values: Sequence[Any]) -> str:
        """The custom id with these values."""
        written = (field.write(value) for field, value in zip(self.fields.values(), values, strict=True))
        return ":".join([self.kind, *written])

    def read(self, match: re.Match[str]) -> list[Any]:
        """The values that stand in a custom id that fits the pattern. Raises what the fields do."""
        return [field.read(match[name]) for name, field in self.fields.items() if match[name] is not None]


class DeclaredIds:
    """The custom ids of a class, read from its annotations when they are first needed: a start needs none of them."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._format: IdFormat | None = None

    def __get__(self, item: object, declared: type) -> IdFormat:
        """The format of the class that has this attribute of its own."""
        if self._format is None:
            self._format = IdFormat.declared_by(declared, self._kind)
        return self._format


def rough_pattern(kind: str) -> str:
    """What fits every id of a kind, and costs little to compile: there are more than a hundred at a start."""
    return f"{kind}(?::.*)?"


@lru_cache(maxsize=500)
def _own_fields(declared: type) -> Mapping[str, IdField]:
    """What a class declares by itself; remembered, since most bases are those of a hundred others."""
    return {
        name: argument
        for name, hint in get_annotations(declared).items()
        for argument in get_args(hint)
        if isinstance(argument, IdField)
    }
