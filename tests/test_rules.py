"""What can be checked about the code itself."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

CORE_LIBRARIES = {
    "babel",
    "charset_normalizer",
    "ftfy",
    "mammoth",
    "markdown_it",
    "pypdfium2",
    "sentencex",
    "snowballstemmer",
    "stopwordsiso",
    "trafilatura",
    "yaml",
}
NOT_PURE = {"asyncio", "sqlite3", "os", "random", "logging", "time", "secrets", "threading", "socket", "subprocess"}
COG_MAY = {
    "discord",
    "bot.client",
    "bot.connection",
    "bot.core",
    "bot.events",
    "bot.i18n",
    "bot.interactions",
    "bot.outside",
    "bot.services",
}


def modules(project: Path, *folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((project / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names if node.module in ("bot", "cogs"))


def within(name: str, allowed: set[str]) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in allowed)


def strangers(project: Path, path: Path, allowed: set[str]) -> list[str]:
    """Imports that are neither of the standard library nor allowed here."""
    found = [name for name in imported(path) if name not in ("bot", "cogs")]
    return [name for name in found if name.split(".")[0] not in sys.stdlib_module_names and not within(name, allowed)]


def check(project: Path, paths: Iterator[Path], allowed: set[str]) -> None:
    wrong = {str(path.relative_to(project)): bad for path in paths if (bad := strangers(project, path, allowed))}
    assert wrong == {}


def test_core_is_pure(project: Path):
    """The core imports parsers and itself, and nothing that waits, tells the time, throws dice or reads files."""
    check(project, modules(project, "bot/core"), {"bot.core", *CORE_LIBRARIES})
    for path in modules(project, "bot/core"):
        assert NOT_PURE.isdisjoint(name.split(".")[0] for name in imported(path)), path
        assert not [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Await)], path


def test_only_the_store_knows_the_database(project: Path):
    """SQLAlchemy is imported under bot/store alone, alembic where migrations run, aiosqlite where it is driven."""
    migrating = [*modules(project, "bot/store/migrations"), project / "bot/store/migrate.py"]
    driver = project / "bot/store/dialects/sqlite/driver.py"
    plain = [path for path in modules(project, "bot/store") if path not in (*migrating, driver)]
    check(project, iter(plain), {"sqlalchemy", "bot.core", "bot.store"})
    check(project, iter([driver]), {"aiosqlite"})
    check(project, iter(migrating), {"sqlalchemy", "alembic", "bot.core", "bot.store"})


def test_services_never_see_discord(project: Path):
    """They connect core and store, and return what happened."""
    check(project, modules(project, "bot/services"), {"bot.core", "bot.store", "bot.outside", "bot.services"})


def test_the_outside_is_neither_discord_nor_database(project: Path):
    """Networks and files, and the values of the core."""
    check(
        project,
        modules(project, "bot/outside"),
        {"aiohttp", "prometheus_client", "resvg_py", "yarl", "bot.core", "bot.outside"},
    )


def test_the_bot_does_not_know_its_cogs(project: Path):
    """It is handed their names."""
    check(project, iter(sorted((project / "bot").glob("*.py"))), {"discord", "yarl", "bot"})
    check(project, modules(project, "bot/connection", "bot/interactions"), {"aiohttp", "discord", "yarl", "bot"})


USES = {
    "answers": {"daily", "deliveries"},
    "daily": {"discussion"},
    "deliveries": {"daily", "discussion"},
    "hosts": {"deliveries", "study"},
    "library": {"questions"},
    "lookup": {"discussion"},
    "participation": {"daily", "deliveries"},
    "questions": {"discussion", "lookup", "suggestions"},
    "study": {"deliveries", "questions"},
    "suggestions": {"lookup"},
}
"""Which family of commands uses which others; no way along these arrows leads back."""


def test_cogs_do_not_know_the_store_and_use_one_another_in_one_direction(project: Path):
    """A family sees services, core, the kit in `cogs.ui`, and the families that it is listed to use."""
    for path in modules(project, "cogs"):
        family = path.relative_to(project / "cogs").parts[0].removesuffix(".py")
        used = set() if family == "ui" else {f"cogs.{name}" for name in {family, "ui", *USES.get(family, set())}}
        check(project, iter([path]), {*COG_MAY, *(used or {"cogs.ui"})})
    tuple(TopologicalSorter(USES).static_order())  # raises for a circle


def test_the_local_discord_shares_nothing_with_the_bot(project: Path):
    """Otherwise it would share its misunderstandings."""
    check(project, modules(project, "local_discord"), {"aiohttp", "yarl", "local_discord"})


def test_only_main_reads_the_environment(project: Path):
    """Settings are handed on as values."""
    for path in modules(project, "bot", "cogs", "local_discord", "command_line"):
        source = path.read_text("utf-8")
        assert not re.search(r"\b(?:environ|getenv)\b", source), path


def test_whatever_is_sent_under_a_nonce_is_not_begun_after_discord_may_have_forgotten_it(project: Path):
    """A machine may sleep within any retry; the carrier sees to what `sender.py` sends."""
    sending: set[str] = set()
    for path in modules(project, "cogs"):
        tree = ast.parse(path.read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        if any("nonce" in {word.arg for word in call.keywords} for call in calls if _name(call) in ("send", "reply")):
            sending.add(str(path.relative_to(project)))
            names = {_name(call) for call in calls}
            assert "none_begins_after" in names or path.name == "sender.py", path
    assert len(sending) == 3


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_every_setting_is_in_the_example(project: Path):
    """Whoever copies .env.example sees all there is to set, and nothing else."""
    read = set(re.findall(r'"([A-Z][A-Z_]{3,})"', (project / "bot/settings.py").read_text("utf-8")))
    read -= {"DEBUG", "INFO", "WARNING", "ERROR"}
    shown = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", (project / ".env.example").read_text("utf-8"), re.MULTILINE))
    assert shown == read


def test_every_exception_to_a_rule_gives_its_reason(project: Path):
    """A bare `noqa` or `ignore` says nothing to whoever reads it later."""
    mark = re.compile(r"#\s*(?:noqa|pyright: ignore|type: ignore|pragma)(?P<rest>[^\n]*)")
    for path in modules(project, "bot", "cogs", "local_discord", "command_line", "tests"):
        if path.name == "test_rules.py":
            continue
        for found in mark.finditer(path.read_text("utf-8")):
            assert re.search(r"\S+\s+(?:#|-) \S.+", found["rest"]), f"{path}: {found[0]}"


def test_no_merge_left_its_marks(project: Path):
    """Two versions of a paragraph were once published with the marks between them, reflowed into the prose."""
    if not (project / ".git").exists():
        pytest.skip("a copy without git's folder does not say which files are the project's")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=project, check=True, capture_output=True)  # noqa: S607 # whichever git made the checkout
    tracked = [project / name for name in listed.stdout.decode().split("\0") if name]
    contents = {path: path.read_bytes() for path in tracked if path.is_file()}
    assert contents.keys() >= {project / "CHANGELOG.md", project / ".ci/run", Path(__file__)}
    marks = re.compile(b"<" * 7 + b"|" + b">" * 7)
    assert [path for path, content in contents.items() if b"\0" not in content and marks.search(content)] == []


def test_nothing_that_git_ignores_was_added_to_it(project: Path):
    """A key that a test had made was once published."""
    if not (project / ".git").exists():
        pytest.skip("a copy without git's folder does not say which files are the project's")
    ignored = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    assert subprocess.run(ignored, cwd=project, check=True, capture_output=True).stdout == b""  # noqa: S603 # whichever git made the checkout


def test_every_place_that_is_named_in_the_docs_is_there(project: Path):
    """Files and folders between backticks, as CONTRIBUTING.md says where a change belongs."""
    folders = ("bot/", "cogs/", "command_line/", "data/", "docs/", "local_discord/", "tests/")
    pages = [*project.glob("*.md"), *(project / "docs").glob("*.md")]
    named = {name for page in pages for name in re.findall(r"`([\w./-]+)`", page.read_text("utf-8"))}
    places = {name for name in named if name.startswith(folders) and "NAME" not in name}
    yet_to_come = {"cogs/bookmarks/"}
    assert len(places) > 30
    assert {name for name in places if not (project / name).exists()} == yet_to_come
