"""No private name of a library is used but those that the other tests here hold to what they are."""

from pathlib import Path

import pytest

from tests.contracts import test_aiosqlite, test_discord_py
from tests.contracts.private_names import overridden_names, private_names, subclassing_modules

FOLDERS = ("bot", "cogs", "command_line")


def test_every_private_name_of_a_library_has_a_contract(project: Path):
    """One that is new needs its reason where it is used, and a test beside this one; one that is gone, none."""
    assert private_names(project, *FOLDERS) == test_discord_py.RELIED_ON | test_aiosqlite.RELIED_ON


def test_no_class_takes_a_private_name_of_its_base_by_accident(project: Path):
    """Such a name may come with a new version of the library, which then calls a function of ours."""
    taken = {module.__name__: overridden_names(module, *FOLDERS) for module in subclassing_modules(project, *FOLDERS)}
    assert len(taken) > 20
    assert {name: names for name, names in taken.items() if names} == {"bot.connection.shards": {"_handle_disconnect"}}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def ask(bot):\n    return bot._connection._views\n", {"_connection", "_views"}),
        ("class Ours(Client):\n    def ask(self):\n        return self._connection\n", {"_connection"}),
        ("class Ours(Client):\n    def _ask(self):\n        return super()._ask()\n", {"_ask"}),
        ("class Ours(Client):\n    def ask(self):\n        self.http._token = ''\n", {"_token"}),
        ("class Ours(Client):\n    def ask(self):\n        self._Client__shards[1] = self\n", {"_Client__shards"}),
        ("class Ours(Item):\n    @classmethod\n    def ask(cls):\n        return cls.__template__\n", {"__template__"}),
        ("class Ours(Theirs):\n    def ask(self):\n        return type(self)._kind\n", {"_kind"}),
        ("from discord import _state\nfrom discord._types import Kind\n", {"_state", "_types"}),
        ("def ask(bot):\n    return getattr(bot, '_connection')\n", {"_connection"}),
        ("class Ours:\n    def __init__(self):\n        self._of_ours = type(self).__name__\n", set()),
        ("class Ours(list[int]):\n    _of_ours: int\n    def ask(self):\n        return self._of_ours\n", set()),
        ("class Ours:\n    def _ask(self): ...\nclass More(Ours):\n    def f(self):\n        super()._ask()\n", set()),
        ("class Ours:\n    def _ask(self):\n        made = Ours()\n        made._ask()\n", set()),
        ("class Ours:\n    def _ask(self):\n        made = Theirs()\n        made._ask()\n", {"_ask"}),
        ("from bot.store import _of_ours\n", set()),
    ],
)
def test_private_names_are_told_from_our_own(tmp_path: Path, source: str, names: set[str]):
    """However they are come by."""
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/client.py").write_text(source, "utf-8")
    assert private_names(tmp_path, "bot") == ({"bot/client.py": names} if names else {})
