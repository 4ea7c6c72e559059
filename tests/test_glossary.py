"""The words of CONTRIBUTING.md are those of the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.store.tables import metadata

ROW = re.compile(r"^\| (?P<word>[^|]+) \| (?P<meaning>[^|]+) \| (?P<holders>[^|]+) \|$", re.MULTILINE)


def names(project: Path) -> Iterator[str]:
    """Every class of the bot, and what one declares: `Study`, `Study.round`, `DeliveryState.CLAIMED`."""
    for path in [*(project / "bot").rglob("*.py"), *(project / "cogs").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name
                for child in node.body:
                    match child:
                        case ast.AnnAssign(target=ast.Name(name)) | ast.Assign(targets=[ast.Name(name)]):
                            yield f"{node.name}.{name}"
                        case _:
                            pass


def test_every_word_of_the_glossary_is_held_by_something(project: Path):
    """A class, one of its fields, or a table: whoever renames it renames it there."""
    page = (project / "CONTRIBUTING.md").read_text("utf-8")
    rows = list(ROW.finditer(page.partition("\n## Words\n")[2].partition("\n## ")[0]))[2:]
    words = [row["word"] for row in rows]
    assert len(words) >= 20
    assert len(set(words)) == len(words)
    holders = {name for row in rows for name in re.findall(r"`([^`]+)`", row["holders"])}
    assert holders - set(names(project)) - metadata.tables.keys() == set()
