"""The 24 steps that every client takes, each by what people would do and see."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from local_discord import Application, Channel, File, Guild, LocalDiscord, Member, Message, Role, Thread, Value

COMMANDS = frozenset("hello whisper wait edit more ask drink press find name turn thread members".split())
V2 = 32768
SOON = 10.0
"""Seconds in which anything has to happen."""


@dataclass(frozen=True, slots=True)
class Room:
    """A server with the bot in it, a host and a reader."""

    server: LocalDiscord
    app: Application
    guild: Guild
    lobby: Channel
    hosts: Role
    host: Member
    reader: Member

    async def until(self, true: Callable[[], bool], what: str) -> None:
        await self.server.world.wait_for(true, SOON, what)

    async def answers(self, command: str, expected: str, **options: Value) -> None:
        """Uses a command in the lobby, and waits until its answer is what was expected."""
        reply = await self.reader.slash(command, in_=self.lobby, options=options)
        await self.until(lambda: reply.text == expected, f"{command} said {expected!r}")

    async def comes_back(self, words: str, lose: Awaitable[None]) -> None:
        """Loses the connection, says something meanwhile, and waits for the answer and for the next connection."""
        lost = self.server.gateway.of(self.app)
        await lose
        await self.echo(words)
        await self.until(lambda: any(each not in lost for each in self.server.gateway.of(self.app)), "it came back")

    async def echo(self, words: str) -> None:
        """Says something, and waits until the bot says it back."""
        said = await self.reader.say(words, in_=self.lobby)
        answer = await self.reader.sees(text=f"You said {words}", in_=self.lobby, timeout=3 * SOON)
        assert answer.reference_id == said.id


async def log_in(room: Room) -> None:
    await room.app.online(within=3 * SOON)


async def sync_commands(room: Room) -> None:
    await room.until(
        lambda: {each.name for each in room.app.commands.values()} >= COMMANDS, "it registered its commands"
    )


async def reply(room: Room) -> None:
    got = await room.reader.slash("/hello", in_=room.lobby)
    assert (got.text, got.ephemeral) == ("Hello", False)


async def ephemeral(room: Room) -> None:
    got = await room.reader.slash("/whisper", in_=room.lobby)
    assert (got.text, got.ephemeral) == ("Only you", True)


async def deferral(room: Room) -> None:
    got = await room.reader.slash("/wait", in_=room.lobby)
    assert (got.text, got.deferred) == ("Done", True)


async def edit(room: Room) -> None:
    await room.answers("/edit", "Two")


async def follow_up(room: Room) -> None:
    got = await room.reader.slash("/more", in_=room.lobby)
    assert (got.text, (await got.follow_up()).text) == ("This", "And more")


async def modal(room: Room) -> None:
    form = await room.reader.slash("/ask", in_=room.lobby)
    assert (await room.reader.submit(form, Why="it is shorter")).text == "Because it is shorter"


async def select(room: Room) -> None:
    offered = await room.reader.slash("/drink", in_=room.lobby)
    got = await room.reader.choose("Drink", ["tea"], on=offered)
    assert (got.text, got.updated, got.menus) == ("You chose tea", True, [])


async def button(room: Room) -> None:
    got = await room.reader.press("Press", on=await room.reader.slash("/press", in_=room.lobby))
    await room.until(lambda: got.text == "Pressed", "the message said that its button was pressed")


async def autocompletion(room: Room) -> None:
    choices = await room.reader.autocomplete("/find", in_=room.lobby, words="ne")
    assert [choice.name for choice in choices] == ["neighbour", "next"]
    await room.answers("/find", "Found next", words="next")


async def resolved_options(room: Room) -> None:
    await room.answers("/name", "Host lobby Hosts", who=room.host, where=room.lobby, role=room.hosts)


async def files(room: Room) -> None:
    got = await room.reader.slash("/turn", in_=room.lobby, file=File("a.txt", b"abc"))
    await room.until(lambda: [file.data for file in got.files] == [b"cba"], "the file came back turned around")


async def components_v2(room: Room) -> None:
    got = await room.reader.slash("/layout", in_=room.lobby)
    assert got.message
    assert (got.text, got.buttons, got.message.flags & V2) == ("A layout", ["Press"], V2)


async def thread(room: Room) -> None:
    await room.answers("/thread", "Opened")
    talk = _talk(room)
    assert talk.name == "Talk"
    assert talk.messages[-1].text == "First word"


async def thread_members(room: Room) -> None:
    await room.host.say("I am here", in_=_talk(room))
    got = await room.reader.slash("/members", in_=_talk(room))
    assert got.text == f"{len(_talk(room).joined)} members"


def _talk(room: Room) -> Thread:
    begun = next(each for each in room.lobby.messages if each.text == "Day 1")
    assert begun.thread
    return begun.thread


async def history(room: Room) -> None:
    await room.answers("/history", "Three Two One, before it Two")


async def pins(room: Room) -> None:
    await room.answers("/pins", "Keep this, then 0")


async def nonce(room: Room) -> None:
    await room.answers("/nonce", "1 message")
    assert [each.text for each in room.lobby.messages].count("Once") == 1


async def reactions(room: Room) -> None:
    got = await room.reader.slash("/react", in_=room.lobby)
    message: Message | None = got.message
    assert message
    await room.until(lambda: message.reactions == {"👍": [room.app.user]}, "it reacted")


async def refusal(room: Room) -> None:
    await room.answers("/rename", "Refused: 50013")


async def resume(room: Room) -> None:
    async def cut() -> None:
        room.server.faults.cut_gateway()

    begun = room.app.identifies
    await room.comes_back("while you were away", cut())
    assert room.app.identifies == begun, "it came back with RESUME"


async def reconnect(room: Room) -> None:
    begun = room.app.identifies
    await room.comes_back("after op 7", room.server.faults.ask_to_reconnect())
    assert room.app.identifies == begun, "it came back with RESUME"


async def invalid_session(room: Room) -> None:
    begun = room.app.identifies
    await room.server.faults.invalidate_sessions()
    await room.server.world.wait_for(lambda: room.app.identifies > begun, 3 * SOON, "it identified anew")
    await room.app.online(within=SOON)
    await room.echo("after op 9")


Step: TypeAlias = "Callable[[Room], Awaitable[None]]"
STEPS: Mapping[str, Step] = {
    "login and READY": log_in,
    "commands synced": sync_commands,
    "reply": reply,
    "ephemeral reply": ephemeral,
    "deferral": deferral,
    "edit": edit,
    "follow-up": follow_up,
    "modal": modal,
    "select": select,
    "button": button,
    "autocompletion": autocompletion,
    "resolved options": resolved_options,
    "file down and up": files,
    "Components V2": components_v2,
    "thread": thread,
    "thread members": thread_members,
    "history": history,
    "pins": pins,
    "nonce": nonce,
    "reaction": reactions,
    "permission refused": refusal,
    "connection cut, resume": resume,
    "reconnect (op 7)": reconnect,
    "invalid session (op 9)": invalid_session,
}


async def take(step: Step, room: Room) -> str:
    """What went wrong in a step, in one line; empty when nothing did."""
    try:
        async with asyncio.timeout(60):
            await step(room)
    except TimeoutError:
        return "it took too long"
    except Exception as wrong:  # noqa: BLE001 - whatever a client does not do belongs in the table
        return str(wrong).split("\n", 1)[0] or type(wrong).__name__
    return ""
