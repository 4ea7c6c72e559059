"""What can be said of `make clients` without the six libraries."""

import json
import re
from pathlib import Path

from tests.clients.__main__ import BOTS, CLIENTS, table
from tests.clients.steps import STEPS

REQUIREMENTS = Path(__file__).with_name("requirements")


def test_each_client_has_its_bot_and_exact_versions():
    """And no file names a place where the libraries come from."""
    for name, client in CLIENTS.items():
        assert (BOTS / client.script).is_file()
        assert client.lacks <= set(STEPS)
        if client.program != "node":
            lines = (REQUIREMENTS / f"{name}.txt").read_text("utf-8").splitlines()
            assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
    packages = json.loads((BOTS / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("integrity" in each and "resolved" not in each for path, each in packages.items() if path)
    assert packages[""]["dependencies"] == {"discord.js": packages["node_modules/discord.js"]["version"]}


def test_the_makefile_names_all_of_them(project: Path):
    """A client that is added is made ready as well."""
    makefile = (project / "Makefile").read_text("utf-8")
    named = re.search(r"^CLIENTS := (.*)$", makefile, re.MULTILINE)
    assert named
    assert {*named[1].split(), "discord.js"} == set(CLIENTS)


def test_the_table_shows_what_each_client_did():
    """A step that a library has nothing for is no failure, and an unknown route has a line of its own."""
    steps = dict.fromkeys(STEPS, "")
    played = {"one": steps | {"reply": "nothing came"}, "two": {"reply": ""} | {"unknown route GET /x": "501"}}
    lines = {line[:24].strip(): line[24:].split() for line in table(played).splitlines()}
    assert lines["reply"] == ["✗", "✓"]
    assert lines["pins"] == ["✓", "–"]
    assert lines["unknown route GET /x"] == ["–", "✗"]
