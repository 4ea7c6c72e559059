"""How the modules of the local Discord lean on one another."""

from pathlib import Path

import pytest

from tests.import_graph import circles, graph


def test_no_modules_import_one_another_in_a_circle(project: Path):
    """Whoever reads a module can read first what it imports; imports in functions and for types alone count too."""
    assert circles(graph(project, ["local_discord"])) == []


@pytest.mark.parametrize(
    "back",
    [
        "import package.first",
        "from package.first import a",
        "from package import first",
        "from . import first",
        "from .first import a",
        "def late():\n    from package import first",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from package import first",
    ],
)
def test_every_way_to_import_is_seen(tmp_path: Path, back: str):
    """A circle of two modules is found however the second imports the first."""
    package = tmp_path / "package"
    package.mkdir()
    for name, source in {"__init__": "", "first": "from package import second", "second": back, "third": ""}.items():
        (package / f"{name}.py").write_text(source, "utf-8")
    assert circles(graph(tmp_path, ["package"])) == [["package.first", "package.second"]]


def test_a_package_is_a_module_of_its_own(tmp_path: Path):
    """What its `__init__` imports may import the package's name, which is then a circle; siblings of it are in none."""
    package = tmp_path / "package"
    package.mkdir()
    sources = {"__init__": "from package.inner import a", "inner": "from package import a", "other": "import package"}
    for name, source in sources.items():
        (package / f"{name}.py").write_text(source, "utf-8")
    assert circles(graph(tmp_path, ["package"])) == [["package.__init__", "package.inner"]]
