"""Which modules of the project import which, and where they do so in a circle."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path


def circles(project: Path, *folders: str) -> list[list[str]]:
    """The circles among the modules of these folders: strongly connected components of more than one module.

    Every import counts, also one inside a function or for type checkers alone. `from package import module` counts as
    the module, and anything else from a package as its `__init__`, which is a module of its own: that Python runs it
    before any module of the package does not count. Modules that are loaded by a name in a string are not seen.
    """
    graph = import_graph(project, *folders)
    reachable = {module: _reachable(module, graph) for module in graph}
    components = {
        tuple(sorted(other for other in reachable[module] if module in reachable[other]))
        for module in graph
        if module in reachable[module]
    }
    return sorted(list(modules) for modules in components if len(modules) > 1)


def import_graph(project: Path, *folders: str) -> dict[str, set[str]]:
    """The modules of these folders by their dotted names, each with those of them that it imports."""
    paths = [path for folder in folders for path in sorted((project / folder).rglob("*.py"))]
    files = {_module_name(path.relative_to(project)): path for path in paths}
    graph: dict[str, set[str]] = {}
    for module, path in files.items():
        names = (name if name in files else name.rpartition(".")[0] for name in imported(path))
        graph[module] = {name for name in names if name in files}
    return graph


def imported(path: Path) -> Iterator[str]:
    """Every dotted name that a file imports, wherever in it: `a.b` of `import a.b` and of `from a import b`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _module_name(path: Path) -> str:
    """The dotted name of the module in this file; a package is named by its folder."""
    return ".".join(path.parent.parts if path.stem == "__init__" else path.with_suffix("").parts)


def _reachable(module: str, graph: Mapping[str, set[str]]) -> set[str]:
    """What the module imports, and what that imports, and so on; itself too if a circle leads back."""
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        new = graph[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached
