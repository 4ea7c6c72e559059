"""The proof of hostile files in small: no file does harm, and what would is seen."""

import os
import signal
from collections.abc import Callable

import pytest

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftSection
from bot.core.importers import reader
from tests.faults.imports import changes, forked, fuzzer, sandboxed
from tests.faults.imports.odd_file import OddFile
from tests.faults.imports.verdict import FAILED, judged

pytestmark = pytest.mark.slow

FEW = [
    "txt: bytes of every kind",
    "md: YAML that multiplies",
    "html: a page in UTF-32",
    "eml: parts in parts",
    "a PDF and an archive, as .epub",
    "epub: members that overlap",
    "epub: entities that multiply, utf-16",
    "docx: a style that is based on itself",
    "pdf: a tree that holds itself",
]


def harm(came: DraftEssay | StudyError | str, *, seconds: float = 1, peak: int = 0) -> tuple[str, ...]:
    return judged("a.txt", came, seconds, peak, pdf=False).harm


def essay(title: str, *passages: str) -> DraftEssay:
    sections = (DraftSection(None, tuple(map(DraftPassage, passages))),)
    return DraftEssay(title, None, None, "en", None, sections)


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_there_are_hundreds_of_hostile_files_each_with_a_name():
    """By which one is tried alone."""
    labels = [file.label for file in sandboxed.every()]
    assert len(labels) == len(set(labels)) >= 300


async def test_hostile_files_do_no_harm():
    """One of each kind, through the sandbox."""
    came = []
    await sandboxed.play([file for file in sandboxed.every() if file.label in FEW], came.append)
    assert [(each.label, each.harm) for each in came if each.harm] == []
    assert len(came) == len(FEW)


def test_changed_files_do_no_harm():
    """One of each kind, in children of fresh processes."""
    came = list(fuzzer.play(fuzzer.labels(1)))
    assert [(each.label, each.harm) for each in came if each.harm] == []
    assert len(came) == len(changes.kinds())


@pytest.mark.parametrize("kind", changes.kinds())
def test_the_same_seed_makes_the_same_file(kind: str):
    """By which it is tried alone."""
    assert changes.changed(kind, 1).make() == changes.changed(kind, 1).make()
    assert changes.changed(kind, 1).make() != changes.changed(kind, 2).make()


@pytest.mark.parametrize(
    "came",
    [
        "the parent raised an error",
        StudyError("import.nowhere"),
        StudyError(FAILED),
        StudyError("import.too_large"),
        StudyError("import.unknown_kind", found="a" * 900, kinds=".txt"),
        StudyError("import.unknown_kind", found="site-packages", kinds=".txt"),
        essay("", "Bread."),
        essay("Bread", ""),
        essay("Bread", "x" * 3001),
    ],
)
def test_what_a_file_must_not_come_to_is_seen(came: DraftEssay | StudyError | str):
    """A failure, a refusal that cannot be said or tells of the code, a draft that cannot be posted."""
    assert harm(came)
    assert not harm(essay("Bread", "Bread."))


def test_what_a_file_must_not_take_is_seen():
    """More time or memory than its kind may have."""
    assert harm(essay("Bread", "Bread."), seconds=14)
    assert harm(essay("Bread", "Bread."), peak=600 << 20)


@pytest.mark.parametrize(("act", "seen"), [(killed, "code -9"), (lambda: 1 // 0, "ZeroDivisionError")])
def test_a_reader_that_fails_is_seen(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object], seen: str):
    """Whether it crashes or makes a mistake."""
    monkeypatch.setattr(forked, "read_essay", lambda *_: act())
    (told,) = forked.read(OddFile("a", "a.txt", lambda: b"Bread.")).harm
    assert seen in told
    assert reader.read_essay is not forked.read_essay
