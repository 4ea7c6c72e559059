"""What an operator can set."""

from pathlib import Path

import pytest

from bot import settings as settings_module
from bot.core.errors import StudyError
from bot.core.models import Shards
from bot.i18n import Texts
from bot.settings import ModelSettings, read_settings
from tests.command_line.programs import SETTINGS, TOKEN

KEY = "a-key-that-nobody-else-may-see"


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
    wrong = {
        "LOG_LEVEL": "loud",
        "LOG_FORMAT": "xml",
        "DATABASE_URL": "mysql://x",
        "ESSAYS": "nowhere",
        "READY_TIMEOUT": "soon",
        "DISCORD_API_URL": "discord",
        "HEALTH_PORT": "65536",
    }
    said = Texts().say().plain.error(refusal(**wrong))
    for name in ("DISCORD_TOKEN", *wrong):
        assert name in said
    assert "found “loud”, expected one of DEBUG, INFO, WARNING, ERROR" in said


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


@pytest.mark.parametrize("begun", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_a_server_is_named_as_hosting_services_name_it(project: Path, begun: str):
    """Its copies are the operator's; the bot's own files lie where its database would."""
    address = f"{begun}://study:secret@db.example.org:5432/study?sslmode=require"
    settings = read_settings({"DISCORD_TOKEN": TOKEN, "DATABASE_URL": address})
    assert settings.database_url == "postgresql+asyncpg://study:secret@db.example.org:5432/study?ssl=require"
    assert settings.backups == project / "data" / "backups"


@pytest.mark.parametrize(
    "address", ["postgresql://study:secret@host:port/study", "postgresql://study:sec#ret@h:5/study"]
)
def test_an_address_that_is_none_is_not_shown_with_its_password(address: str):
    """What is to be mended is said all the same."""
    refused = refusal(DISCORD_TOKEN=TOKEN, DATABASE_URL=address)
    assert refused.key == "settings.bad_server"
    assert "sec" not in Texts().say().plain.error(refused)


def test_without_its_driver_a_server_cannot_be_used(monkeypatch: pytest.MonkeyPatch):
    """It says how to have it."""
    monkeypatch.setattr(settings_module, "find_spec", lambda name: None)
    refused = refusal(DISCORD_TOKEN=TOKEN, DATABASE_URL="postgresql://study@h/study")
    assert refused.key == "settings.no_driver"
    assert "pip install" in Texts().say().plain.error(refused)


def test_a_model_is_named_by_its_address_and_its_name():
    """A key is for those that ask for one; a program on the same machine asks for none, and speaks http."""
    assert read_settings({"DISCORD_TOKEN": TOKEN}).model is None
    local = {"QUESTIONS_URL": "http://127.0.0.1:11434/v1/", "QUESTIONS_MODEL": "small"}
    model = read_settings({"DISCORD_TOKEN": TOKEN, **local}).model
    assert model == ModelSettings("http://127.0.0.1:11434/v1", "small")
    assert model is not None
    assert model.host == "127.0.0.1"
    service = {"QUESTIONS_URL": "https://Models.example/v1", "QUESTIONS_MODEL": "large", "QUESTIONS_KEY": f" {KEY} "}
    model = read_settings({"DISCORD_TOKEN": TOKEN, **service}).model
    assert model == ModelSettings("https://Models.example/v1", "large", KEY)
    assert model is not None
    assert model.host == "models.example"


@pytest.mark.parametrize("name", ["QUESTIONS_URL", "QUESTIONS_MODEL"])
def test_half_a_model_is_a_mistake(name: str):
    """An address without a name asks for nothing, and a name without an address nobody."""
    given = {"QUESTIONS_URL": "https://models.example/v1", "QUESTIONS_MODEL": "large"}
    assert refusal(DISCORD_TOKEN=TOKEN, **{**given, name: ""}).key == "settings.only_one"


@pytest.mark.parametrize(
    "url",
    [
        "models.example/v1",
        "ftp://models.example",
        "https://",
        "http://[",
        "http://models.example:port",
        f"https://somebody:{KEY}@models.example/v1",
        f"https://models.example/v1?key={KEY}",
        "https://models.example/v1#here",
        "https://models example/v1",
    ],
)
def test_the_address_of_a_model_holds_no_secret(url: str):
    """Hosts of servers read where their passages go, and the path is put behind it; the mistake does not show it."""
    refused = refusal(DISCORD_TOKEN=TOKEN, QUESTIONS_URL=url, QUESTIONS_MODEL="large")
    assert refused.key == "settings.model_url"
    assert KEY not in Texts().say().plain.error(refused)


@pytest.mark.parametrize("key", [f"{KEY}\nX-Other: 1", f"{KEY}…"])
def test_the_key_of_a_model_is_never_shown(key: str):
    """Not in a repr, and not in the sentence about one that no header can hold."""
    named = {"DISCORD_TOKEN": TOKEN, "QUESTIONS_URL": "https://models.example/v1", "QUESTIONS_MODEL": "large"}
    assert KEY not in repr(read_settings({**named, "QUESTIONS_KEY": KEY}))
    refused = refusal(**named, QUESTIONS_KEY=key)
    assert refused.key == "settings.model_key"
    assert KEY not in Texts().say().plain.error(refused)


SERVER = "postgresql+asyncpg://bot@server/study"


@pytest.mark.parametrize(
    ("count", "ids", "shards"),
    [
        ("", "", None),
        ("4", "", Shards(4, (0, 1, 2, 3))),
        ("4", "2", Shards(4, (2,))),
        ("8", " 0-2, 6,1 ", Shards(8, (0, 1, 2, 6))),
    ],
)
def test_a_process_may_run_some_of_the_shards(count: str, ids: str, shards: Shards | None):
    """Numbers and ranges; all of them where none are named, as many as Discord recommends where nothing is."""
    env = {"DISCORD_TOKEN": TOKEN, "DATABASE_URL": SERVER, "SHARD_COUNT": count, "SHARD_IDS": ids}
    assert read_settings(env).shards == shards


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("settings.no_shard_count", {"SHARD_IDS": "0"}),
        ("settings.shard_count", {"SHARD_COUNT": "0"}),
        ("settings.shard_count", {"SHARD_COUNT": "99999"}),
        ("settings.shard_count", {"SHARD_COUNT": "²"}),
        ("settings.shards", {"SHARD_COUNT": "2", "SHARD_IDS": "2"}),
        ("settings.shards", {"SHARD_COUNT": "4", "SHARD_IDS": "2-1"}),
        ("settings.shards", {"SHARD_COUNT": "4", "SHARD_IDS": "0,"}),
        ("settings.shards", {"SHARD_COUNT": "4", "SHARD_IDS": "all"}),
        ("settings.shards_need_server", {"SHARD_COUNT": "2", "SHARD_IDS": "1", "DATABASE_URL": ""}),
    ],
)
def test_shards_that_cannot_be_are_refused(key: str, wrong: dict[str, str]):
    """Two processes with the same shards, or a file for two processes, would post twice."""
    with pytest.raises(StudyError) as refused:
        read_settings({"DISCORD_TOKEN": TOKEN, "DATABASE_URL": SERVER, **wrong})
    assert refused.value.key == key
