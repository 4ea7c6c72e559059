"""Drafts as text: to be kept until a host has decided, or handed from one process to another."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import TypeAlias, TypeVar

from bot.core.errors import Remark
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection
from bot.core.models import Origin, Rung

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
_Part = DraftEssay | DraftSection | DraftPassage | DraftQuestion | Remark
_T = TypeVar("_T")


def dump(draft: DraftEssay) -> str:
    """The draft as JSON, of which `load` makes the same draft again."""
    return json.dumps(draft, default=_plain, ensure_ascii=False)


def load(text: str) -> DraftEssay:
    """The draft in a text that `dump` made. Raises `ValueError` for any other."""
    try:
        found: Json = json.loads(text)
    except RecursionError as deep:
        raise ValueError("This is no draft") from deep
    return _essay(found)


def dump_remarks(remarks: tuple[Remark, ...]) -> str:
    """Remarks as JSON, of which `load_remarks` makes the same ones again."""
    return json.dumps(remarks, default=_plain, ensure_ascii=False)


def load_remarks(text: str) -> tuple[Remark, ...]:
    """The remarks in a text that `dump_remarks` made. Raises `ValueError` for any other."""
    return _many(json.loads(text), _remark)


def _plain(value: object) -> str | dict[str, object]:
    """A date or one of our own records as what JSON has a form for."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, _Part):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    raise TypeError(f"No part of a draft: {type(value).__name__}")


def _essay(found: Json) -> DraftEssay:
    given = _record(found, DraftEssay)
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
        dropped=_many(given["dropped"], _text),
        warnings=_many(given["warnings"], _remark),
    )


def _section(found: Json) -> DraftSection:
    given = _record(found, DraftSection)
    return DraftSection(_maybe(given["heading"]), _many(given["passages"], _passage))


def _passage(found: Json) -> DraftPassage:
    given = _record(found, DraftPassage)
    return DraftPassage(_text(given["text"]), _many(given["questions"], _question))


def _question(found: Json) -> DraftQuestion:
    given = _record(found, DraftQuestion)
    return DraftQuestion(Rung(_text(given["rung"])), _text(given["text"]), Origin(_text(given["origin"])))


def _remark(found: Json) -> Remark:
    given = _record(found, Remark)
    return Remark(_text(given["key"]), _many(given["values"], _value))


def _value(found: Json) -> tuple[str, str | int]:
    """A value of a remark with its name."""
    match found:
        case [str() as name, (str() | int()) as value] if not isinstance(value, bool):
            return name, value
        case _:
            raise ValueError("A value of a remark is a text or a whole number, and has a name")


def _record(found: Json, kind: type[_Part]) -> dict[str, Json]:
    """What a record of this kind holds, by name: exactly that."""
    if not isinstance(found, dict) or found.keys() != {each.name for each in fields(kind)}:
        raise ValueError(f"This is no {kind.__name__}")
    return found


def _many(found: Json, read: Callable[[Json], _T]) -> tuple[_T, ...]:
    if not isinstance(found, list):
        raise ValueError("This is no list")  # noqa: TRY004 # for whoever calls it is a text that is no draft
    return tuple(map(read, found))


def _text(found: Json) -> str:
    if not isinstance(found, str):
        raise ValueError("This is no text")  # noqa: TRY004 # see above
    return found


def _maybe(found: Json) -> str | None:
    return None if found is None else _text(found)
