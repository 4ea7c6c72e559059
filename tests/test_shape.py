"""What the shape of the house may be, and that it is measured rightly."""

from pathlib import Path

import pytest

from tests.import_graph import circles
from tests.shape import MEASURED, Length, measure, percentile, purity, report, siblings

PURE = 0.6
MOST_LINES_OF_A_FILE = 200
"""Of 90 % of the files: the longest is printed by `make shape` and not bounded, so that none is split for a number."""
MOST_LINES_OF_A_FUNCTION = 40
MOST_SIBLINGS = 12


def test_most_lines_are_free_of_discord_database_and_http(project: Path):
    """They can be read, tried and moved without any of the three."""
    assert purity(measure(project, *MEASURED)) >= PURE


def test_most_files_are_read_at_one_sitting(project: Path):
    """Nine of ten."""
    assert percentile([module.lines for module in measure(project, *MEASURED)], 90) <= MOST_LINES_OF_A_FILE


def test_no_function_is_longer_than_a_screen(project: Path):
    """What needs more does more than one thing."""
    functions = [function for module in measure(project, *MEASURED) for function in module.functions]
    assert [function for function in functions if function.lines > MOST_LINES_OF_A_FUNCTION] == []


def test_no_folder_holds_more_than_a_dozen(project: Path):
    """More cannot be taken in at a look."""
    counts = siblings(measure(project, *MEASURED))
    assert {folder: count for folder, count in counts.items() if count > MOST_SIBLINGS} == {}


def test_no_import_leads_in_a_circle(project: Path):
    """What imports each other can only be read, tried and moved together."""
    assert circles(project, *MEASURED, "command_line", "local_discord") == []


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """A small house with one of everything that is measured."""
    files = {
        "bot/__init__.py": "",
        "bot/client.py": "def start():\n    from discord.ext import commands\n    return commands\n",
        "bot/core/__init__.py": '"""Pure."""\n',
        "bot/core/text.py": "import discordant\nfrom bot.yarl import x\n\nclass A:\n    @x\n    def f(self): ...\n\n",
        "bot/store/migrations/versions/first.py": "def upgrade():\n" + "    pass\n" * 99,
        "cogs/daily/cog.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import yarl\n",
        "cogs/daily/times.py": "async def f():\n    def g():\n        pass\n    return g\n",
        "cogs/daily/notes.txt": "no Python\n",
        "tests/test_it.py": "assert True\n",
    }
    for name, source in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source, "utf-8")
    return tmp_path


def test_purity_is_a_share_of_lines(made_up: Path):
    """12 of 18: imports count inside functions and for type checkers too, names that only look alike do not."""
    modules = measure(made_up, *MEASURED)
    assert [module.path.as_posix() for module in modules if not module.pure] == ["bot/client.py", "cogs/daily/cog.py"]
    assert purity(modules) == 12 / 18


def test_functions_are_measured_from_def_to_the_end(made_up: Path):
    """Methods and inner functions too; a decorator stands before the `def`."""
    functions = [function for module in measure(made_up, *MEASURED) for function in module.functions]
    assert functions == [
        Length("bot/client.py:1 start", 3),
        Length("bot/core/text.py:6 f", 1),
        Length("cogs/daily/times.py:1 f", 4),
        Length("cogs/daily/times.py:2 g", 2),
    ]


def test_siblings_are_the_modules_and_packages_of_a_folder(made_up: Path):
    """Neither `__init__.py`, nor other files, nor folders in which nothing is measured."""
    assert siblings(measure(made_up, *MEASURED)) == {"bot": 2, "cogs/daily": 2, "bot/core": 1, "cogs": 1}


@pytest.mark.parametrize(
    ("values", "expected"), [([7], 7), ([*range(1, 11)], 9), ([*range(11, 0, -1)], 10), ([1] * 9 + [500], 1)]
)
def test_a_percentile_is_one_of_the_values(values: list[int], expected: int):
    """At most a tenth of them is larger than the 90th."""
    assert percentile(values, 90) == expected
    assert sum(value > expected for value in values) <= len(values) / 10


def test_the_report_says_it_all(made_up: Path):
    """Longest and fullest first, statements folder by folder."""
    (made_up / "bot/core/stems.py").write_text("import bot.client\n", "utf-8")
    (made_up / "bot/client.py").write_text("import bot.core.stems\n" * 3, "utf-8")
    assert (
        "\n".join(report(made_up))
        == """\
bot + cogs, migrations left out
  free of Discord, database and HTTP: 84.2% of 19 lines
  files: 7; lines: median 3, 90 % at most 7, longest:
        7  bot/core/text.py
        4  cogs/daily/times.py
        3  bot/client.py
        3  cogs/daily/cog.py
        1  bot/core/__init__.py
  functions: 3; lines: median 2, 90 % at most 4, longest:
        4  cogs/daily/times.py:1 f
        2  cogs/daily/times.py:2 g
        1  bot/core/text.py:6 f
  modules and packages a folder:
        2  bot
        2  bot/core
        2  cogs/daily
        1  cogs
  import circles: 1
        2  bot.client bot.core.stems
statements
       10  bot
        7  cogs
        0  command_line
        0  local_discord
        1  tests"""
    )
