"""The bot with a second language, of which only a part is translated."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot import client
from bot.core.posts import PostContent
from bot.i18n import Texts
from bot.services.studies import reading
from local_discord.wire import JsonObject, objects
from tests.cogs.conftest import Circle
from tests.half_translated import CATALOGUE, write_catalogues

REGISTER = "PUT /applications/{application_id}/commands"


def speaks(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have the bot find its catalogues in this folder from its next start on."""
    monkeypatch.setattr(client, "Texts", lambda: Texts(folder))


def registered(circle: Circle, name: str) -> JsonObject:
    """A command as Discord was told of it."""
    return next(command.payload for command in circle.application.commands.values() if command.name == name)


def option(command: JsonObject, *names: str) -> JsonObject:
    """What lies in a command under these names, one in the other."""
    for name in names:
        command = next(each for each in objects(command.get("options")) if each.get("name") == name)
    return command


async def test_with_english_alone_discord_is_told_of_no_other_language(circle: Circle):
    """Not even that there are no translations."""
    told = [command.payload for command in circle.application.commands.values()]
    assert len(told) > 5
    assert {str(command.get(f"{what}_localizations")) for command in told for what in ("name", "description")} == {
        "None"
    }


async def test_discord_is_told_what_commands_do_in_a_new_language(
    stopped: Circle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """At the first start with it and after a change of it, and not at those after; names stay as they are."""
    await stopped.start()
    await stopped.stop()
    told = stopped.count(REGISTER)
    for folder, written in (("one", CATALOGUE), ("one again", CATALOGUE)):
        speaks(monkeypatch, write_catalogues(tmp_path / folder, written))
        await stopped.start()
        await stopped.stop()
    assert told() == 1
    today, library = registered(stopped, "today"), registered(stopped, "library")
    assert today.get("description_localizations") == {"pl": "Dzisiejszy fragment"}
    assert not today.get("name_localizations")
    assert not registered(stopped, "passage").get("description_localizations")
    assert option(library, "import", "file").get("description_localizations") == {"pl": "Plik z esejem"}
    changed = CATALOGUE.replace("Plik z esejem", "Plik")
    speaks(monkeypatch, write_catalogues(tmp_path / "two", changed))
    await stopped.start()
    assert told() == 2
    library = registered(stopped, "library")
    assert option(library, "import", "file").get("description_localizations") == {"pl": "Plik"}


async def test_a_post_is_said_in_the_language_fixed_at_its_claim(
    stopped: Circle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Its buttons and its thread; what a person is answered stays in the language of that person."""
    speaks(monkeypatch, write_catalogues(tmp_path / "locale"))
    await stopped.start()
    compose: Callable[..., PostContent] = reading.compose
    monkeypatch.setattr(reading, "compose", lambda *of, **more: replace(compose(*of, **more), said_in="pl"))
    await stopped.set_up()
    post, thread = await stopped.next_day(1)
    assert "Przeczytane" in post.buttons
    assert thread.name.startswith("Dzień 1")
    assert (await stopped.first.press("Przeczytane", on=post)).text.startswith("Noted")
