"""Interactions: what may be answered, when, and what comes of it."""

import asyncio
from typing import Any

import discord
import pytest
from discord import app_commands

from local_discord import File, NotPossible
from local_discord.interactions.interaction import Interaction
from tests.local_discord.bots import Bot, running
from tests.local_discord.calling import Caller, calling
from tests.local_discord.conftest import Club


async def register(call: Caller, club: Club) -> None:
    body = [{"name": "ask", "description": "Asks"}]
    assert (await call("PUT", f"/applications/{club.app.id}/commands", body)).status == 200


def opened(club: Club) -> Interaction:
    """An interaction that no bot knows of, so that the test can answer it by hand."""
    from local_discord.interactions.interaction import Kind, open_interaction

    command = club.app.commands_in(None)[0]
    data = {"id": str(command.id), "name": "ask", "type": 1}
    made = Interaction(club.world.new_id(), club.app, Kind.COMMAND, club.reader.user, club.lobby, data)
    return open_interaction(made)


async def answer(call: Caller, made: Interaction, body: dict[str, Any]) -> tuple[int, int]:
    got = await call("POST", f"/interactions/{made.id}/{made.token}/callback", body)
    return got.status, got.body["code"] if got.body else 0


SAY = {"type": 4, "data": {"content": "Here"}}


async def test_a_late_answer_is_unknown(club: Club):
    """10062 after three seconds (Receiving and Responding to Interactions)."""
    async with calling(club.server) as call:
        await register(call, club)
        made = opened(club)
        made.opened -= 3.1
        assert await answer(call, made, SAY) == (404, 10062)


async def test_a_second_answer_is_refused(club: Club):
    """40060, and the first one stands."""
    async with calling(club.server) as call:
        await register(call, club)
        made = opened(club)
        assert await answer(call, made, SAY) == (204, 0)
        assert await answer(call, made, SAY) == (400, 40060)
        assert [message.text for message in club.lobby.messages] == ["Here"]


async def test_an_answer_names_its_interaction(club: Club):
    """A token with another id is unknown."""
    async with calling(club.server) as call:
        await register(call, club)
        made = opened(club)
        got = await call("POST", f"/interactions/{made.id + 1}/{made.token}/callback", SAY)
        assert (got.status, got.body["code"]) == (404, 10062)


async def test_a_message_names_the_whole_command_it_answers(club: Club):
    """With its groups and subcommands (Message Resource, Message Interaction Object)."""
    async with calling(club.server) as call:
        group = {"name": "essays", "description": "Essays", "type": 2}
        group["options"] = [{"name": "list", "description": "Lists", "type": 1}]
        body = [{"name": "study", "description": "Studies", "options": [group]}]
        assert (await call("PUT", f"/applications/{club.app.id}/commands", body)).status == 200
        asking = asyncio.create_task(club.reader.slash("/study essays list", in_=club.lobby))
        await club.world.wait_for(lambda: bool(club.world.interactions), 5, "the command was sent")
        made = next(iter(club.world.interactions.values()))
        await answer(call, made, SAY)
        await asking
        got = await call("GET", f"/channels/{club.lobby.id}/messages/{club.lobby.messages[0].id}")
        assert got.body["interaction"]["name"] == "study essays list"


async def test_only_a_deleted_message_is_called_deleted(club: Club):
    """A follow-up to an ephemeral answer has no word of what it answers: it cannot be fetched (Message Resource)."""
    async with calling(club.server) as call:
        await register(call, club)
        for flags in (64, 0):
            made = opened(club)
            await answer(call, made, {"type": 4, "data": {"content": "Here", "flags": flags}})
            webhook = f"/webhooks/{club.app.id}/{made.token}"
            more = (await call("POST", webhook, {"content": "For all"})).body
            assert (more["type"], "referenced_message" in more) == (19, not flags)
            await call("DELETE", f"{webhook}/messages/@original")
            got = (await call("GET", f"/channels/{club.lobby.id}/messages/{more['id']}")).body
            assert got.get("referenced_message", "nothing") == ("nothing" if flags else None)


async def test_a_follow_up_needs_an_answer_and_a_living_token(club: Club):
    """10015 before the answer, 50027 after fifteen minutes."""
    async with calling(club.server) as call:
        await register(call, club)
        made = opened(club)
        path = f"/webhooks/{club.app.id}/{made.token}"
        early = await call("POST", path, {"content": "More"})
        assert (early.status, early.body["code"]) == (404, 10015)
        await answer(call, made, SAY)
        made.opened -= 901
        late = await call("POST", path, {"content": "More"})
        assert (late.status, late.body["code"]) == (401, 50027)


@pytest.mark.parametrize("body", [{"type": 4}, {"type": 4, "data": {}}, {"type": 7, "data": {}}, {"type": 8}])
async def test_answers_without_data_or_of_a_wrong_type(club: Club, body: dict[str, Any]):
    """A message needs its data; a command is not answered by an update or by choices."""
    async with calling(club.server) as call:
        await register(call, club)
        assert await answer(call, opened(club), body) == (400, 50035)


MODAL = {"custom_id": "m", "title": "Form"}
INPUT = {"type": 4, "custom_id": "a", "style": 1}


@pytest.mark.parametrize(
    "modal",
    [
        MODAL
        | {"components": [{"type": 18, "label": "A", "component": INPUT | {"custom_id": str(n)}} for n in range(6)]},
        MODAL | {"components": []},
        MODAL | {"components": [{"type": 18, "label": "x" * 46, "component": INPUT}]},
        MODAL | {"title": "x" * 46, "components": [{"type": 18, "label": "A", "component": INPUT}]},
        MODAL | {"components": [{"type": 18, "label": "A", "component": INPUT}] * 2},
        MODAL | {"components": [{"type": 18, "label": "A", "component": INPUT | {"min_length": 9, "max_length": 3}}]},
    ],
    ids=["six parts", "none", "a long label", "a long title", "one id twice", "min above max"],
)
async def test_forms_that_discord_refuses(club: Club, modal: dict[str, Any]):
    """Each is a 400, and no form opens (Receiving and Responding to Interactions, Modal)."""
    async with calling(club.server) as call:
        await register(call, club)
        made = opened(club)
        assert await answer(call, made, {"type": 9, "data": modal}) == (400, 50035)
        assert made.answered_with is None


class Pickers(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=60)
        self.picked: list[str] = []

    @discord.ui.select(
        placeholder="Weekdays",
        max_values=2,
        options=[discord.SelectOption(label=name, value=name[:2]) for name in ("Monday", "Tuesday", "Friday")],
    )
    async def days(self, interaction: discord.Interaction, select: discord.ui.Select[Any]) -> None:
        await interaction.response.send_message(" ".join(select.values), ephemeral=True)

    @discord.ui.select(cls=discord.ui.UserSelect, placeholder="Who")
    async def who(self, interaction: discord.Interaction, select: discord.ui.UserSelect[Any]) -> None:
        await interaction.response.send_message(select.values[0].name, ephemeral=True)

    @discord.ui.select(cls=discord.ui.RoleSelect, placeholder="Role")
    async def role(self, interaction: discord.Interaction, select: discord.ui.RoleSelect[Any]) -> None:
        await interaction.response.send_message(select.values[0].name, ephemeral=True)

    @discord.ui.select(cls=discord.ui.ChannelSelect, placeholder="Channel", channel_types=[discord.ChannelType.text])
    async def channel(self, interaction: discord.Interaction, select: discord.ui.ChannelSelect[Any]) -> None:
        await interaction.response.send_message(select.values[0].name, ephemeral=True)

    @discord.ui.button(label="Off", disabled=True)
    async def off(self, interaction: discord.Interaction, button: discord.ui.Button[Any]) -> None:
        """Never called."""


async def test_every_kind_of_select(club: Club):
    """Texts, people, roles and channels are picked as in the client, and arrive described."""
    bot = Bot()
    forum = club.guild.add_forum_channel("forum")

    @bot.tree.command(description="Picks")
    async def pick(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Pick", view=Pickers())

    async with running(bot, club.app):
        reply = await club.host.slash("/pick", in_=club.lobby)
        host = club.host
        assert (await host.choose("Weekdays", ["Monday", "Friday"], on=reply)).text == "Mo Fr"
        assert (await host.choose("Who", [club.reader], on=reply)).text == club.reader.user.username
        assert (await host.choose("Role", [club.guild.everyone], on=reply)).text == "@everyone"
        assert (await host.choose("Channel", [club.lobby], on=reply)).text == "lobby"
        for refused in (
            host.choose("Weekdays", ["Monday", "Tuesday", "Friday"], on=reply),
            host.choose("Weekdays", ["Sunday"], on=reply),
            host.choose("Channel", [forum], on=reply),
            host.press("Off", on=reply),
            host.press("On", on=reply),
        ):
            with pytest.raises(NotPossible):
                await refused


class Rich(discord.ui.Modal, title="All kinds"):
    def __init__(self) -> None:
        super().__init__(timeout=60)
        options = [discord.RadioGroupOption(label=name, value=name) for name in ("daily", "weekly")]
        boxes = [discord.CheckboxGroupOption(label=name, value=name) for name in ("read", "write")]
        self.file = discord.ui.FileUpload(custom_id="file", required=False)
        self.radio = discord.ui.RadioGroup(custom_id="radio", options=options)
        self.boxes = discord.ui.CheckboxGroup(custom_id="boxes", options=boxes)
        self.box = discord.ui.Checkbox(custom_id="box")
        self.who = discord.ui.UserSelect[Any](custom_id="who", required=False, min_values=0)
        for text, part in (
            ("File", self.file),
            ("How often", self.radio),
            ("What", self.boxes),
            ("Agreed", self.box),
            ("Who", self.who),
        ):
            self.add_item(discord.ui.Label(text=text, component=part))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        data = [await file.read() for file in self.file.values]
        found = [data, self.radio.value, self.boxes.values, self.box.value, [user.name for user in self.who.values]]
        await interaction.response.send_message(repr(found), ephemeral=True)


async def test_every_kind_of_form_field(club: Club):
    """A file, a radio group, checkboxes and people arrive as the client sends them."""
    bot = Bot()

    @bot.tree.command(description="Asks")
    async def ask(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Rich())

    async with running(bot, club.app):
        form = await club.reader.slash("/ask", in_=club.lobby)
        filled = {"File": File("a.md", b"# A"), "How often": "daily", "What": ["read"], "Who": club.host}
        reply = await club.reader.submit(form, Agreed=True, fields=filled)
        assert reply.text == repr([[b"# A"], "daily", ["read"], True, [club.host.user.username]])


async def test_files_travel_both_ways(club: Club):
    """An attached file is read by the bot, and one that the bot attaches by the members."""
    bot = Bot()

    @bot.tree.command(description="Turns a file around")
    async def turn(interaction: discord.Interaction, file: discord.Attachment) -> None:
        import io

        data = (await file.read())[::-1]
        await interaction.response.send_message("Turned", file=discord.File(io.BytesIO(data), "turned.txt"))

    async with running(bot, club.app):
        reply = await club.reader.slash("/turn", file=File("a.txt", b"abc"), in_=club.lobby)
        assert [(file.filename, file.data) for file in reply.files] == [("turned.txt", b"cba")]


async def test_pictures_in_components(club: Club):
    """`attachment://` becomes the file's address, and the alt text stays."""
    import io

    bot = Bot()

    @bot.tree.command(description="Draws")
    async def draw(interaction: discord.Interaction) -> None:
        view = discord.ui.LayoutView()
        gallery = discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://a.png", description="A quote"))
        view.add_item(discord.ui.Container(gallery, discord.ui.File("attachment://a.txt")))
        files = [discord.File(io.BytesIO(b"png"), "a.png"), discord.File(io.BytesIO(b"txt"), "a.txt")]
        await interaction.response.send_message(view=view, files=files)

    async with running(bot, club.app):
        reply = await club.reader.slash("/draw", in_=club.lobby)
        assert reply.message
        gallery, file = reply.message.components[0]["components"]  # type: ignore[misc, index] # the shape of JSON
        assert gallery["items"][0]["media"]["url"] == reply.files[0].url  # type: ignore[index, call-overload] # as above
        assert gallery["items"][0]["description"] == "A quote"  # type: ignore[index, call-overload] # as above
        assert file["name"] == "a.txt"  # type: ignore[index, call-overload] # as above


async def test_answers_are_changed_and_taken_away(club: Club):
    """@original and follow-ups can be read, edited and deleted with the token, ephemeral ones too."""
    bot = Bot()

    @bot.tree.command(description="Changes")
    async def change(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("One", ephemeral=True)
        assert (await interaction.original_response()).content == "One"
        await interaction.edit_original_response(content="Two")
        more = await interaction.followup.send("More", ephemeral=True, wait=True)
        await more.edit(content="Even more")
        await more.delete()
        await interaction.delete_original_response()

    async with running(bot, club.app):
        reply = await club.reader.slash("/change", in_=club.lobby)
        await club.world.wait_for(lambda: reply.message is None, 5, "the answer went")
        assert club.reader.reads(club.lobby) == []


async def test_a_deferred_update_changes_its_message(club: Club):
    """A button that is acknowledged first leaves the message as it is until the edit."""
    bot = Bot()

    class Later(discord.ui.View):
        @discord.ui.button(label="Go")
        async def go(self, interaction: discord.Interaction, button: discord.ui.Button[Any]) -> None:
            await interaction.response.defer()
            await interaction.edit_original_response(content="Gone", view=None)

    @bot.tree.command(description="Starts")
    async def start(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Ready", view=Later())

    async with running(bot, club.app):
        first = await club.reader.slash("/start", in_=club.lobby)
        reply = await club.reader.press("Go", on=first)
        assert reply.deferred
        assert reply.updated
        assert (await club.reader.sees(text="Gone", in_=club.lobby)) is first.message
        assert first.buttons == []


async def test_others_do_not_see_what_is_ephemeral(club: Club):
    """Another member cannot press a button of an ephemeral reply, and the bot's history lacks it."""
    bot = Bot()

    @bot.tree.command(description="Whispers")
    async def whisper(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Psst", view=Pickers(), ephemeral=True)

    async with running(bot, club.app):
        reply = await club.host.slash("/whisper", in_=club.lobby)
        with pytest.raises(NotPossible, match="does not see that message"):
            await club.reader.choose("Weekdays", ["Monday"], on=reply)
        channel = bot.get_channel(club.lobby.id)
        assert isinstance(channel, discord.TextChannel)
        assert [message async for message in channel.history()] == []


async def test_hidden_channels_cannot_be_chosen(club: Club):
    """A channel option offers what the person sees."""
    bot = Bot()
    hidden = club.guild.add_text_channel("hosts", overwrites={club.guild.everyone: (0, 1024)})

    @bot.tree.command(description="Goes")
    async def go(interaction: discord.Interaction, where: discord.TextChannel) -> None:
        await interaction.response.send_message(where.name)

    async with running(bot, club.app):
        assert (await club.reader.slash("/go", where=club.lobby, in_=club.lobby)).text == "lobby"
        with pytest.raises(NotPossible, match="is hidden from Reader"):
            await club.reader.slash("/go", where=hidden, in_=club.lobby)


async def test_groups_choices_and_numbers(club: Club):
    """Subcommands of groups, choices by name, and whole numbers reach the bot."""
    bot = Bot()
    study = app_commands.Group(name="study", description="Studies")
    inner = app_commands.Group(name="plan", description="Plans", parent=study)

    @inner.command(description="Sets the pace")
    @app_commands.choices(
        pace=[app_commands.Choice(name="Every day", value=1), app_commands.Choice(name="Weekly", value=7)]
    )
    async def pace(interaction: discord.Interaction, pace: int, weight: float | None = None) -> None:
        await interaction.response.send_message(f"{pace} {weight}")

    bot.tree.add_command(study)
    async with running(bot, club.app):
        assert (await club.host.slash("/study plan pace", pace="Weekly", weight=1.5, in_=club.lobby)).text == "7 1.5"
        for command, options in (
            ("/study plan pace", {"pace": "Hourly"}),
            ("/study plan", {}),
            ("/study stop", {}),
            ("/stop", {}),
            ("/study plan pace", {"pace": "Weekly", "speed": 3}),
        ):
            with pytest.raises(NotPossible):
                await club.host.slash(command, in_=club.lobby, options=options)
