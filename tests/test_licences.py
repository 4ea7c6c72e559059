"""Nothing comes in under a licence that would bind those who run the bot."""

import re
from pathlib import Path

from tests.licences import LOCKS, is_permissive, licence, locked, page


def test_the_page_tells_what_is_installed(project: Path):
    """A new package, or one whose new version says something else, shows here; `make licences` writes the page."""
    assert (project / "docs" / "licences.md").read_text("utf-8") == page(project)


def test_every_locked_package_may_be_used_by_anybody(project: Path):
    """Its licence is permissive, or lets us choose one that is."""
    names = {name for lock in LOCKS.values() for name in locked(project / lock)}
    assert len(names) > 40
    assert {name: licence(name) for name in names if not is_permissive(licence(name))} == {}


def test_the_audit_reads_the_locks(project: Path):
    """Both, with a tool that is itself in neither: it would bring more packages than the bot."""
    makefile = (project / "Makefile").read_text("utf-8")
    audit = re.search(r"^audit:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert audit is not None
    assert all(lock in audit[1] for lock in LOCKS.values())
    assert not any("pip-audit" in (project / lock).read_text("utf-8") for lock in LOCKS.values())
