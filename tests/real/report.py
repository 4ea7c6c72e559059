"""What was found, for a person and for a program."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

INTRODUCTION = """\
# Discord, as it was found

What the bot relies on, asked of Discord itself. A line that **differs** is worth an issue; where nothing was expected,
nobody knew. There are no ids, names or tokens in this report.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried: what the bot relies on, empty where it relies on nothing, and what came."""

    check: str
    expected: str
    came: str

    @property
    def differs(self) -> bool:
        """Whether Discord did something else than is relied on."""
        return self.expected not in ("", self.came)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a run, with what they depend on: the day, and the versions of what asked."""

    about: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list[Finding])

    @property
    def differences(self) -> list[Finding]:
        """The findings that differ."""
        return [finding for finding in self.findings if finding.differs]

    def as_json(self) -> str:
        """The report for programs."""
        findings = [asdict(finding) | {"differs": finding.differs} for finding in self.findings]
        return json.dumps({**self.about, "findings": findings}, indent=2, ensure_ascii=False) + "\n"

    def as_markdown(self) -> str:
        """The report for people."""
        about = "".join(f"- {name}: {value}\n" for name, value in self.about.items())
        rows = "".join(_row(finding) for finding in self.findings)
        table = f"| Tried | Relied on | Came | |\n|---|---|---|---|\n{rows}"
        return f"{INTRODUCTION}\n{about}- findings that differ: {len(self.differences)}\n\n{table}"


def _row(finding: Finding) -> str:
    cells = (finding.check, finding.expected or "–", finding.came, "**differs**" if finding.differs else "")
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n"
