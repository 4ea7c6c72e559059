"""Every command that a text names is there, and is a mention to click on where Discord shows mentions."""

import re

import pytest

from bot.i18n import Texts
from bot.interactions.commands import paths
from tests.cogs.conftest import Circle
from tests.test_catalogue import commands_named, sentences

REGISTER = "PUT /applications/{application_id}/commands"
BY_HAND = re.compile(r"(?<![\w<:/])/[a-z]")
"""A command that stands in a sentence as it is, or between backticks."""


async def test_every_command_that_a_sentence_names_is_there(circle: Circle):
    """One that has another name now, or is gone, would be looked for in vain."""
    known = {f"/{command.qualified_name}" for command in circle.bot.tree.walk_commands()}
    assert len(commands_named()) > 50
    assert {(key, name) for key, name in commands_named() if name not in known} == set()


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
