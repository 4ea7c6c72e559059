"""What the bot is made of, found by itself: its modules, and in them patterns, functions and caches."""

import ast
import functools
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

import bot
import cogs
import command_line

PACKAGES = (bot, cogs, command_line)


def every(*packages: ModuleType) -> Iterator[ModuleType]:
    """The modules of some packages, all of them; migrations are of the operator's own files alone."""
    for package in packages:
        yield package
        for found in pkgutil.walk_packages(getattr(package, "__path__", ()), f"{package.__name__}."):
            if ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern by its name: in a module, a class, a container of theirs, or a function without values."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in every(*PACKAGES):
        found |= {name: one for name, one in _written_in_calls(module) if isinstance(one, re.Pattern)}
        for name, value in vars(module).items():
            if getattr(value, "__module__", module.__name__) == module.__name__:
                found |= {f"{module.__name__}.{name}{end}": one for end, one in _patterns_in(value)}
    return {name: one for one, name in {one: name for name, one in found.items()}.items()}


def uncompiled() -> set[str]:
    """The calls of `re` whose pattern is only made when they run: what searches with them has to be tried instead."""
    return {name for module in every(*PACKAGES) for name, one in _written_in_calls(module) if one is None}


def functions(*packages: ModuleType) -> dict[str, Callable[..., Any]]:
    """The public functions of some packages, each by the name of the module that has it."""
    found: dict[str, Callable[..., Any]] = {}
    for module in every(*packages):
        for name, value in vars(module).items():
            own = inspect.isfunction(value) and value.__module__ == module.__name__
            if own and not name.startswith("_") and not inspect.iscoroutinefunction(value):
                found[f"{module.__name__}.{name}"] = value
    return found


def endless_caches() -> list[str]:
    """The caches of functions that take something and keep every answer for good."""
    found: list[str] = []
    for module in every(*PACKAGES):
        for holder in (module, *(value for value in vars(module).values() if inspect.isclass(value))):
            for name, value in vars(holder).items():
                if isinstance(value, functools._lru_cache_wrapper) and value.cache_parameters()["maxsize"] is None:
                    takes = inspect.signature(value.__wrapped__).parameters
                    found += [f"{module.__name__}.{name}"] if takes else []
    return sorted(set(found))


def _patterns_in(value: object) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield "", value
    elif isinstance(value, functools._lru_cache_wrapper) or inspect.isfunction(value):
        returned = inspect.signature(value).return_annotation
        if "Pattern" in str(returned) and not inspect.signature(value).parameters:
            yield "", value()
    elif inspect.isclass(value):
        for name, one in vars(value).items():
            if not inspect.isclass(one):
                yield from ((f".{name}{end}", each) for end, each in _patterns_in(one))
    elif isinstance(value, dict):
        yield from _numbered(value.values())
    elif isinstance(value, tuple | list | set | frozenset):
        yield from _numbered(value)


def _numbered(values: Iterable[object]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for place, one in enumerate(values):
        yield from ((f"[{place}]{end}", each) for end, each in _patterns_in(one))


def _written_in_calls(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any] | str | None]]:
    """The patterns that stand in calls such as `re.sub(r"\\W+", "", text)`; None for those made of local names."""
    if module.__file__ is None:
        return
    with open(module.__file__, encoding="utf-8") as file:  # noqa: PTH123 # a file of ours
        tree = ast.parse(file.read())
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args):
            continue
        if ast.unparse(node.func) == "re.escape":
            continue
        name = f"{module.__name__}: {ast.unparse(node)[:90]}"
        try:
            made = eval(compile(ast.Expression(node.args[0]), "", "eval"), vars(module))  # noqa: S307 # source of ours
            yield name, made if isinstance(made, re.Pattern) else re.compile(made)
        except NameError:
            yield name, None
