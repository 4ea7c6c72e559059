"""Drafts as text: to be kept until a host has decided, or handed from one process to another."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import TypeAlias, TypeVar

from bot.core.errors import Remark
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection, LeftOut, TypedText
from bot.core.models import Origin, Rung

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
_Part = DraftEssay | DraftSection | DraftPassage | DraftQuestion | LeftOut | TypedText | Remark
_T = TypeVar("_T")


def dump(draft: DraftEssay) -> str:
    """The draft as JSON, of which `load` makes the same draft again."""
    return json.dumps(draft, default=_plain, ensure_ascii=False)


def load(text: str) -> DraftEssay:
    """The draft in a text that `dump` made. Raises `ValueError` for any other."""
    return _essay(_parsed(text))


def dump_remarks(remarks: tuple[Remark, ...]) -> str:
    """Remarks as JSON, of which `load_remarks` makes the same ones again."""
    return json.dumps(remarks, default=_plain, ensure_ascii=False)


def load_remarks(text: str) -> tuple[Remark, ...]:
    """The remarks in a text that `dump_remarks` made. Raises `ValueError` for any other."""
    return _many(_parsed(text), _remark)


def _parsed(text: str) -> Json:
    try:
        parsed: Json = json.loads(text)
    except RecursionError as deep:
        raise ValueError("This is nothing that was written here") from deep
    return parsed


def _plain(value: object) -> str | dict[str, object]:
    """A date as text, or one of our own records as a dictionary, as `json` asks for them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, _Part):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"No part of a draft: {type(value).__name__}")


def _essay(value: Json) -> DraftEssay:
    given = _record(value, DraftEssay)
    published = _maybe(given["published"])
    return DraftEssay(
        title=_text(given["title"]),
        author=_maybe(given["author"]),
        published=None if published is None else date.fromisoformat(published),
        language=_text(given["language"]),
        source=_maybe(given["source"]),
        sections=_many(given["sections"], _section),
        licence=_maybe(given["licence"]),
        pack_id=_maybe(given["pack_id"]),
        around=_many(given["around"], _left_out),
        dropped=_many(given["dropped"], _text),
        warnings=_many(given["warnings"], _remark),
        typed=_typed(given["typed"]),
    )


def _section(value: Json) -> DraftSection:
    given = _record(value, DraftSection)
    return DraftSection(_maybe(given["heading"]), _many(given["passages"], _passage))


def _passage(value: Json) -> DraftPassage:
    given = _record(value, DraftPassage)
    return DraftPassage(_text(given["text"]), _many(given["questions"], _question), _many(given["quotes"], _text))


def _question(value: Json) -> DraftQuestion:
    given = _record(value, DraftQuestion)
    return DraftQuestion(Rung(_text(given["rung"])), _text(given["text"]), Origin(_text(given["origin"])))


def _left_out(value: Json) -> LeftOut:
    given = _record(value, LeftOut)
    place = given["place"]
    if not isinstance(place, int):
        raise ValueError("The place of what was left out is a number")  # noqa: TRY004 # see `_many`
    return LeftOut(_text(given["text"]), place)


def _typed(value: Json) -> TypedText | None:
    if value is None:
        return None
    given = _record(value, TypedText)
    return TypedText(_text(given["title"]), _text(given["text"]))


def _remark(value: Json) -> Remark:
    given = _record(value, Remark)
    return Remark(_text(given["key"]), _many(given["values"], _value))


def _value(pair: Json) -> tuple[str, str | int]:
    """A value of a remark with its name."""
    match pair:
        case [str() as name, (str() | int()) as value] if not isinstance(value, bool):
            return name, value
        case _:
            raise ValueError("A value of a remark is a text or a whole number, and has a name")


def _record(value: Json, kind: type[_Part]) -> dict[str, Json]:
    """What a record of this kind holds, by name: exactly that."""
    if not isinstance(value, dict) or value.keys() != {field.name for field in fields(kind)}:
        raise ValueError(f"This is no {kind.__name__}")
    return value


def _many(value: Json, read: Callable[[Json], _T]) -> tuple[_T, ...]:
    if not isinstance(value, list):
        raise ValueError("This is no list")  # noqa: TRY004 # for whoever calls it is a text that is no draft
    return tuple(map(read, value))


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise ValueError("This is no text")  # noqa: TRY004 # see above
    return value


def _maybe(value: Json) -> str | None:
    return None if value is None else _text(value)
