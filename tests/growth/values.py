"""Values of any type that the core knows, with a text in each place for one: what a function is called with."""

import dataclasses
import enum
import inspect
import types
import typing
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.core.lookup.autocomplete import Openings
from bot.core.models import Opening, Timetable
from bot.core.questions.bank import Banks
from bot.core.text.markup import Markup, escaped
from bot.i18n import Say, Texts, Words

PLAIN: Mapping[str, str] = {"language": "en", "name": "essay.txt"}
"""What stands in place of a text that is not the one being tried, by the name of the parameter."""
_FIXED: Mapping[Any, Any] = {
    int: 1,
    float: 1.0,
    bool: False,
    type(None): None,
    date: date(2026, 5, 1),
    datetime: datetime(2026, 5, 1, tzinfo=UTC),
    time: time(7),
    timedelta: timedelta(1),
    Timetable: Timetable(time(7), "UTC", frozenset(range(7))),
    Openings: Openings([Opening(1, "On Bread", number, None, "Bread is what we share.") for number in range(1, 50)]),
    Banks: Texts().banks(),
    Say: Texts().say(),
    Words: Texts().say().plain,
    typing.LiteralString: "{}",
}
_TEXTS: Mapping[Any, Callable[[str], object]] = {str: str, Any: str, bytes: str.encode, Markup: escaped}
_MANY = (Container, list, tuple, set, frozenset, Sequence, Iterable, Collection, Iterator)


class UnknownTypeError(TypeError):
    """A type of which no value can be made."""


hints = lru_cache(maxsize=None)(get_type_hints)
"""The types of fields or parameters, found out once: that takes longer than most of the calls."""


def takes_text(hint: Any) -> bool:
    """Whether this is the type of a text, or of several."""
    if hint in _FIXED:
        return False
    several = get_origin(hint) in (Union, types.UnionType, *_MANY)
    return hint in (str, bytes) or (several and any(map(takes_text, get_args(hint))))


def made(hint: Any, text: str, *, apart: bool = False) -> Any:
    """A value of this type with the text in every place for one; in a list its words, each by itself, if `apart`.

    Raises `UnknownTypeError`.
    """
    if hint in _TEXTS:
        return _TEXTS[hint](text)
    if hint in _FIXED:
        return _FIXED[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return made(next(each for each in inner if each is not type(None)), text, apart=apart)
    if origin is typing.Literal:
        return inner[0]
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return next(iter(hint))
    if isinstance(hint, type) and (dataclasses.is_dataclass(hint) or _is_named_tuple(hint)):
        fields = hints(hint)
        needed = [each for each in inspect.signature(hint).parameters if each in fields]
        return hint(**{name: made(fields[name], text, apart=apart) for name in needed})
    if origin in (dict, Mapping):
        return {made(inner[0], text, apart=apart): made(inner[1], text, apart=apart)}
    if origin in _MANY:
        return _many(origin, inner, text, apart=apart)
    raise UnknownTypeError(hint)


def _many(origin: Any, inner: tuple[Any, ...], text: str, *, apart: bool) -> Any:
    if origin is tuple and Ellipsis not in inner:
        return tuple(made(each, text, apart=apart) for each in inner)
    parts = (text.split() or [text]) if apart else [text]
    values = [made(inner[0], part, apart=apart) for part in parts]
    kind = origin if origin in (list, tuple, set, frozenset) else list
    return kind(values)


def _is_named_tuple(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")
