"""Of several processes each sees to the guilds of its own shards: no query may forget that."""

import ast
from pathlib import Path

SAYS_NOT_WHOSE = frozenset(
    "connection now since until before then by due_by at reason reasons kinds host terms because".split()
)
"""Names of parameters that leave open whose rows are meant."""
OF_ALL = {
    "dialects/copying.py": "`move` copies everything, while no bot runs",
    "counts.py": "what is counted is of the whole bot",
    "essays/": "the shelf, and what is old on it, whoever finds it first",
    "migrate.py": "tables, not rows",
    "guilds.py forget_commands": "Discord knows commands of the application, not of guilds",
    "members/answers.py is_kept_since": "what is too old goes, whoever finds it first",
    "members/answers.py erase_before": "what is too old goes, whoever finds it first",
    "members/privacy/": "a person's data go everywhere",
    "occasions.py next_at": "asked by the demonstration alone, which has all shards",
    "studies/studies.py of_present_guilds": "asked by `doctor`, for the whole bot",
    "studies/studies.py next_claim_at": "asked by the demonstration alone, which has all shards",
    "dialects/": "search, which says within which guild",
}
"""What is meant for every guild, with the reason."""


def unasked(project: Path) -> dict[str, str]:
    """The functions of the store that read or write rows without being told whose, with their source."""
    store, found = project / "bot" / "store", dict[str, str]()
    for path in sorted(store.rglob("*.py")):
        text = path.read_text("utf-8")
        for function in ast.parse(text).body:
            if not isinstance(function, ast.AsyncFunctionDef):
                continue
            arguments = [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]
            if arguments[:1] == ["connection"] and SAYS_NOT_WHOSE.issuperset(arguments):
                found[f"{path.relative_to(store)} {function.name}"] = ast.get_source_segment(text, function) or ""
    return found


def test_what_nobody_asked_for_is_done_for_our_guilds_alone(project: Path):
    """A query over all guilds would post for those of another process, or count them as left."""
    functions = unasked(project)
    exempt = {name for name in functions if any(name.startswith(place) for place in OF_ALL)}
    assert len(functions) - len(exempt) > 15
    careless = {
        name
        for name in functions.keys() - exempt
        if "ours(" not in functions[name] and "is_due(connection" not in functions[name]
    }
    assert careless == set()


def test_every_exemption_is_of_something(project: Path):
    """What is gone needs none."""
    functions = unasked(project)
    assert {place for place in OF_ALL if not any(name.startswith(place) for name in functions)} == {"migrate.py"}
