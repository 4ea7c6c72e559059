"""Footnotes in Markdown."""

import re
from collections.abc import Callable, Mapping

from bot.core.importers.markdown.codes import fenced_parts

_NOTE = re.compile(r"^ {0,12}\[\^([^\]\s]{1,60})\]:[ \t]*", re.MULTILINE)
_CODE = r"(?<!`)`[^`\n]{1,300}`(?!`)"
_MARK = re.compile(rf"{_CODE}|\[\^(?P<label>[^\[\]\s]{{1,60}})\]")
_INLINE = re.compile(rf"{_CODE}|\^\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]{{0,200}}\]){{1,2000}}+)\]")
_SIGN = re.compile(r"\d{1,3}|.{1,2}")
"""A label that reads as a mark."""


def with_numbered_notes(text: str) -> str:
    """The text in which footnotes are paragraphs that begin with their number, as marks in the text do.

    To CommonMark a short one is the target of a link, and not shown. Notes keep the marks they are written with; if one
    has a name, or stands in the middle of a sentence, all are counted in the order in which the text mentions them.
    """
    inside: list[str] = []

    def taken_out(note: re.Match[str]) -> str:
        if note["words"] is None:
            return note[0]
        inside.append(note["words"])
        return f"[^in-a-sentence-{len(inside)}]"

    text = _outside_fences(text, lambda part: _INLINE.sub(taken_out, part))
    text += "".join(f"\n\n[^in-a-sentence-{number}]: {words}" for number, words in enumerate(inside, start=1))
    numbers = _numbers([part for language, part in fenced_parts(text) if language is None])
    return _outside_fences(text, lambda part: _numbered(part, numbers)) if numbers else text


def _outside_fences(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if language is not None else change(part) for language, part in fenced_parts(text))


def _numbers(parts: list[str]) -> dict[str, str]:
    """The number of each note by its label."""
    begins = [{note.start(1): note[1] for note in _NOTE.finditer(part)} for part in parts]
    noted = {label: None for labels in begins for label in labels.values()}
    if all(map(_SIGN.fullmatch, noted)):
        return {label: label for label in noted}
    marks = ((mark, labels) for part, labels in zip(parts, begins, strict=True) for mark in _MARK.finditer(part))
    mentioned = {mark["label"]: None for mark, labels in marks if mark.start("label") not in labels}
    ordered = [label for label in mentioned if label in noted]
    return {label: str(number) for number, label in enumerate(dict.fromkeys((*ordered, *noted)), start=1)}


def _numbered(part: str, numbers: Mapping[str, str]) -> str:
    """The lines with numbers for labels; those of a note stand apart and are not set in."""
    lines: list[str] = []
    noted = False
    for line in part.split("\n"):
        begins = _NOTE.match(line)
        noted = bool(begins) or (noted and (not line.strip() or line.startswith("    ")))
        if begins:
            lines.append("")
        words = line[begins.end() :] if begins else line
        words = _MARK.sub(lambda mark: f"[{numbers[mark['label']]}]" if mark["label"] in numbers else mark[0], words)
        lines.append(f"[{numbers[begins[1]]}] {words}" if begins else words.strip() if noted else words)
    return "\n".join(lines)
