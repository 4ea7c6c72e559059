"""Buttons, lists and forms whose ids nobody here has written: a hostile client, or an older version of the bot."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from cogs import EXTENSIONS
from cogs.ui.buttons import ITEMS, StudyItem, StudySelect
from cogs.ui.hosts import HostChannelSelect
from local_discord import Member, Message, Reply
from local_discord.interactions.interaction import Interaction, Kind, open_interaction
from local_discord.wire import JsonObject
from local_discord.world.content.components import ComponentType
from tests.cogs.conftest import Circle

for extension in EXTENSIONS:
    importlib.import_module(extension)  # puts its buttons and lists into ITEMS, before the test below is parametrized
BUTTON, CHANNEL_SELECT = ComponentType.BUTTON, 8


def forged(template: str) -> Iterator[str]:
    """Ids that fit the template and fit nothing there is: all numbers zero, one, and as large as they get."""
    parts = re.sub(r"\?P<\w+>|\?:|\)\?|[()]", "", template)
    for digit in "019":
        numbers = re.sub(r"\\d\{(?:\d+,)?(\d+)\}", lambda found, digit=digit: digit * int(found[1]), parts)
        words = re.sub(r"\[\\w[^\]]*\](?:\{(?:\d+,)?(\d+)\}|\+)", lambda found: "A" * int(found[1] or 4), numbers)
        flags = re.sub(r"\[01\]\{(\d)\}", lambda found: "1" * int(found[1]), words)
        yield flags.replace("[01]", "1").replace("[1-3]", "3")


async def use(who: Member, circle: Circle, message: Message, kind: type[StudyItem[Any]], custom_id: str) -> Reply:
    """What the bot answers to somebody who uses a button or list with this id."""
    data: dict[str, Any] = {"custom_id": custom_id, "id": 2, "component_type": BUTTON}
    shown: dict[str, Any] = {"type": BUTTON, "style": 2, "label": "?", "custom_id": custom_id, "id": 2}
    of_channels = issubclass(kind, HostChannelSelect)
    if of_channels or issubclass(kind, StudySelect):
        data |= {"component_type": CHANNEL_SELECT if of_channels else ComponentType.SELECT, "values": ["9" * 19]}
        shown = {"type": data["component_type"], "custom_id": custom_id, "id": 2, "options": [], "placeholder": "?"}
        if of_channels:
            data |= {"values": [str(circle.lobby.id)], "resolved": {}}
    message.components = [{"type": 1, "id": 1, "components": [shown]}]
    place: JsonObject = data
    application = circle.application
    opened = Interaction(
        circle.server.world.new_id(), application, Kind.COMPONENT, who.user, message.place, place, message
    )
    answer = await Reply(open_interaction(opened)).wait(10)
    await circle.quiet()  # what follows a promise of an answer, too
    return answer


@pytest.mark.parametrize("kind", ITEMS.values(), ids=ITEMS)
async def test_whatever_is_pressed_is_answered(circle: Circle, kind: type[StudyItem[Any]]):
    """With a sentence, never with an error that did not expect, and nobody waits for ever."""
    await circle.set_up()
    await circle.next_day(1)
    for who in (circle.host, circle.first):
        for custom_id in forged(kind.ids.pattern):
            assert re.fullmatch(kind.ids.pattern, custom_id), custom_id
            mine = await who.slash("/me", in_=circle.lobby)
            assert mine.message is not None
            answer = await use(who, circle, mine.message, kind, custom_id)
            text = answer.text + "".join(message.text for message in answer.interaction.follow_ups)
            assert text, custom_id
            assert "did not expect" not in text, custom_id


@pytest.mark.parametrize("kind", ITEMS.values(), ids=ITEMS)
async def test_what_no_version_can_have_written_is_answered(circle: Circle, kind: type[StudyItem[Any]]):
    """An id that only begins as those of its kind do."""
    mine = await circle.host.slash("/me", in_=circle.lobby)
    assert mine.message is not None
    answer = await use(circle.host, circle, mine.message, kind, f"{kind.ids.kind}:?")
    assert circle.says("error.old_command") in answer.text
