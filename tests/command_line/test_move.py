"""`main.py move`: into another database, and what comes next."""

from pathlib import Path

from bot.store.database import Database
from tests.command_line.programs import run


async def test_a_move_says_how_much_and_what_comes_next(project: Path, file_url: str, tmp_path: Path):
    """And refuses a place where something is, or an address that is none."""
    async with Database.opened(file_url):
        pass
    env = {"DATABASE_URL": file_url}
    target = f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}"
    essay = min((project / "data" / "essays").glob("*.md"))
    assert (await run("import", str(essay), env=env))[0] == 0
    code, out, err = await run("move", target, env=env)
    assert (code, err) == (0, "")
    assert "rows were copied and compared" in out
    code, _, err = await run("move", target, env=env)
    assert code == 78
    assert "has something in it already" in err
    code, _, err = await run("move", "mysql://x", env=env)
    assert code == 78
    assert "postgresql+asyncpg://" in err
