"""What an operator can set."""

from pathlib import Path

import pytest

from bot.core.errors import StudyError
from bot.i18n import Texts
from bot.settings import read_settings
from tests.command_line.programs import SETTINGS, TOKEN


def refusal(**env: str) -> StudyError:
    with pytest.raises(StudyError) as refused:
        read_settings(env)
    return refused.value


def test_a_token_is_enough():
    """Everything else has a default that works."""
    settings = read_settings({"DISCORD_TOKEN": TOKEN})
    assert settings.token == TOKEN
    assert settings.database_url.endswith("/data/study.sqlite3")


def test_an_empty_setting_has_its_default():
    """As `.env.example` leaves the token; the tests hide a developer's own settings so."""
    assert read_settings({**dict.fromkeys(SETTINGS, ""), "DISCORD_TOKEN": TOKEN}) == read_settings(
        {"DISCORD_TOKEN": TOKEN}
    )


def test_all_mistakes_are_told_at_once():
    """Name, what was found, what is expected; an operator mends them in one go."""
    error = refusal(
        LOG_LEVEL="loud", DATABASE_URL="mysql://x", ESSAYS="nowhere", READY_TIMEOUT="soon", DISCORD_API_URL="discord"
    )
    said = Texts().say().plain.error(error)
    for name in ("DISCORD_TOKEN", "LOG_LEVEL", "DATABASE_URL", "ESSAYS", "READY_TIMEOUT", "DISCORD_API_URL"):
        assert name in said
    assert "found “LOUD”, expected one of DEBUG, INFO, WARNING, ERROR" in said


def test_a_token_may_come_from_a_file(tmp_path: Path):
    """As container secrets do; the file wins."""
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    assert read_settings({"DISCORD_TOKEN_FILE": str(file), "DISCORD_TOKEN": "other"}).token == TOKEN
    assert refusal(DISCORD_TOKEN_FILE=str(tmp_path / "gone")).key == "settings.unreadable"


def test_a_token_is_never_shown():
    """Not in a repr, and not in the sentence about a bad one."""
    assert TOKEN not in repr(read_settings({"DISCORD_TOKEN": TOKEN}))
    bad = "secret-but-bad"
    assert bad not in Texts().say().plain.error(refusal(DISCORD_TOKEN=bad))


def test_paths_do_not_depend_on_where_the_bot_is_started(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Wherever the bot is started from."""
    monkeypatch.chdir(tmp_path)
    settings = read_settings({"DISCORD_TOKEN": TOKEN, "DATABASE_URL": "sqlite+aiosqlite:///data/x.sqlite3"})
    assert settings.database_url == f"sqlite+aiosqlite:///{project}/data/x.sqlite3"
    assert settings.essays == project / "data" / "essays"
