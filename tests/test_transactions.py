"""What runs inside a write transaction, found by following its calls through services and store.

Everybody else waits for it, in every guild: rows are read and written there, and nothing is found out that can be found
out before. What is called through a value (a method, a parameter) is not followed; functions inside of functions that
take a `Connection`, as `shelf.put` is given one, are.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
FOLLOWED = ("bot.services", "bot.store")
QUICK = {
    "bot.core.deliveries.contents",
    "bot.core.deliveries.delivery",
    "bot.core.deliveries.notice_retries",
    "bot.core.errors",
    "bot.core.essays.draft",
    "bot.core.limits",
    "bot.core.models",
    "bot.core.posts",
    "bot.core.questions.ladder",
    "bot.core.studies.host_reach",
    "bot.core.studies.on_dates",
    "bot.core.studies.participation.occasions",
    "bot.core.studies.participation.parts",
    "bot.core.studies.participation.unread",
    "bot.core.studies.passage_order",
    "bot.core.studies.plan",
    "bot.core.studies.portions",
    "bot.core.studies.post_content",
    "bot.core.studies.post_parts",  # some 0.3 ms a passage, of which a post has 25 at most, most of them far shorter
    "bot.core.studies.schedule",
    "bot.core.studies.undo",
    "bot.core.studies.weekdays",
}
"""What may be asked of the core there: values, and decisions about one study that need the newest rows."""
NEVER = ("asyncio", "bot.outside", "json", "re")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module's functions, and what its imports call names of others."""

    functions: dict[str, Function]
    imports: dict[str, str]
    tree: ast.Module


@cache
def read(name: str) -> Module | None:
    file = PROJECT / Path(*name.split("."))
    path = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
    return parsed(path.read_text("utf-8")) if path.is_file() else None


def parsed(source: str) -> Module:
    tree = ast.parse(source)
    imports: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports |= {each.asname or each.name: each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            imports |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    functions = {node.name: node for node in tree.body if isinstance(node, Function)}
    return Module(functions, imports, tree)


def called(node: ast.AST, name: str, module: Module) -> Iterator[str]:
    """The full names of the functions that a piece of code calls, as far as names of modules lead to them."""
    for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
        match call.func:
            case ast.Name(id=function) if function in module.functions:
                yield f"{name}.{function}"
            case ast.Name(id=function) if function in module.imports:
                yield module.imports[function]
            case ast.Attribute(value=ast.Name(id=of), attr=function) if of in module.imports:
                yield f"{module.imports[of]}.{function}"
            case _:
                pass


def blocks(module: Module) -> Iterator[ast.AST]:
    """The pieces of code that run inside a write transaction."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.AsyncWith):
            made = [each.context_expr for each in node.items]
            if any(isinstance(each, ast.Call) and ast.unparse(each.func).endswith(".writing") for each in made):
                yield from node.body
        elif isinstance(node, Function):
            inner = (each for each in ast.walk(node) if isinstance(each, Function) and each is not node)
            yield from (each for each in inner if "Connection" in ast.unparse(each.args))


def offenders(name: str, module: Module) -> set[str]:
    """What is called inside the module's write transactions and may not be, each with the way to it."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [(each, name, module, name) for each in blocks(module)]
    while waiting:
        node, where, of, way = waiting.pop()
        for function in called(node, where, of):
            owner, _, short = function.rpartition(".")
            if function.startswith(NEVER) or (owner.startswith("bot.core") and not is_quick(function)):
                found.add(f"{way} > {function}")
            elif owner.startswith(FOLLOWED) and function not in seen:
                seen.add(function)
                inner = of if owner == where else read(owner)
                if inner is not None and short in inner.functions:
                    waiting.append((inner.functions[short], owner, inner, f"{way} > {function}"))
    return found


def is_quick(function: str) -> bool:
    return function.startswith(tuple(f"{module}." for module in QUICK))


def names() -> Iterator[str]:
    for folder in ("bot", "cogs", "command_line"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield ".".join(path.relative_to(PROJECT).with_suffix("").parts)


def test_nothing_is_found_out_inside_a_write_transaction():
    """No stems, no matching, no parsing, no thread: all of that is done before."""
    found = {name: wrong for name in names() if (module := read(name)) and (wrong := offenders(name, module))}
    assert found == {}


BEGINS = "async def f(d):\n    async with d.writing(first=True) as c:\n        "
OFFENCES = {
    "a stem": f"from bot.store.essays import search_words\n{BEGINS}search_words.text_words('a', 'en')",
    "a match": "from bot.core.essays.passage_matching import same_passages\n"
    f"{BEGINS}g()\ndef g():\n    same_passages([], [])",
    "a thread": f"import asyncio\n{BEGINS}await asyncio.to_thread(sum, [])",
    "what is done along": "from bot.core.essays import draft_json\nasync def f(d):\n"
    "    async def g(connection: Connection):\n        draft_json.load('')\n    await put(g)",
}


@pytest.mark.parametrize("source", OFFENCES.values(), ids=OFFENCES)
def test_an_offence_is_seen(source: str):
    """Also one call further on."""
    assert offenders("bot.services.made_up", parsed(source))
