"""What the doctor finds: a line each, well or to be mended."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from bot.core.errors import Remark, StudyError
from bot.i18n import Words


class Mark(StrEnum):
    """How a line begins."""

    OK = "ok"
    MEND = "mend"
    """Something has to be put right, and the line says how."""
    OPEN = "-"
    """It could not be asked, or will be put right by itself."""


class Finding(NamedTuple):
    """One thing that was looked at, in words."""

    mark: Mark
    text: str


class Findings:
    """All that was found so far, in the order in which it was looked at."""

    def __init__(self, say: Words) -> None:
        self._say = say
        self.found: list[Finding] = []

    def ok(self, key: str, **values: str | int) -> None:
        """Note that something is well."""
        self._note(Mark.OK, self._say(key, **values))

    def open(self, key: str, *details: Remark, **values: str | int) -> None:
        """Note that something is not known, or need not be mended by hand; details stand behind it."""
        self._note(Mark.OPEN, self._say(key, **values), *details)

    def mend(self, key: str, *details: Remark, **values: str | int) -> None:
        """Note that something has to be put right; what is missing stands behind it, one by one."""
        self._note(Mark.MEND, self._say(key, **values), *details)

    def refused(self, refusal: StudyError) -> None:
        """Note what the bot itself would refuse to start with: each mistake is a line."""
        if not refusal.details:
            self._note(Mark.MEND, self._say.error(refusal))
        for detail in refusal.details:
            self._note(Mark.MEND, self._say.remark(detail))

    def lines(self) -> Iterator[str]:
        """The findings as they are printed, and at last how many have to be mended."""
        yield from (f"{finding.mark:<6}{finding.text}" for finding in self.found)
        yield self._say("doctor.to_mend", n=self.to_mend) if self.to_mend else self._say("doctor.well")

    @property
    def to_mend(self) -> int:
        """How many have to be put right."""
        return sum(finding.mark is Mark.MEND for finding in self.found)

    def _note(self, mark: Mark, text: str, *details: Remark) -> None:
        said = [text, ", ".join(self._say.remark(detail) for detail in details)]
        self.found.append(Finding(mark, " ".join(filter(None, said))))
