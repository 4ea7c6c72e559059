"""`python main.py export`: an essay from the shelf into a file."""

from pathlib import Path

from bot.core.importers.reader import read_essay
from bot.services.library import catalogue
from bot.store.dialects.sqlite.database import SqliteDatabase
from tests.command_line.programs import run
from tests.services.conftest import GUILD, pack


async def test_an_essay_is_printed_as_a_pack_while_the_bot_runs(file_database: SqliteDatabase, file_url: str):
    """Words of its title name it; nothing is locked, and what was imported comes back."""
    file = pack("On Bread", 3)
    await catalogue.stock(file_database, [file, pack("On Salt", 2)])
    code, out, err = await run("export", "bread", env={"DATABASE_URL": file_url})
    assert (code, err) == (0, "")
    assert read_essay("x.md", out.encode(), {}) == read_essay(file.name, file.data, {})


async def test_an_essay_is_written_to_a_file(file_database: SqliteDatabase, file_url: str, tmp_path: Path):
    """A server's own essay with its id."""
    await catalogue.import_essay(file_database, GUILD, pack("Our Letter", 1), {})
    target = tmp_path / "letter.md"
    code, out, _ = await run("export", "letter", str(target), "--guild", str(GUILD), env={"DATABASE_URL": file_url})
    assert code == 0
    assert f"Written: Our Letter (1 passage) to {target}." in out
    assert target.read_text("utf-8").startswith("---\npack: 1\ntitle: Our Letter\n")


async def test_what_cannot_be_exported_is_refused_in_a_sentence(
    file_database: SqliteDatabase, file_url: str, tmp_path: Path
):
    """No such essay, more than one, another server's, no database, no such folder."""
    await catalogue.stock(file_database, [pack("On Bread", 1), pack("On Salt", 1)])
    await catalogue.import_essay(file_database, GUILD, pack("Our Letter", 1), {})
    env = {"DATABASE_URL": file_url}
    for arguments, said in (
        (("export", "honey"), "No essay in this library has “honey” in its title."),
        (("export", "letter"), "No essay in this library has “letter” in its title."),
        (("export", "on"), "Several titles have “on” in them: On Bread · On Salt."),
        (("export", "bread", str(tmp_path / "none" / "x.md")), "cannot be written"),
    ):
        code, out, err = await run(*arguments, env=env)
        assert (code, out) == (78, "")
        assert said in err
    code, _, err = await run("export", "x", env={"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/none.sqlite3"})
    assert code == 78
    assert "There is no database" in err
    assert not (tmp_path / "none.sqlite3").exists()
