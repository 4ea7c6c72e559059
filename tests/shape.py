"""`python -m tests.shape`: how large and how entangled the code is. `tests/test_shape.py` says what it may be."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median

from tests.import_graph import circles, imported

PROJECT = Path(__file__).parents[1]
MEASURED = ("bot", "cogs")
COUNTED = ("bot", "cogs", "command_line", "local_discord", "tests")
GENERATED = "bot/store/migrations/versions"
"""What alembic writes and nobody changes is measured nowhere."""
IMPURE = frozenset({"discord", "sqlalchemy", "aiosqlite", "sqlite3", "alembic", "aiohttp", "yarl"})
"""Libraries of Discord, the database and HTTP."""
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Length:
    """A file or function, and how many lines it has."""

    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class Module:
    """What is measured of one file."""

    path: Path
    """Relative to the project."""
    lines: int
    functions: tuple[Length, ...]
    """Functions and methods, inner ones too, from `def` to the end."""
    statements: int
    pure: bool
    """Whether it imports nothing of `IMPURE`, wherever in the file."""

    @property
    def length(self) -> Length:
        """Of the whole file."""
        return Length(self.path.as_posix(), self.lines)


def measure(project: Path, *folders: str) -> list[Module]:
    """All modules of these folders, `__init__.py` included, migrations left out."""
    paths = [path.relative_to(project) for folder in folders for path in sorted((project / folder).rglob("*.py"))]
    return [_measured(project, path) for path in paths if Path(GENERATED) not in path.parents]


def purity(modules: Sequence[Module]) -> float:
    """The share of all lines that stand in pure modules, from 0 to 1."""
    return sum(module.lines for module in modules if module.pure) / sum(module.lines for module in modules)


def percentile(values: Sequence[int], percent: int) -> int:
    """The smallest of the values that so many percent of them do not exceed."""
    return sorted(values)[ceil(len(values) * percent / 100) - 1]


def longest_first(lengths: Iterator[Length]) -> list[Length]:
    """The same, by lines, then by name."""
    return sorted(lengths, key=lambda length: (-length.lines, length.name))


def siblings(modules: Sequence[Module]) -> dict[str, int]:
    """How many modules and packages each folder holds, the fullest first; `__init__.py` is the folder itself."""
    inside: dict[Path, set[str]] = defaultdict(set)
    for module in modules:
        for child in (module.path, *module.path.parents[:-2]):
            if child.name != "__init__.py":
                inside[child.parent].add(child.name)
    return {path.as_posix(): len(inside[path]) for path in sorted(inside, key=lambda path: (-len(inside[path]), path))}


def report(project: Path) -> Iterator[str]:
    """Everything that is measured, in lines to read."""
    modules = measure(project, *MEASURED)
    files = longest_first(module.length for module in modules)
    functions = longest_first(function for module in modules for function in module.functions)
    import_circles = circles(project, *MEASURED)
    yield f"{' + '.join(MEASURED)}, migrations left out"
    yield f"  free of Discord, database and HTTP: {purity(modules):.1%} of {sum(file.lines for file in files):,} lines"
    yield from _lengths("files", files)
    yield from _lengths("functions", functions)
    yield "  modules and packages a folder:"
    yield from (f"    {count:5}  {folder}" for folder, count in list(siblings(modules).items())[:MOST_SHOWN])
    yield f"  import circles: {len(import_circles)}"
    yield from (f"    {len(circle):5}  {' '.join(circle)}" for circle in import_circles)
    yield "statements"
    for folder in COUNTED:
        yield f"  {sum(module.statements for module in measure(project, folder)):7,}  {folder}"


def _measured(project: Path, path: Path) -> Module:
    source = (project / path).read_text("utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return Module(
        path=path,
        lines=source.count("\n"),
        functions=tuple(Length(f"{path.as_posix()}:{node.lineno} {node.name}", _lines(node)) for node in functions),
        statements=sum(isinstance(node, ast.stmt) for node in nodes),
        pure=IMPURE.isdisjoint(name.split(".")[0] for name in imported(project / path)),
    )


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _lengths(what: str, lengths: Sequence[Length]) -> Iterator[str]:
    lines = [length.lines for length in lengths]
    yield f"  {what}: {len(lines):,}; lines: median {median(lines):g}, 90 % at most {percentile(lines, 90)}, longest:"
    yield from (f"    {length.lines:5}  {length.name}" for length in lengths[:MOST_SHOWN])


if __name__ == "__main__":
    print("\n".join(report(PROJECT)))  # noqa: T201 # its output
