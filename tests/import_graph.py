"""Which module of the project imports which, read from the syntax trees."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


def graph(project: Path, folders: Iterable[str]) -> dict[str, set[str]]:
    """For each module below the top folders, the modules below them that it imports.

    Imports in functions and under TYPE_CHECKING count like all others. `from package import name` is an import of the
    module `package.name` where there is one, else of the package's `__init__`, which is a module of its own.
    """
    paths = {name(project, path): path for folder in folders for path in sorted((project / folder).rglob("*.py"))}
    return {module: set(_imports(path, module, paths)) - {module} for module, path in paths.items()}


def name(project: Path, path: Path) -> str:
    """A module's dotted name; `package.__init__` for a package's own file."""
    return ".".join(path.relative_to(project).with_suffix("").parts)


def circles(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of two or more modules each of which leads to all others (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    earliest: dict[str, int] = {}
    path: list[str] = []
    groups: list[list[str]] = []

    def visit(module: str) -> None:
        order[module] = earliest[module] = len(order)
        path.append(module)
        for imported in sorted(imports[module]):
            if imported not in order:
                visit(imported)
                earliest[module] = min(earliest[module], earliest[imported])
            elif imported in path:
                earliest[module] = min(earliest[module], order[imported])
        if earliest[module] == order[module]:
            start = path.index(module)
            groups.append(sorted(path[start:]))
            del path[start:]

    for module in imports:
        if module not in order:
            visit(module)
    return [group for group in groups if len(group) > 1]


def _imports(path: Path, module: str, known: Mapping[str, Path]) -> Iterator[str]:
    package = module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (found for alias in node.names if (found := _known(alias.name, known)))
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                if found := _known(f"{source}.{alias.name}", known) or _known(source, known):
                    yield found


def _known(dotted: str, known: Mapping[str, Path]) -> str | None:
    return next((each for each in (dotted, f"{dotted}.__init__") if each in known), None)
