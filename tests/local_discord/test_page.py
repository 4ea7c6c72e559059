"""The page's back end: who may use it, what it tells, and what can be done through it."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
import pytest

from local_discord import LocalDiscord, Permission
from local_discord.page.page import STATIC
from tests.local_discord.bots import Bot, running
from tests.local_discord.conftest import Club


class Browser:
    """The page's side of the socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.told: list[dict[str, Any]] = []
        self.number = 0

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(5):
            frame: dict[str, Any] = (await self.socket.receive()).json()
        self.told.append(frame)
        return frame

    async def open(self, person: int | None = None) -> dict[str, Any]:
        await self.socket.send_json({"open": {"person": str(person)} if person else {}})
        while "state" not in (frame := await self.next()):
            pass
        return frame["state"]

    async def do(self, action: str, **more: Any) -> dict[str, Any]:
        self.number += 1
        await self.socket.send_json({"id": self.number, "do": action, **more})
        while (frame := await self.next()).get("id") != self.number:
            pass
        return frame

    async def ok(self, action: str, **more: Any) -> dict[str, Any]:
        frame = await self.do(action, **more)
        assert "error" not in frame, frame
        return frame["ok"]

    async def event(self, name: str) -> dict[str, Any]:
        for frame in self.told:
            if frame.get("event") == name:
                self.told.remove(frame)
                return frame["data"]
        while (await self.next()).get("event") != name:
            pass
        return self.told.pop()["data"]


@asynccontextmanager
async def browsing(server: LocalDiscord) -> AsyncIterator[Browser]:
    headers = {"Origin": server.origin}
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{server.origin}/page/socket?key={server.page.key}", headers=headers) as socket,
    ):
        yield Browser(socket)


async def test_the_page_is_served_with_a_strict_policy(club: Club):
    """Nothing but its own scripts, styles and pictures may load."""
    async with aiohttp.ClientSession() as session:
        files = [f"/static/{file.name}" for file in STATIC.iterdir() if file.suffix in {".js", ".css"}]
        for url in [club.server.page_url, *(club.server.origin + file for file in files)]:
            async with session.get(url) as got:
                assert got.status == 200
                assert got.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
                assert got.headers["X-Content-Type-Options"] == "nosniff"
        for path in ("/static/..%2fpage.py", "/static/nothing.js", "/static/__init__.py"):
            async with session.get(club.server.origin + path) as got:
                assert got.status == 404


async def test_what_a_person_sees(club: Club):
    """The state has the visible channels and messages, and nothing of the hidden ones."""
    hidden = club.guild.add_text_channel("hosts", overwrites={club.guild.everyone: (0, 1024)})
    await club.reader.say("Hello", in_=club.lobby)
    async with browsing(club.server) as page:
        state = await page.open(club.reader.id)
        assert state["person"]["global_name"] == "Reader"
        assert [channel["name"] for channel in state["guilds"][0]["channels"]] == ["lobby"]
        assert [message["content"] for message in state["messages"][str(club.lobby.id)]] == ["Hello"]
        assert str(hidden.id) not in state["messages"]
        assert [direct["recipients"][0]["username"] for direct in state["direct"]] == ["Daily Passage"]
        assert (await page.open())["person"]["global_name"] == "Host"


async def test_events_arrive_as_they_happen(club: Club):
    """Messages, threads and the clock are pushed; a new channel brings the whole state."""
    async with browsing(club.server) as page:
        await page.open(club.host.id)
        said = await club.reader.say("Hello", in_=club.lobby)
        assert (await page.event("MESSAGE_CREATE"))["content"] == "Hello"
        await club.reader.edit(said, "Hello!")
        assert (await page.event("MESSAGE_UPDATE"))["content"] == "Hello!"
        await club.reader.start_thread("Talk", on=said)
        assert (await page.event("THREAD_CREATE"))["name"] == "Talk"
        await club.reader.delete(said)
        assert (await page.event("MESSAGE_DELETE"))["id"] == str(said.id)
        club.server.clock.move(timedelta(days=1))
        assert await page.event("CLOCK")
        club.guild.add_text_channel("new")
        while "state" not in (frame := await page.next()):
            pass
        assert [channel["name"] for channel in frame["state"]["guilds"][0]["channels"]] == ["lobby", "new"]


async def test_nothing_of_what_others_see(club: Club):
    """Messages of a hidden channel, and what is ephemeral for somebody else, do not reach the page."""
    hidden = club.guild.add_text_channel("hosts", overwrites={club.guild.everyone: (0, 1024)})
    hidden.set_overwrite(club.host.user, allow=1024)
    bot = Bot()

    @bot.tree.command(description="Whispers")
    async def whisper(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Psst", ephemeral=True)

    async with running(bot, club.app), browsing(club.server) as page:
        await page.open(club.reader.id)
        await club.host.say("Between us", in_=hidden)
        await club.host.slash("/whisper", in_=club.lobby)
        await club.host.say("For all", in_=club.lobby)
        assert (await page.event("MESSAGE_CREATE"))["content"] == "For all"
        assert not any("Psst" in repr(frame) or "Between us" in repr(frame) for frame in page.told)


class Name(discord.ui.Modal, title="Name"):
    name = discord.ui.TextInput[Any](label="Name", custom_id="name")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"Hello {self.name.value}", ephemeral=True)


async def test_everything_can_be_done_through_it(club: Club):
    """Commands, suggestions, buttons, selects, forms, menus, files and messages."""
    bot = Bot()

    class Parts(discord.ui.View):
        @discord.ui.button(label="Form", custom_id="form")
        async def form(self, interaction: discord.Interaction, button: discord.ui.Button[Any]) -> None:
            await interaction.response.send_modal(Name())

        @discord.ui.select(cls=discord.ui.UserSelect, custom_id="who")
        async def who(self, interaction: discord.Interaction, select: discord.ui.UserSelect[Any]) -> None:
            await interaction.response.send_message(f"Picked {select.values[0].id}")

    @bot.tree.command(description="Shows")
    async def show(
        interaction: discord.Interaction, text: str, times: int, where: discord.TextChannel, file: discord.Attachment
    ) -> None:
        data = (await file.read()).decode()
        await interaction.response.send_message(f"{text * times} {where.id} {data}", view=Parts())

    @show.autocomplete("text")
    async def suggest(_: discord.Interaction, current: str) -> list[discord.app_commands.Choice[str]]:
        return [discord.app_commands.Choice(name=current.upper(), value=current)]

    @bot.tree.context_menu(name="Keep")
    async def keep(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Kept {message.id}", ephemeral=True)

    lobby = str(club.lobby.id)
    async with running(bot, club.app), browsing(club.server) as page:
        state = await page.open(club.reader.id)
        assert {state["commands"][each]["name"] for each in state["shown"][lobby]} == {"show", "Keep"}
        suggested = await page.ok("autocomplete", **{"in": lobby}, command="show", options={"text": "hi"})
        assert suggested["choices"] == [{"name": "HI", "value": "hi"}]
        upload = await page.ok("upload", name="a.txt", data=base64.b64encode(b"abc").decode())
        options = {"text": "hi", "times": "2", "where": lobby, "file": upload["upload"]}
        shown = await page.ok("slash", **{"in": lobby}, command="show", options=options)
        told = await page.event("MESSAGE_CREATE")
        assert (told["id"], told["content"]) == (shown["message"], f"hihi {lobby} abc")
        form = (await page.ok("press", **{"in": lobby}, message=shown["message"], custom_id="form"))["modal"]
        assert form["components"][0]["components"][0]["custom_id"] == "name"
        await page.ok("submit", form=form["form"], values={"name": "Reader"})
        assert (await page.event("MESSAGE_CREATE"))["content"] == "Hello Reader"
        picked = {"message": shown["message"], "custom_id": "who", "values": [str(club.host.id)]}
        await page.ok("choose", **{"in": lobby}, **picked)
        assert (await page.event("MESSAGE_CREATE"))["content"] == f"Picked {club.host.id}"
        await page.ok("menu", **{"in": lobby}, name="Keep", message=shown["message"])
        assert (await page.event("MESSAGE_CREATE"))["content"] == f"Kept {shown['message']}"
        said = await page.ok("say", **{"in": lobby}, content="Hm", files=[upload["upload"]])
        await page.ok("reply", **{"in": lobby}, to=said["message"], content="Hm indeed")
        await page.ok("edit", **{"in": lobby}, message=said["message"], content="Hm.")
        await page.ok("react", **{"in": lobby}, message=said["message"], emoji="👍")
        await page.ok("unreact", **{"in": lobby}, message=said["message"], emoji="👍")
        assert (await page.ok("thread", **{"in": lobby}, message=said["message"], name="Talk"))["thread"]
        await page.ok("delete", **{"in": lobby}, message=said["message"])
        assert [message.text for message in club.lobby.messages][-1] == "Hm indeed"


async def test_refusals_are_sentences(club: Club):
    """What cannot be done is said in words, and nothing breaks."""
    async with browsing(club.server) as page:
        assert (await page.do("say", content="Hello"))["error"] == "Choose whom to act as first."
        await page.open(club.reader.id)
        lobby = str(club.lobby.id)
        for asked, sentence in (
            ({"do": "dance"}, "The page does not know the action 'dance'."),
            ({"do": "say", "in": "1", "content": "a"}, "That place is not there any more."),
            ({"do": "say", "in": lobby, "content": ""}, "A message needs some text or a file."),
            ({"do": "say", "in": lobby, "content": "a", "files": ["9"]}, "That file was not uploaded."),
            ({"do": "press", "in": lobby, "message": "1"}, "That message is not there any more."),
            ({"do": "submit", "form": "1"}, "That form is not open any more."),
            (
                {"do": "slash", "in": lobby, "command": "x"},
                "x does not exist for Reader there; Discord offers no commands.",
            ),
            ({"do": "upload", "name": "a", "data": "%"}, "That file did not arrive whole."),
            ({"do": "move_clock", "to": "next"}, "Nothing is planned: no study is under way."),
        ):
            assert (await page.do(**_renamed(asked)))["error"] == sentence
        await page.socket.send_str("{")
        assert (await page.next())["error"] == "That was no JSON."


def _renamed(asked: dict[str, Any]) -> dict[str, Any]:
    return {("action" if key == "do" else key): value for key, value in asked.items()}


async def test_the_clock_moves_to_the_next_post(monkeypatch: pytest.MonkeyPatch):
    """The button asks whoever started the server for the next moment, and moves the clock there."""
    planned: list[datetime] = []

    async def next_moment() -> datetime | None:
        return planned[0] if planned else None

    async with LocalDiscord(next_moment=next_moment) as server:
        server.world.add_guild("Readers").add_member("Reader")
        async with browsing(server) as page:
            assert (await page.open())["next_moment"] is True
            planned.append(server.clock.now() + timedelta(hours=9))
            await page.ok("move_clock", to="next")
            assert server.clock.now() >= planned[0]
            before = server.clock.now()
            await page.ok("move_clock", seconds=86400)
            assert server.clock.now() - before >= timedelta(days=1)


async def test_the_page_hears_when_the_next_post_comes(club: Club):
    """After it opened, and whenever something happened that changed it."""
    planned: list[datetime] = []

    async def next_moment() -> datetime | None:
        return planned[0] if planned else None

    club.server.page.schedule.next_moment = next_moment
    async with browsing(club.server) as page:
        await page.open(club.host.id)
        assert await page.event("NEXT") == {"at": None}
        planned.append(club.server.clock.now() + timedelta(hours=9))
        await club.reader.say("Shall we begin?", in_=club.lobby)
        assert datetime.fromisoformat((await page.event("NEXT"))["at"]) == planned[0]


async def test_time_passes_as_whoever_started_the_server_lets_it_pass(club: Club):
    """The clock is moved by them, who see to what is due on the way."""
    passed: list[timedelta] = []

    async def pass_time(until: datetime) -> None:
        passed.append(until - club.server.clock.now())
        club.server.clock.move_to(until)

    club.server.page.schedule.pass_time = pass_time
    async with browsing(club.server) as page:
        await page.open(club.host.id)
        await page.ok("move_clock", seconds=604800)
        assert timedelta(days=7) - passed[0] < timedelta(seconds=5)


async def test_who_may_makes_channels(club: Club):
    """A text channel or a forum with tags, named as Discord's client does; for others a sentence."""
    keepers = club.guild.add_role("Keepers", Permission.MANAGE_CHANNELS)
    club.guild.give_role(club.host, keepers)
    async with browsing(club.server) as page:
        await page.open(club.host.id)
        made = await page.ok("channel", guild=str(club.guild.id), name="Book Club")
        assert club.guild.channels[int(made["channel"])].name == "book-club"
        made = await page.ok("channel", guild=str(club.guild.id), name="posts", tags=["Passage"])
        assert [tag.name for tag in club.guild.channels[int(made["channel"])].tags] == ["Passage"]
        for wrong in (
            {"name": " "},
            {"name": "x" * 101},
            {"name": "x", "tags": ["y" * 21]},
            {"name": "x", "tags": [""]},
        ):
            assert "characters" in (await page.do("channel", guild=str(club.guild.id), **wrong))["error"]
        assert "not there" in (await page.do("channel", guild="1", name="x"))["error"]
        await page.open(club.reader.id)
        assert "may not make channels" in (await page.do("channel", guild=str(club.guild.id), name="x"))["error"]
