"""Circles of imports, found in made-up modules: the house's own are bounded in `tests/test_shape.py`."""

from pathlib import Path

import pytest

from tests.import_graph import circles, import_graph

CIRCLES = {
    "two modules": ({"bot/a.py": "import bot.b", "bot/b.py": "from bot.a import A"}, [["bot.a", "bot.b"]]),
    "three modules": (
        {"bot/a.py": "import bot.b", "bot/b.py": "import cogs.c", "cogs/c.py": "import bot.a, sys"},
        [["bot.a", "bot.b", "cogs.c"]],
    ),
    "two circles with an arrow between them": (
        {
            "bot/a.py": "import bot.b, bot.c",
            "bot/b.py": "import bot.a",
            "bot/c.py": "import bot.d",
            "bot/d.py": "import bot.c",
        },
        [["bot.a", "bot.b"], ["bot.c", "bot.d"]],
    ),
    "for type checkers alone": (
        {
            "bot/a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from bot.b import B",
            "bot/b.py": "from bot.a import A",
        },
        [["bot.a", "bot.b"]],
    ),
    "inside a function": (
        {"bot/a.py": "def f():\n    from bot import b", "bot/b.py": "import bot.a"},
        [["bot.a", "bot.b"]],
    ),
    "through a package that gives a name of its module": (
        {"bot/core/__init__.py": "from bot.core.a import A", "bot/core/a.py": "from bot.core import B"},
        [["bot.core", "bot.core.a"]],
    ),
    "through a module of a package": (
        {"bot/core/__init__.py": "", "bot/core/a.py": "from bot.core import b", "bot/core/b.py": "import bot.core.a"},
        [["bot.core.a", "bot.core.b"]],
    ),
}
NO_CIRCLES = {
    "a chain": {"bot/a.py": "import bot.b", "bot/b.py": "import bot.c", "bot/c.py": ""},
    "two ways to one module": {
        "bot/a.py": "import bot.b, bot.c",
        "bot/b.py": "import bot.d",
        "bot/c.py": "import bot.d",
        "bot/d.py": "import os",
    },
    "siblings of a package that imports both": {
        "bot/core/__init__.py": "from bot.core import a, b",
        "bot/core/a.py": "from bot.core import b",
        "bot/core/b.py": "",
    },
    "a name that only begins like a module": {"bot/a.py": "import bot.bc", "bot/b.py": "import bot.a", "bot/bc.py": ""},
    "the way back leads through another folder": {"bot/a.py": "import tests.b", "tests/b.py": "import bot.a"},
}


def write(project: Path, files: dict[str, str]) -> None:
    for name, source in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")


@pytest.mark.parametrize(("files", "expected"), CIRCLES.values(), ids=CIRCLES)
def test_a_circle_is_found(tmp_path: Path, files: dict[str, str], expected: list[list[str]]):
    """Whichever way the import is written, each circle alone and in order."""
    write(tmp_path, files)
    assert circles(tmp_path, "bot", "cogs") == expected


@pytest.mark.parametrize("files", NO_CIRCLES.values(), ids=NO_CIRCLES)
def test_what_is_no_circle_is_not_taken_for_one(tmp_path: Path, files: dict[str, str]):
    """A package runs before its modules, which ties no knot."""
    write(tmp_path, files)
    assert circles(tmp_path, "bot", "cogs") == []


def test_modules_are_named_as_they_are_imported(tmp_path: Path):
    """A package by its folder, and only modules of the folders asked for."""
    write(tmp_path, {"bot/__init__.py": "", "bot/a.py": "from bot import VERSION, b\nimport discord", "bot/b.py": ""})
    assert import_graph(tmp_path, "bot") == {"bot": set(), "bot.a": {"bot", "bot.b"}, "bot.b": set()}
