"""A question that waits for a host is in no answer of the store, but of the module that is there for it."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.core.essays.draft import DraftQuestion
from bot.core.models import Origin, QuestionState, Rung
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.members import suggestions
from bot.store.tables import essays, passages
from tests.services.conftest import GUILD

OURS = "bot.store.members.suggestions"
TEXT = "Which loaf waits for its host?"
KNOWING = {"questions", "suggestions"}
"""The tables by which a module can come to a question."""


def stores(project: Path) -> Iterator[str]:
    """The modules of the store that know these tables, and the one that puts essays together from what they read."""
    knowing: set[str] = set()
    for path in sorted((project / "bot" / "store").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        from_tables = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names = {name.name for node in from_tables if node.module == "bot.store.tables" for name in node.names}
        if names & KNOWING and "migrations" not in path.parts:
            knowing.add(".".join(path.relative_to(project).with_suffix("").parts))
    yield from sorted(knowing | {"bot.store.essays.whole_essays"})


def readers(project: Path) -> dict[str, Callable[..., Any]]:
    """Every public function of theirs that gives back more than a number."""
    found: dict[str, Callable[..., Any]] = {}
    for name in stores(project):
        module = importlib.import_module(name)
        for called, function in vars(module).items():
            public = inspect.iscoroutinefunction(function) and not called.startswith("_")
            own = public and function.__module__ == name
            if own and inspect.signature(function).return_annotation not in (None, int, bool):
                found[f"{name}.{called}"] = function
    return found


OTHERWISE = {
    "bot.store.members.privacy.personal_data.of_person": "hands a person what they have suggested themselves",
    "bot.store.members.suggestions": "is there for what waits",
    "bot.store.studies.model_drafts": "is there for what a model has drafted",
}


async def waiting(database: Database) -> dict[str, Any]:
    """What readers are called with: the ids of a question that waits, and of all around it."""
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, GUILD)
        essay = insert(essays).values(digest="1", title="On Bread", language="en").returning(essays.c.id)
        essay_id = (await connection.execute(essay)).scalar_one()
        passage = insert(passages).values(essay_id=essay_id, number=1, text="Bread.", words=1).returning(passages.c.id)
        passage_id = (await connection.execute(passage)).scalar_one()
        draft = DraftQuestion(Rung.APPLY, TEXT, Origin.MEMBER)
        question_id = await suggestions.add(connection, GUILD, passage_id, draft, 5, wants_to_hear=True)
    about = {"passage_id": passage_id, "essay_id": essay_id, "question_id": question_id}
    several = {"passage_ids": [passage_id], "essay_ids": [essay_id], "shelf_essays": [essay_id]}
    rest = {
        "study_id": 1,
        "study_ids": [1],
        "post_id": 1,
        "since": 1,
        "first": 1,
        "last": 1,
        "rung": Rung.APPLY,
        "user_id": 6,
        "thread_id": 1,
        "post_ids": [1],
        "week": datetime(2026, 5, 1, tzinfo=UTC),
    }
    return {**about, **several, **rest, "guild_id": GUILD}


async def showing(connection: Connection, project: Path, values: dict[str, Any]) -> set[str]:
    """The readers whose answer has the question in it."""
    found: set[str] = set()
    for name, reader in readers(project).items():
        if name.startswith(tuple(OTHERWISE)):
            continue
        takes = list(inspect.signature(reader).parameters)[1:]
        assert set(takes) <= values.keys(), f"{name}: say in `waiting` what it is called with"
        answer = await reader(connection, **{each: values[each] for each in takes})
        if TEXT in repr(answer) or answer == [values["question_id"]]:
            found.add(name.rpartition(".")[2])
    return found


async def test_whatever_reads_questions_leaves_out_those_that_wait(database: Database, project: Path):
    """Each is called about the question, its passage and essay; asked then, most of them have it in their answer."""
    values = await waiting(database)
    async with database.reading() as connection:
        assert await suggestions.next_waiting(connection, GUILD, 0) is not None
        for guild_id in (GUILD, None):
            assert await showing(connection, project, values | {"guild_id": guild_id}) == set()
    async with database.writing() as connection:
        await suggestions.set_state(connection, values["question_id"], QuestionState.APPROVED)
    async with database.reading() as connection:
        shown = await showing(connection, project, values)
        assert shown >= {"asked", "about", "of_essay", "one", "ids", "read_back"}
        assert await showing(connection, project, values | {"guild_id": None}) == set()
