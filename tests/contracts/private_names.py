"""Which private names of libraries the project uses, found in its source."""

import ast
import importlib
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import CoroutineType, FunctionType, ModuleType

_KINDS = (type, dict, BaseException, CoroutineType, FunctionType, ModuleType)
PYTHON = {"_exit", *(name for kind in _KINDS for name in dir(kind))}
"""Names that Python’s own documentation gives: `os._exit`, and those between double underscores, such as `__name__`."""
Classes = Mapping[str, Sequence[ast.ClassDef]]
"""All classes of ours by their names, which two of them may share."""
BY_NAME = {"getattr", "setattr", "delattr", "hasattr"}


def private_names(project: Path, *folders: str) -> dict[str, set[str]]:
    """The private names of libraries that each file of these folders uses; files that use none are left out.

    An attribute is a library's if its name begins with an underscore and no class of ours defines it for the `self`,
    `cls` or `super()` that it is taken from, or for what a class method has made; one of anything else always counts.
    So do names in `getattr` and its kin, and those that are imported from a library.
    """
    paths = [path for folder in folders for path in sorted((project / folder).rglob("*.py"))]
    trees = {path.relative_to(project).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}
    classes: defaultdict[str, list[ast.ClassDef]] = defaultdict(list)
    for node in (node for tree in trees.values() for node in ast.walk(tree)):
        if isinstance(node, ast.ClassDef):
            classes[node.name].append(node)
    used = {name: set(_of_module(tree, classes, folders)) for name, tree in trees.items()}
    return {name: names for name, names in used.items() if names}


def overridden_names(module: ModuleType, *folders: str) -> set[str]:
    """The private names of libraries that classes of a module define anew, on purpose or by accident."""
    own = [kind for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == module.__name__]
    return {
        name
        for kind in own
        for base in kind.__mro__[1:]
        if base.__module__.split(".")[0] not in {*folders, *sys.stdlib_module_names}
        for name in vars(kind).keys() & vars(base).keys()
        if name.startswith("_") and not name.startswith(("__", "_abc_"))
    }


def subclassing_modules(project: Path, *folders: str) -> Iterator[ModuleType]:
    """The modules of these folders that define a class and import discord."""
    for folder in folders:
        for path in sorted((project / folder).rglob("*.py")):
            source = path.read_text("utf-8")
            if "discord" in source and "\nclass " in source:
                name = ".".join(path.relative_to(project).with_suffix("").parts)
                yield importlib.import_module(name.removesuffix(".__init__"))


def _of_module(tree: ast.Module, classes: Classes, folders: tuple[str, ...]) -> Iterator[str]:
    within = {
        id(node): kind for kind in ast.walk(tree) if isinstance(kind, ast.ClassDef) for node in ast.walk(kind)
    }  # the innermost class of each node: `ast.walk` comes to outer ones first
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_private(node.attr):
            if node.attr not in _defined_for(node.value, within.get(id(node)), classes):
                yield node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BY_NAME:
            texts = [text.value for text in node.args[1:2] if isinstance(text, ast.Constant)]
            yield from (text for text in texts if isinstance(text, str) and _is_private(text))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] not in folders:
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            yield from filter(_is_private, names)


def _defined_for(value: ast.expr, kind: ast.ClassDef | None, classes: Classes) -> set[str]:
    """The names that classes of ours define for what an attribute is taken from, inside this class."""
    taken_from = ast.unparse(value)
    if kind is None:
        return set()
    if taken_from == "super()":
        return _inherited(kind, classes)
    return _defined(kind, classes) if taken_from in {"self", "cls", "type(self)", *_made(kind)} else set()


@lru_cache(maxsize=64)
def _made(kind: ast.ClassDef) -> set[str]:
    """What a class assigns an instance of its own to."""
    return {
        ast.unparse(node.targets[0])
        for node in ast.walk(kind)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) in ("cls", kind.name)
    }


def _defined(kind: ast.ClassDef, classes: Classes) -> set[str]:
    """What a class and those of its bases that are ours define."""
    return _own(kind) | _inherited(kind, classes)


@lru_cache(maxsize=64)
def _own(kind: ast.ClassDef) -> set[str]:
    """Functions, attributes, and what is set on `self`."""
    names: set[str] = set()
    for node in ast.walk(kind):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names |= {node.attr} if ast.unparse(node.value) in ("self", "cls") else set()
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def _inherited(kind: ast.ClassDef, classes: Classes) -> set[str]:
    bases = [ast.unparse(base).split("[")[0].rsplit(".")[-1] for base in kind.bases]
    return {name for base in bases for one in classes.get(base, ()) for name in _defined(one, classes)}


def _is_private(name: str) -> bool:
    return name.startswith("_") and name not in PYTHON and name != "__future__"
