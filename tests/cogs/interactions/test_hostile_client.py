"""What a client sends that is not Discord's: longer than anybody can type, in places that Discord does not check."""

import pytest

from bot.core.lookup import autocomplete
from bot.interactions.forms import read_form
from bot.interactions.input_limits import FIELD, FOCUSED, OPTION, VALUE, cut_input
from bot.services.library import catalogue
from cogs.lookup.autocomplete_cache import Shelves
from cogs.ui import deferral
from local_discord import Reply
from local_discord.interactions.interaction import Answer, Interaction, Kind, open_interaction
from tests.cogs.conftest import Circle
from tests.services.conftest import pack

ENDLESS = 6000


@pytest.mark.parametrize("sign", ["#", "a ", "\n", "ﷺ"])
@pytest.mark.parametrize(
    ("command", "option"), [("/passage show", "passage"), ("/passage search", "essay"), ("/quote", "essay")]
)
async def test_what_is_listed_for_is_cut_before_any_cog_sees_it(
    circle: Circle, monkeypatch: pytest.MonkeyPatch, command: str, option: str, sign: str
):
    """Discord does not check how much somebody types there; all of it once stopped the bot for everybody."""
    seen: list[int] = []
    monkeypatch.setattr(autocomplete, "passages", lambda _, typed: seen.append(len(typed)) or [])
    monkeypatch.setattr(autocomplete, "essays", lambda _, typed: seen.append(len(typed)) or [])
    typed = {"words": "bread", option: sign * ENDLESS} if command == "/passage search" else {option: sign * ENDLESS}
    assert await circle.first.autocomplete(command, in_=circle.lobby, **typed) == []
    assert seen == [FOCUSED]


async def test_every_list_of_choices_stands_behind_the_same_cut(circle: Circle):
    """Each option of each command that lists choices, answered for a text of any length."""
    listed = 0
    for command in circle.bot.tree.walk_commands():
        names = [each.name for each in getattr(command, "parameters", ()) if each.autocomplete]
        for name in names:
            hosts = command.qualified_name.startswith(("study", "library", "questions"))
            member = circle.host if hosts else circle.first
            answer = await member.autocomplete(f"/{command.qualified_name}", in_=circle.lobby, **{name: "[" * ENDLESS})
            assert len(answer) <= 25
            listed += 1
    assert listed > 10


async def test_an_option_longer_than_it_declares_is_cut(circle: Circle):
    """`/passage show` takes 200 characters: what stands behind them is not read."""
    command = next(each for each in circle.application.commands.values() if each.name == "passage")
    typed = "On Bread 2" + " " * 190 + "no such passage" * 400
    option = {"name": "passage", "type": 3, "value": typed}
    data = {
        "id": str(command.id),
        "name": "passage",
        "type": 1,
        "options": [{"name": "show", "type": 1, "options": [option]}],
    }
    sent = Interaction(
        circle.server.world.new_id(), circle.application, Kind.COMMAND, circle.first.user, circle.lobby, data
    )
    reply = await Reply(open_interaction(sent)).wait(20)
    assert "Passage 2 of 3" in reply.text


def test_whatever_is_sent_is_cut_where_it_stands():
    """Options, values of lists and fields of forms, however deep; what is no text stays."""
    focused = {"name": "passage", "type": 3, "value": "#" * ENDLESS, "focused": True}
    other = {"name": "words", "type": 3, "value": "#" * ENDLESS}
    number = {"name": "days", "type": 4, "value": 3}
    chosen = {"component_type": 3, "custom_id": "drafts", "values": ["#" * ENDLESS, "2"]}
    cut_input({"options": [{"name": "show", "type": 1, "options": [focused, other, number]}]})
    cut_input(chosen)
    form = {"components": [{"type": 18, "component": {"custom_id": "text", "value": "#" * ENDLESS}}]}
    assert [len(str(each["value"])) for each in (focused, other, number)] == [FOCUSED, OPTION, 1]
    assert list(map(len, chosen["values"])) == [VALUE, 1]
    assert len(read_form("text:1:x", form).typed["text"]) == FIELD


async def test_only_so_many_passages_are_remembered(circle: Circle):
    """The shelf that was used longest ago is forgotten first; the one in use stays, however large."""
    shelves, guilds = Shelves(circle.bot, most=10), (101, 102)
    for guild_id in guilds:
        await catalogue.import_essay(circle.bot.database, guild_id, pack(f"Of guild {guild_id}", 4), {})
    for guild_id in (*guilds, *guilds):
        assert [len(each.openings) for each in await shelves.reachable(guild_id)] == [4, 5]
    assert list(shelves._known) == [guilds[1], None]


@pytest.mark.parametrize("command", ["/passage show", "/passage search", "/passage random", "/quote"])
async def test_a_look_up_that_takes_long_says_so_first(circle: Circle, monkeypatch: pytest.MonkeyPatch, command: str):
    """The person sees that the bot is thinking, and then the answer in its place."""
    monkeypatch.setattr(deferral, "AFTER", 0)
    options = {"/passage show": {"passage": "bread 2"}, "/passage search": {"words": "bread"}}.get(command, {})
    reply = await circle.first.slash(command, in_=circle.lobby, options=options)
    assert reply.interaction.answered_with is Answer.DEFERRED_MESSAGE
    assert reply.ephemeral
    assert "bread" in reply.text.casefold() or "salt" in reply.text.casefold()


async def test_a_page_of_a_search_that_takes_long_still_turns(circle: Circle, monkeypatch: pytest.MonkeyPatch):
    """The message stays what it is until the page is there."""
    monkeypatch.setattr(deferral, "AFTER", 0)
    await catalogue.import_essay(circle.bot.database, circle.guild.id, pack("Of pages", 9), {})
    found = await circle.first.slash("/passage search", in_=circle.lobby, options={"words": "pages"})
    turned = await circle.first.press("Next page", on=found)
    assert turned.interaction.answered_with is Answer.DEFERRED_UPDATE
    await circle.quiet()
    assert "Page 2 of 2" in found.text
