"""A disk as a program wrote it, and what is left of it when the power goes: synced writes surely, others perhaps."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

_HEAD = struct.Struct("=BBHIq")
SECTOR = 512
"""Bytes that a disk writes whole or not at all."""


class Left(StrEnum):
    """What is left of writes that were not synced: all, none, or any of them, in any order and torn."""

    ALL = "all"
    NONE = "none"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that the program did: the kinds are those of `recorder.c`."""

    kind: str
    name: str
    data: bytes
    offset: int


def steps(record: bytes) -> Iterator[Step]:
    """All that was recorded, in order."""
    at = 0
    while at < len(record):
        kind, _, name_length, length, offset = _HEAD.unpack_from(record, at)
        at += _HEAD.size
        name = record[at : at + name_length].decode()
        at += name_length
        yield Step(chr(kind), name, record[at : at + length], offset)
        at += length


@dataclass(slots=True)
class _File:
    synced: bytearray = field(default_factory=bytearray)
    waiting: list[Step] = field(default_factory=list[Step])

    def sync(self) -> None:
        for step in self.waiting:
            _apply(self.synced, step)
        self.waiting.clear()

    def left(self, left: Left, chance: random.Random) -> bytes:
        content = bytearray(self.synced)
        for step in () if left is Left.NONE else self.waiting:
            if left is Left.ALL:
                _apply(content, step)
            elif chance.random() < 0.5:
                for part in _torn(step, chance):
                    _apply(content, part)
        return bytes(content)


@dataclass(slots=True)
class Disk:
    """The files of one folder: as the program sees them, and as a cut of the power would leave them."""

    _files: dict[str, _File] = field(default_factory=dict[str, _File])
    _synced: dict[str, _File] = field(default_factory=dict[str, _File])

    def do(self, step: Step) -> None:
        """Do what the program did: a new name is there once its file is synced, a deleted one until the folder is."""
        file = self._files.get(step.name)
        if step.kind == "c":
            self._files.setdefault(step.name, _File())
        elif step.kind == "s" and not step.name:
            self._synced = dict(self._files)
        elif file is None:
            return
        elif step.kind == "s":
            file.sync()
            self._synced[step.name] = file
        elif step.kind == "u":
            del self._files[step.name]
        elif step.kind == "m":
            self._files[step.data.decode()] = self._files.pop(step.name)
        else:
            file.waiting.append(step)

    def left(self, left: Left, chance: random.Random) -> dict[str, bytes]:
        """The files that a cut of the power leaves now."""
        folder = self._synced if left is Left.NONE else self._files
        if left is Left.ANY:
            folder = {**self._synced, **self._files}
            folder = {name: file for name, file in folder.items() if self._stays(name, chance)}
        return {name: file.left(left, chance) for name, file in folder.items()}

    def _stays(self, name: str, chance: random.Random) -> bool:
        """Whether a name is there after the cut: what is there both before and after stays."""
        return (name in self._synced and name in self._files) or chance.random() < 0.5


def _apply(content: bytearray, step: Step) -> None:
    end = step.offset + (len(step.data) if step.kind == "w" else 0)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if step.kind == "w":
        content[step.offset : end] = step.data
    else:
        del content[step.offset :]


def _torn(step: Step, chance: random.Random) -> Iterator[Step]:
    """The write, or a tenth of the times only some of its sectors."""
    if step.kind != "w" or chance.random() < 0.9:
        yield step
        return
    start = 0
    while start < len(step.data):
        end = min(len(step.data), start + SECTOR - (step.offset + start) % SECTOR)
        if chance.random() < 0.5:
            yield Step("w", step.name, step.data[start:end], step.offset + start)
        start = end
