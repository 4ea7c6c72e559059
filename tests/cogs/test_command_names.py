"""Every command that a text names is there, and is a mention to click on where Discord shows mentions."""

import re
from pathlib import Path

import pytest
from discord import AppCommandType

from bot.i18n import Texts
from bot.interactions.commands import paths
from tests.cogs.conftest import Circle
from tests.test_catalogue import commands_named, sentences

REGISTER = "PUT /applications/{application_id}/commands"
BY_HAND = re.compile(r"(?<![\w<:/])/[a-z]")
"""A command that stands in a sentence as it is, or between backticks."""


def known_commands(circle: Circle) -> set[str]:
    return {f"/{command.qualified_name}" for command in circle.bot.tree.walk_commands()}


async def test_every_command_that_a_sentence_names_is_there(circle: Circle):
    """One that has another name now, or is gone, would be looked for in vain."""
    assert len(commands_named()) > 50
    assert {(key, name) for key, name in commands_named() if name not in known_commands(circle)} == set()


async def test_every_command_has_a_line_behind_its_door(circle: Circle, project: Path):
    """Members find theirs on one page, hosts on another, and neither page names one that is gone."""
    pages = [(project / "docs" / name).read_text("utf-8") for name in ("members.md", "hosts.md")]
    told = re.findall(r"^\| `/([a-z -]+)` \|", "".join(pages), re.MULTILINE)
    assert sorted(told) == sorted(paths(circle.bot.tree))
    assert {f"/{name}" for page in pages for name in re.findall(r"`/([a-z][a-z -]+)`", page)} <= known_commands(circle)


async def test_every_message_menu_has_a_line_for_members(circle: Circle, project: Path):
    """They are found with a right click, by whoever has read of them."""
    page = (project / "docs" / "members.md").read_text("utf-8")
    menus = [menu.name for menu in circle.bot.tree.get_commands(type=AppCommandType.message)]
    assert menus
    assert [name for name in menus if f"message menu *{name}*" not in page] == []


@pytest.mark.parametrize("by_hand", ["Run /study status.", "`/help`", "(/me has a button)", "See\n/today"])
def test_a_command_written_by_hand_is_found(by_hand: str):
    """As one is written, with marks around it or not."""
    assert BY_HAND.search(by_hand)


def test_no_sentence_names_a_command_by_hand():
    """It would be no mention, and nobody would notice when the command is gone: `{/study status}` is the way."""
    assert [key for key, sentence in sentences() if BY_HAND.search(re.sub(r"\{[^}]*\}", "", sentence))] == []


async def test_a_command_in_a_message_can_be_clicked_on(circle: Circle):
    """With the id that Discord has given to the whole command; in a label it stands as people type it."""
    ids = {command.name: command.id for command in circle.application.commands.values()}
    answer = (await circle.host.slash("/study status", in_=circle.lobby)).text
    assert f"</study setup:{ids['study']}>" in answer
    say = circle.bot.texts.say()
    assert say("me.now_hidden") == f"</group:{ids['group']}> no longer names you."
    assert say.plain("me.now_hidden") == "/group no longer names you."


async def test_a_group_of_commands_stands_as_people_know_it(circle: Circle):
    """It cannot be sent, so Discord has no mention of it."""
    assert "study setup" in paths(circle.bot.tree)
    assert "study" not in paths(circle.bot.tree)
    assert "for /study, /library and </settings:" in circle.bot.texts.say()("settings.host_role", role=1)


async def test_the_ids_are_known_at_the_next_start_without_asking(circle: Circle):
    """They are stored with what Discord was told."""
    told = circle.count(REGISTER)
    before = circle.bot.texts.say()("study.none_yet")
    await circle.stop()
    await circle.start()
    assert told() == 0
    assert "</study setup:" in before
    assert circle.bot.texts.say()("study.none_yet") == before


def test_before_the_ids_are_known_commands_stand_as_people_type_them():
    """Nothing is said to anybody then but in the terminal."""
    say = Texts().say()
    assert say("study.none_yet") == say.plain("study.none_yet")
