"""`python main.py import`: an essay from a file onto the shelf."""

import json
from pathlib import Path

import pytest

from bot.services.lookup import passage_lookup
from bot.store.database import Database
from bot.store.dialects.sqlite.database import SqliteDatabase
from tests.command_line.programs import run

ESSAY = (
    f"On Rivers\n\nBy The Bargemen\n\n{'A river gives its water to the sea. ' * 9}\n\n"
    f"Where it ends\n\n{'Nobody has seen it end. ' * 15}\n"
)


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    file = tmp_path / "rivers.txt"
    file.write_text(ESSAY, "utf-8")
    return file


async def test_the_result_can_be_read_by_programs(essay: Path, file_url: str):
    """All that was found, as JSON; passages are numbered through the essay."""
    code, out, err = await run("import", str(essay), "--json", env={"DATABASE_URL": file_url})
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert list(found) == ["title", "author", "published", "language", "source", "sections", "dropped", "warnings"]
    assert (found["title"], found["author"], found["dropped"]) == ("On Rivers", "The Bargemen", [])
    assert [section["heading"] for section in found["sections"]] == [None, "Where it ends"]
    passages = [passage for section in found["sections"] for passage in section["passages"]]
    assert [passage["number"] for passage in passages] == [1, 2]
    assert [question["rung"] for question in passages[0]["questions"]] == ["notice", "understand", "apply", "disagree"]
    assert {question["origin"] for question in passages[0]["questions"]} == {"bank"}
    async with Database.opened(file_url) as database:
        assert [stored.title for stored in await passage_lookup.shelf(database, 10**17)] == ["On Rivers"]


async def test_an_essay_for_one_guild_is_on_its_shelf_alone(essay: Path, file_url: str):
    """`--guild` names it."""
    code, out, _ = await run("import", str(essay), "--guild", str(10**17), env={"DATABASE_URL": file_url})
    assert code == 0
    assert "Imported: On Rivers (2 passages)" in out
    async with Database.opened(file_url) as database:
        assert len(await passage_lookup.shelf(database, 10**17)) == 1
        assert await passage_lookup.shelf(database, 10**17 + 1) == []


async def test_a_dry_run_stores_nothing(essay: Path, tmp_path: Path):
    """Not even a database is made."""
    file = tmp_path / "none" / "study.sqlite3"
    code, out, _ = await run("import", str(essay), "--dry-run", env={"DATABASE_URL": f"sqlite+aiosqlite:///{file}"})
    assert code == 0
    assert "Nothing was stored" in out
    assert not file.parent.exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "This file is empty,"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is a picture"),
        ("large.txt", b"word " * 4_000_000, "larger than 10 MB"),
        ("book.pdf", b"%PDF", "This file is damaged"),
        ("pack.md", b"---\nid: x\n---\n? notice: early\n\nText.\n", "Line 4: there is no passage above this question."),
    ],
)
async def test_what_cannot_be_imported_is_refused_in_a_sentence(
    tmp_path: Path, file_url: str, name: str, data: bytes, said: str
):
    """Nothing is half-stored."""
    file = tmp_path / name
    file.write_bytes(data)
    code, out, err = await run("import", str(file), env={"DATABASE_URL": file_url})
    assert (code, out) == (78, "")
    assert said in err
    async with Database.opened(file_url) as database:
        assert await passage_lookup.shelf(database, None) == []


async def test_an_address_is_not_fetched(file_url: str):
    """Whoever brings one reads how to bring the page."""
    code, out, err = await run("import", "https://example.org/weir", env={"DATABASE_URL": file_url})
    assert (code, out) == (78, "")
    assert "save the page" in err


async def test_a_guild_s_id_is_a_number(essay: Path):
    """A name would be stored where nobody finds it."""
    code, _, err = await run("import", str(essay), "--guild", "Readers", "--dry-run")
    assert code == 78
    assert "is not the id of a server" in err


async def test_while_the_bot_runs_nothing_is_imported(essay: Path, file_database: SqliteDatabase, file_url: str):
    """Two processes on one memory are one too many."""
    del file_database
    code, _, err = await run("import", str(essay), env={"DATABASE_URL": file_url})
    assert code == 78
    assert "stop the other one first" in err
