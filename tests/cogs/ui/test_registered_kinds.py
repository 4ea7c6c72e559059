"""Every kind of button, list and form is there once the bot has started, also of what is loaded only when asked for."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import importlib, pkgutil
import cogs
from cogs.ui.buttons import ITEMS
from cogs.ui.forms import FORMS

for name in cogs.EXTENSIONS:
    importlib.import_module(name)
at_the_start = ITEMS.keys() | FORMS.keys()
for module in pkgutil.walk_packages(cogs.__path__, "cogs."):
    importlib.import_module(module.name)
print(*sorted((ITEMS.keys() | FORMS.keys()) - at_the_start))
"""


def test_nothing_that_can_be_pressed_is_loaded_late(project: Path):
    """Somebody may press what was shown before a restart, before anybody asks for it again."""
    command = [sys.executable, "-c", PROGRAM]
    result = subprocess.run(command, cwd=project, check=True, capture_output=True, text=True)  # noqa: S603 # a program of our own
    assert result.stdout.split() == []
