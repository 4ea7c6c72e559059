"""`python -m tests.licences`: the page of the licences of all locked packages. `tests/test_licences.py` holds it."""

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

PROJECT = Path(__file__).parents[1]
LOCKS = {"What the bot runs on": "requirements.txt", "What its tests and checks use besides": "requirements-dev.txt"}
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CNRI-Python",
    "ISC",
    "LGPL-2.1-or-later",  # as a package of its own that nobody here has changed
    "MIT",
    "MPL-2.0",
    "PSF-2.0",
}
STATED = {
    "audioop-lts": "PSF-2.0",  # installed from Python 3.13 on
    "cobble": "BSD-2-Clause",  # says "BSD" and brings no text; Linux distributions have read it
    "colorama": "BSD-3-Clause",  # installed on Windows
    "justext": "BSD-2-Clause",  # says so in words
    "nodeenv": "BSD-3-Clause",  # says "BSD", beside the text
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",  # lists the texts of what PDFium holds, all as free
    "resvg-py": "MIT",  # brings the text alone
    "uvloop": "MIT OR Apache-2.0",  # not installed on Windows
}
"""What a package does not say in a way that a program can read, or not on every machine."""
IN_WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
HEAD = """\
# Licences

Daily Passage is under the [MIT licence](../LICENSE). It uses the packages below as they are published, in the versions
that its locks name, and changes none of them. Each brings the text of its licence along, in its `*.dist-info` folder.
Of several licences with *OR* between them, the first that is permissive is the one that counts here.

`make licences` writes this page; a test compares it with what is installed and lets in permissive licences only.
"""
FOOT = """
## What lies in the checkout

| what | from | licence |
|---|---|---|
| essays in `data/essays` | this project | CC-BY-4.0 |
| cities in `bot/core/time_zones` | [GeoNames](https://www.geonames.org) | CC-BY-4.0 |
| countries in `bot/core/time_zones` | [Unicode CLDR](https://cldr.unicode.org) | Unicode-3.0 |
"""


def page(project: Path) -> str:
    """The page in Markdown: a table for each lock, without the packages of the one before."""
    parts, listed = [HEAD], set[str]()
    for title, lock in LOCKS.items():
        packages = [name for name in locked(project / lock) if name not in listed]
        listed.update(packages)
        parts += [f"\n## {title}\n\n| package | licence |\n|---|---|\n"]
        parts += [f"| {name} | {licence(name)} |\n" for name in packages]
    return "".join([*parts, FOOT])


def locked(lock: Path) -> Iterator[str]:
    """The names of all packages in a lock, those for other systems and Pythons too."""
    yield from re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE)


def licence(name: str) -> str:
    """The licence of an installed package, as an SPDX expression; in its own words where nobody has read those yet."""
    if name in STATED:
        return STATED[name]
    said = metadata.metadata(name)
    kinds = [kind.split(" :: ")[-1] for kind in said.get_all("Classifier") or [] if kind.startswith("License ::")]
    stated: list[str] = [words for field in ("License-Expression", "License") for words in said.get_all(field) or []]
    short = [words for words in stated if "\n" not in words]  # some put the whole text there
    return " AND ".join(IN_WORDS.get(words, words) for words in short[:1] or kinds)


def is_permissive(expression: str) -> bool:
    """Whether one of the licences, or all of several that hold together, are among `ALLOWED`.

    >>> is_permissive("GPL-2.0-only OR MIT"), is_permissive("GPL-2.0-only AND MIT")
    (True, False)
    """
    return any(ALLOWED.issuperset(choice.split(" AND ")) for choice in expression.split(" OR "))


if __name__ == "__main__":
    (PROJECT / "docs" / "licences.md").write_text(page(PROJECT), "utf-8")
