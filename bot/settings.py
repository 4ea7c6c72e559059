"""What an operator can set: read once, checked all at once, frozen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.core.errors import Remark, StudyError
from bot.core.models import Shards

SHIPPED = Path(__file__).parents[1]
"""The folder of the bot's code, with what comes with it."""
PROJECT = Path.cwd() if SHIPPED.parent.name in ("site-packages", "dist-packages") else SHIPPED
"""The folder to which paths in settings are relative, with `.env`: that of the checkout, wherever the bot is started
from; of an installed bot, the current one."""
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_LOG_FORMATS = ("text", "json")
_SQLITE = "sqlite+aiosqlite:///"
_DATABASE = f"{_SQLITE}data/study.sqlite3"
_POSTGRES = "postgresql+asyncpg://bot:password@server/study"
_SERVER = re.compile(r"(?:postgres|postgresql|postgresql\+asyncpg)(?=://[^/]*/[^/?]+)")
"""How such an address begins, also as hosting services hand it out."""
NAMES = (
    "DISCORD_TOKEN",
    "DISCORD_TOKEN_FILE",
    "DATABASE_URL",
    "BACKUPS",
    "ESSAYS",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "READY_TIMEOUT",
    "SHARD_COUNT",
    "SHARD_IDS",
    "DISCORD_API_URL",
    "DISCORD_GATEWAY_URL",
    "HEALTH_PORT",
    "METRICS_PORT",
    "METRICS_HOST",
    "NOTIFY_SOCKET",
    "WATCHDOG_USEC",
    "QUESTIONS_URL",
    "QUESTIONS_MODEL",
    "QUESTIONS_KEY",
)
"""Every variable that is read, in the order of `.env.example`; one whose name ends in TOKEN or KEY is never shown."""
_SHARD = re.compile(r"[0-9]{1,4}")
MOST_SHARDS = 4096
"""Far more than there are bots with: at 2,500 servers a shard, ten million."""
_TOKEN = re.compile(r"^[\w-]{10,}\.[\w-]{4,}\.[\w-]{20,}$")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """A language model that may draft questions: where and by which name it is asked, with a key if it needs one."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 60.0
    """How long an answer may take: a model on a small machine writes some words a second. No variable sets it."""

    @property
    def host(self) -> str:
        """The name of the machine to which passages are sent."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides. The token shows neither in its repr nor in any message."""

    token: str = field(repr=False)
    database_url: str
    essays: Path = SHIPPED / "data" / "essays"
    log_level: str = "INFO"
    log_format: str = "text"
    ready_timeout: float = 2.0
    api_url: str | None = None
    gateway_url: str | None = None
    health_port: int | None = None
    """Where `/health` answers on this machine; nowhere for None."""
    metrics_port: int | None = None
    metrics_host: str = "127.0.0.1"
    """Where `/metrics` answers."""
    notify_socket: str | None = None
    """Where systemd hears how the process does."""
    watchdog_seconds: float | None = None
    """After so long without a sign of life systemd ends the process."""
    model: ModelSettings | None = None
    """None where the operator has named no model: nothing is sent anywhere then."""
    backups: Path | None = None
    """The folder for a copy of the database a day; None for a demonstration, of which none is made."""
    shards: Shards | None = None
    """Which shards this process runs; None for as many as Discord recommends, all of them."""
    file_host: str | None = None
    """Where attached files may lie besides on Discord's own hosts: a local Discord (host:port). No variable sets it."""


def read_settings(env: Mapping[str, str]) -> Settings:
    """The settings in these variables (their names stand in `.env.example`).

    Raises `StudyError` that lists every mistake at once: its name, what was found and what is expected.
    """
    mistakes: list[Remark] = []
    token = _token(env, mistakes)
    database_url = _database_url(env, mistakes)
    settings = Settings(
        token=token,
        database_url=database_url,
        essays=_folder(env, mistakes),
        log_level=_one_of(env, "LOG_LEVEL", _LEVELS, "INFO", mistakes),
        log_format=_one_of(env, "LOG_FORMAT", _LOG_FORMATS, "text", mistakes),
        ready_timeout=_seconds(env, "READY_TIMEOUT", 2.0, mistakes),
        api_url=_url(env, "DISCORD_API_URL", ("http://", "https://"), mistakes),
        gateway_url=_url(env, "DISCORD_GATEWAY_URL", ("ws://", "wss://"), mistakes),
        health_port=_port(env, "HEALTH_PORT", mistakes),
        metrics_port=_port(env, "METRICS_PORT", mistakes),
        metrics_host=_address(env, "METRICS_HOST", mistakes),
        notify_socket=_notify_socket(env, mistakes),
        watchdog_seconds=_watchdog_seconds(env, mistakes),
        model=_model(env, mistakes),
        backups=_backups(env, database_url),
        shards=_shards(env, database_url, mistakes),
    )
    _refuse(mistakes)
    return settings


def read_database_url(env: Mapping[str, str]) -> str:
    """Where the database is, for commands that need no token. Raises `StudyError` as `read_settings` does."""
    mistakes: list[Remark] = []
    url = _database_url(env, mistakes)
    _refuse(mistakes)
    return url


def read_health_port(env: Mapping[str, str]) -> int:
    """Where `/health` answers, for the command that asks. Raises `StudyError` when it answers nowhere."""
    mistakes: list[Remark] = []
    port = _port(env, "HEALTH_PORT", mistakes)
    _refuse(mistakes)
    if port is None:
        raise StudyError("health.off")
    return port


def read_backups(env: Mapping[str, str]) -> Path:
    """The folder for copies of the database, for commands that need no token. Raises `StudyError` as the others do."""
    return _backups(env, read_database_url(env))


def _backups(env: Mapping[str, str], database_url: str) -> Path:
    """The folder that is named, or else the one beside the database, or where that would be by itself."""
    named = env.get("BACKUPS", "").strip()
    if named:
        return PROJECT / named
    beside = _DATABASE if _SERVER.match(database_url) else database_url
    return PROJECT / Path(beside.removeprefix(_SQLITE)).parent / "backups"


def _refuse(mistakes: list[Remark]) -> None:
    """Raise `StudyError` for these mistakes: a single one speaks for itself."""
    if len(mistakes) == 1:
        raise mistakes[0].as_error()
    if mistakes:
        raise StudyError("settings.mistakes", n=len(mistakes), details=tuple(mistakes))


def _token(env: Mapping[str, str], mistakes: list[Remark]) -> str:
    """The token from its file or its variable; what is wrong with it is said without a character of it."""
    token, name = env.get("DISCORD_TOKEN", "").strip(), "DISCORD_TOKEN"
    file = env.get("DISCORD_TOKEN_FILE", "").strip()
    if file:
        name = "DISCORD_TOKEN_FILE"
        try:
            token = Path(file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            mistakes.append(_mistake("settings.unreadable", name, file))
            return ""
    if not token:
        mistakes.append(Remark("settings.no_token"))
    elif not _TOKEN.match(token):
        mistakes.append(Remark("settings.bad_token", (("name", name), ("length", len(token)))))
    return token


def _database_url(env: Mapping[str, str], mistakes: list[Remark]) -> str:
    url = env.get("DATABASE_URL", "").strip() or _DATABASE
    if _SERVER.match(url):
        if find_spec("asyncpg") is None:
            mistakes.append(Remark("settings.no_driver"))
        if not _is_address(url):
            mistakes.append(Remark("settings.bad_server"))
        return _SERVER.sub("postgresql+asyncpg", url, count=1).replace("sslmode=", "ssl=")
    file = url.removeprefix(_SQLITE)
    if file == url or not file or file == ":memory:":
        expected = ("expected", _DATABASE), ("server", _POSTGRES)
        mistakes.append(Remark("settings.database", (("name", "DATABASE_URL"), *expected)))
    return f"{_SQLITE}{PROJECT / file}"


def _shards(env: Mapping[str, str], database_url: str, mistakes: list[Remark]) -> Shards | None:
    """What a process runs of the bot. A list of shards is numbers and ranges: 0,1,4-7."""
    named, listed = env.get("SHARD_COUNT", "").strip(), env.get("SHARD_IDS", "").strip()
    is_count = bool(_SHARD.fullmatch(named)) and 0 < int(named) <= MOST_SHARDS
    count = int(named) if is_count else MOST_SHARDS
    ids = _shard_ids(listed, count) if listed else tuple(range(count))
    if named and not is_count:
        mistakes.append(Remark("settings.shard_count", (("most", MOST_SHARDS), ("found", named))))
    if not ids:
        mistakes.append(Remark("settings.shards", (("found", listed),)))
    elif listed and not named:
        mistakes.append(Remark("settings.no_shard_count"))
    elif is_count and len(ids) < count and not database_url.startswith("postgresql"):
        mistakes.append(Remark("settings.shards_need_server"))
    return Shards(count, ids) if is_count else None


def _shard_ids(listed: str, count: int) -> tuple[int, ...]:
    """The numbers of a list, each once and in order; none if it holds anything else."""
    found = set[int]()
    for part in listed.split(","):
        first, _, last = (each.strip() for each in part.partition("-"))
        last = last or first
        if not _SHARD.fullmatch(first) or not _SHARD.fullmatch(last) or not int(first) <= int(last) < count:
            return ()
        found.update(range(int(first), int(last) + 1))
    return tuple(sorted(found))


def _is_address(url: str) -> bool:
    """Whether what stands where a port belongs is one; a password with signs in it may stand there."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _folder(env: Mapping[str, str], mistakes: list[Remark]) -> Path:
    named = env.get("ESSAYS", "").strip()
    folder = PROJECT / named if named else SHIPPED / "data" / "essays"
    if not folder.is_dir():
        mistakes.append(_mistake("settings.no_folder", "ESSAYS", str(folder)))
    return folder


def _one_of(env: Mapping[str, str], name: str, known: tuple[str, ...], default: str, mistakes: list[Remark]) -> str:
    """The value as `known` writes it: capitals do not matter."""
    value = env.get(name, "").strip() or default
    for one in known:
        if one.lower() == value.lower():
            return one
    mistakes.append(_mistake("settings.one_of", name, value, expected=", ".join(known)))
    return default


def _seconds(env: Mapping[str, str], name: str, default: float, mistakes: list[Remark]) -> float:
    value = env.get(name, "").strip()
    if not value:
        return default
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", value):
        mistakes.append(_mistake("settings.seconds", name, value))
        return default
    return float(value)


def _port(env: Mapping[str, str], name: str, mistakes: list[Remark]) -> int | None:
    value = env.get(name, "").strip()
    if not value:
        return None
    if not re.fullmatch(r"\d{1,5}", value) or not 0 < int(value) < 1 << 16:
        mistakes.append(_mistake("settings.port", name, value))
        return None
    return int(value)


def _address(env: Mapping[str, str], name: str, mistakes: list[Remark]) -> str:
    value = env.get(name, "").strip() or "127.0.0.1"
    try:
        return str(ip_address(value))
    except ValueError:
        mistakes.append(_mistake("settings.address", name, value))
        return value


def _notify_socket(env: Mapping[str, str], mistakes: list[Remark]) -> str | None:
    value = env.get("NOTIFY_SOCKET", "").strip()
    if value and not value.startswith(("/", "@")):
        mistakes.append(_mistake("settings.set_by_systemd", "NOTIFY_SOCKET", value))
    return value or None


def _watchdog_seconds(env: Mapping[str, str], mistakes: list[Remark]) -> float | None:
    value = env.get("WATCHDOG_USEC", "").strip()
    if value and not re.fullmatch(r"\d{1,18}", value):
        mistakes.append(_mistake("settings.set_by_systemd", "WATCHDOG_USEC", value))
        return None
    return int(value) / 1_000_000 if value else None


def _url(env: Mapping[str, str], name: str, schemes: tuple[str, ...], mistakes: list[Remark]) -> str | None:
    value = env.get(name, "").strip().rstrip("/")
    if value and not value.startswith(schemes):
        mistakes.append(_mistake("settings.url", name, value, expected=schemes[0]))
    return value or None


def _model(env: Mapping[str, str], mistakes: list[Remark]) -> ModelSettings | None:
    """The model that may draft questions, if one is named; what is wrong with its key is said without showing it."""
    names = "QUESTIONS_URL", "QUESTIONS_MODEL", "QUESTIONS_KEY"
    url, model, key = (env.get(name, "").strip() for name in names)
    if bool(url) != bool(model):
        given, missing = names[:2] if url else names[1::-1]
        mistakes.append(Remark("settings.only_one", (("name", missing), ("other", given))))
    if url and not _is_base(url):
        mistakes.append(Remark("settings.model_url", (("name", names[0]),)))
    if not (key.isascii() and key.isprintable()):
        mistakes.append(Remark("settings.model_key", (("name", names[2]),)))
    return ModelSettings(url.rstrip("/"), model, key or None) if url and model else None


def _is_base(url: str) -> bool:
    """Whether a path can be put behind the address, and nobody reads a password in it."""
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_address and not (
        parts.username or parts.password or parts.query or parts.fragment or re.search(r"\s", url)
    )


def _mistake(key: str, name: str, value: str, **more: str) -> Remark:
    return Remark(key, (("name", name), ("found", value[:200]), *more.items()))
