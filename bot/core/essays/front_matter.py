"""What a Markdown file says about itself at its top: in YAML, TOML or JSON, or in a title block of pandoc's."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from bot.core.text.normalization import clean

_MOST_LINES = 1000
_MOST_CHARACTERS = 50_000
_WORDS_OF_A_KEY = 3
_MOST_AT_ONCE = 10_000
"""Characters of a value in YAML, and of all TOML: for some that are longer their readers take seconds."""
_MOST_BRACKETS = 200
"""In one value: where they stand in each other, PyYAML takes the square of their number."""
_MOST_ITEMS = 20
_UNREADABLE = (ValueError, OverflowError, RecursionError)
"""What readers raise for what they cannot read, also for numbers and escapes out of every range and for nests."""


class Entry(NamedTuple):
    """One key of the first level with its value as text; `line` counts from 1. A line that is none has an empty key."""

    line: int
    key: str
    value: str


class _Matter(NamedTuple):
    """The entries of front matter, and how many lines and characters it takes."""

    entries: list[Entry]
    lines: int
    characters: int


_NONE = _Matter([], 0, 0)


def split_front_matter(text: str) -> tuple[list[Entry], str, int]:
    """The entries, the text below them, and the number of the line at which that text begins.

    Items of a list have commas between them. What is never closed, says nothing or cannot be read is text.
    """
    start = len(text) - len(text.lstrip())
    head = text[start : start + _MOST_CHARACTERS]
    lines = head.split("\n", _MOST_LINES)[:_MOST_LINES]
    matter = _json(head) if head.startswith("{") else _lines_of_matter(lines)
    if not matter.entries:
        return [], text, 1
    above = text.count("\n", 0, start)
    entries = [Entry(above + line, key, clean(value).replace("\n", " ").strip()) for line, key, value in matter.entries]
    return entries, text[start + matter.characters :], above + matter.lines + 1


def written(value: str) -> str:
    """The value as it has to stand behind its key in YAML: in quotation marks only where it needs them."""
    return value if _value(value, []) == value else json.dumps(value, ensure_ascii=False)


def _lines_of_matter(lines: list[str]) -> _Matter:
    opening = lines[0].rstrip()
    if opening in ("%", "---", "+++") or opening.startswith("% "):
        closings = {"---": ("---", "..."), "+++": ("+++",)}.get(opening, ("",))
        end = next((number for number, line in enumerate(lines) if number and line.rstrip() in closings), None)
        if end is not None:
            read = {"---": _yaml, "+++": _toml}.get(opening, _title_block)
            return _Matter(read(lines[:end]), end + 1, sum(len(line) + 1 for line in lines[: end + 1]))
    return _NONE


def _yaml(lines: list[str]) -> list[Entry]:
    """Each key with the lines below it is read by itself, so that a mistake in one of them spoils no other."""
    parts: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines[1:], start=2):
        if parts and (line[:1] in " \t-]}" or not line.strip()):
            parts[-1][1].append(line)
        elif line.strip() and line[0] != "#":
            parts.append((number, [line]))
    entries = [Entry(number, *_key_and_value(first, below)) for number, (first, *below) in parts]
    return entries if entries and entries[0].key else []


def _key_and_value(line: str, below: list[str]) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    key = key.strip().strip("\"'")
    if not colon or len(key.split()) > _WORDS_OF_A_KEY or not key.replace("_", "a")[:1].isalnum():
        return "", line.strip()
    while below and not below[-1].strip():
        below.pop()
    return key, _value(value.strip(), below)


def _value(value: str, below: list[str]) -> str:
    """The value behind a colon with the lines below it; what is no YAML is what it says, without quotation marks."""
    if value[:1].isalnum() and not below:
        return value.partition(" #")[0].rstrip()  # YAML says the same, or refuses it
    read = _read_yaml("\n".join((f"name: {value}", *below)))
    if read is not None:
        return read
    plain = " ".join((value, *map(str.strip, below)))
    quoted = len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'"
    return plain[1:-1].strip() if quoted else plain


def _read_yaml(line: str) -> str | None:
    """The value of the key `name` in these lines of YAML; None if they are none, or too much."""
    if len(line) > _MOST_AT_ONCE or line.count("[") + line.count("{") > _MOST_BRACKETS:
        return None
    import yaml  # 16 ms that no start should pay for: a pack seldom has a value that begins with a sign

    try:
        # Every value is the text that was typed: no date that no calendar has, no number without an end, no object.
        return _words(yaml.BaseLoader(line).get_single_data())
    except (yaml.YAMLError, *_UNREADABLE):
        return None


def _toml(lines: list[str]) -> list[Entry]:
    import tomllib  # 4 ms, as above

    text = "\n".join(lines[1:])
    try:
        return _entries(tomllib.loads(text), lines, "=") if len(text) <= _MOST_AT_ONCE else []
    except _UNREADABLE:
        return []


def _json(head: str) -> _Matter:
    try:
        read, end = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode(head)
    except _UNREADABLE:
        return _NONE
    lines = head[:end].split("\n")
    return _NONE if head[end : end + 1].strip() else _Matter(_entries(read, lines, ":"), len(lines) - 1, end)


def _entries(read: Mapping[str, object], lines: Sequence[str], sign: str) -> list[Entry]:
    at = {line.partition(sign)[0].strip().strip("\"'"): number for number, line in enumerate(lines, start=1)}
    return [Entry(at.get(key, 1), key, _words(value)) for key, value in read.items()]


def _title_block(lines: list[str]) -> list[Entry]:
    """Title, authors and date, each behind a percent sign; further lines are set in, and each of an author's is one."""
    fields: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith("%"):
            fields.append((number, [line[1:].strip()]))
        elif line.startswith(" "):
            fields[-1][1].append(line.strip())
        else:
            return []
    keys = (("title", " "), ("author", "; "), ("date", " "))
    if len(fields) > len(keys):
        return []
    read = [Entry(number, key, glue.join(said)) for (key, glue), (number, said) in zip(keys, fields, strict=False)]
    return [Entry(number, key, value.replace("; ", ", ") if key == "author" else value) for number, key, value in read]


def _words(value: object, depth: int = 0) -> str:
    """A value as text: a list as its items, what has keys of its own as its name."""
    if isinstance(value, dict) and depth < 3:
        return _words(cast("dict[str, object]", value).get("name", ""), depth + 1)
    if isinstance(value, list) and depth < 3:
        items = (_words(item, depth + 1) for item in cast("list[object]", value)[:_MOST_ITEMS])
        return ", ".join(filter(None, items))
    return "" if isinstance(value, dict | list) else str(value)
