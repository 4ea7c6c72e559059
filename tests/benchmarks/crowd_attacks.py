"""Two servers, and what one person of the loud one does to the bot; each attack has the figures of the worst found."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from local_discord import Channel, File, LocalDiscord, Member, Permission, Reply
from local_discord.member.errors import NotSeen
from tests.command_line.programs import TOKEN
from tests.services.conftest import pack

START = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
READERS = 20
TOGETHER = 20
"""Things that somebody does in the same moment."""
SHORT, LONG = 2.0, 60.0
"""Seconds for which an attacker waits for an answer, and a host for a file."""
SENTENCE = "A line of a very long text that somebody has, number {}, and it goes on for a while before it ends.\n\n"


class Servers:
    """A loud server with a host and a member, and a quiet one with a study; the bot is in both."""

    def __init__(self, server: LocalDiscord, words: Sequence[str]) -> None:
        self.server, self.words = server, words
        self.application = server.world.add_application("Daily Passage", token=TOKEN)
        loud, quiet = server.world.add_guild("Loud"), server.world.add_guild("Quiet")
        for guild in (loud, quiet):
            guild.add_application(self.application)
        self.loud_lobby, self.lobby = loud.add_text_channel("lobby"), quiet.add_text_channel("lobby")
        self.channel = quiet.add_text_channel("daily-passage")
        self.loud_host, self.host = (
            guild.add_member("Host", [guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)])
            for guild in (loud, quiet)
        )
        self.member = loud.add_member("Member")
        self.readers = [quiet.add_member(f"Reader {number}") for number in range(READERS)]

    async def set_up(self) -> None:
        """Begin the quiet server's study."""
        plan = {"channel": self.channel, "time": "07:00", "zone": "UTC", "essay": "neighbour"}
        reply = await self.host.slash("/study setup", in_=self.lobby, options=plan, within=LONG)
        assert "Day" in reply.text or reply.buttons, reply.text


async def seconds(doing: Awaitable[object]) -> float:
    """How long something takes, or until it is given up."""
    began = time.perf_counter()
    with suppress(NotSeen):
        await doing
    return time.perf_counter() - began


async def searches(servers: Servers) -> float:
    """Four hundred at once, half of them of very common words."""
    chance, common, ordinary = random.Random(1), servers.words[:100], servers.words[200:2000]
    asked = [" ".join(chance.sample(common if number % 2 else ordinary, 2)) for number in range(400)]
    await _at_once(_slash(servers.member, servers, "/passage search", words=each) for each in asked)
    return 0.0


async def typing(servers: Servers) -> float:
    """A thousand lists of choices at once, each of another word, after a first one."""
    lobby, member = servers.loud_lobby, servers.member
    await member.autocomplete("/passage show", in_=lobby, passage=servers.words[0])
    await _at_once(member.autocomplete("/passage show", in_=lobby, passage=each) for each in servers.words[:1000])
    return 0.0


async def quotes(servers: Servers) -> float:
    """Sixty, each shared with everybody."""

    async def shared() -> None:
        quote = await servers.member.slash("/quote", in_=servers.loud_lobby, essay="neighbour")
        await servers.member.press("Share", on=quote)

    await _at_once(shared() for _ in range(60))
    return 0.0


async def talks(servers: Servers) -> float:
    """Sixty, each about a passage by chance."""

    async def opened() -> None:
        shown = await servers.member.slash("/passage random", in_=servers.loud_lobby)
        await servers.member.press("Post it", on=await servers.member.press("Discuss", on=shown))

    await _at_once(opened() for _ in range(60))
    return 0.0


async def files(servers: Servers) -> float:
    """Ten at once, each as long as a text may be; the seconds that a small one of the quiet server takes."""
    text = "".join(map(SENTENCE.format, range(5000))).encode()
    long = [File(f"long-{number}.txt", text + b"%d" % number) for number in range(10)]
    bringing = [asyncio.create_task(_bring(servers.loud_host, servers.loud_lobby, file)) for file in long]
    await asyncio.sleep(0.2)
    small = pack("A Small Essay", 2)
    began = time.perf_counter()
    draft = await _bring(servers.host, servers.lobby, File(small.name, small.data))
    took = time.perf_counter() - began
    assert "A Small Essay" in draft.text, draft.text
    await asyncio.gather(*bringing, return_exceptions=True)
    return took


async def essays(servers: Servers) -> float:
    """One long essay after another onto the shelf, as quickly as they are read."""
    for number in range(6):
        text = "\n---\n\n".join(SENTENCE.format(f"{number} of {part}") * 8 for part in range(400))
        essay = File(f"essay-{number}.md", f"---\ntitle: Essay {number}\nid: essay-{number}\n---\n{text}".encode())
        draft = await _bring(servers.loud_host, servers.loud_lobby, essay)
        assert "Import" in draft.buttons, draft.text
        done = await (await servers.loud_host.press("Import", on=draft, within=LONG)).changed(within=LONG)
        assert "400 passages" in done.text, done.text
    return 0.0


ATTACKS: dict[str, Callable[[Servers], Coroutine[None, None, float]]] = {
    "400 searches": searches,
    "1,000 lists": typing,
    "60 shared quotes": quotes,
    "60 talks": talks,
    "10 long files": files,
    "6 long essays": essays,
}


async def _bring(host: Member, lobby: Channel, file: File) -> Reply:
    return await host.slash("/library import", in_=lobby, options={"file": file}, within=LONG)


async def _slash(member: Member, servers: Servers, command: str, **options: str) -> None:
    await member.slash(command, in_=servers.loud_lobby, options=options)


async def _at_once(doing: Iterable[Coroutine[None, None, object]]) -> None:
    """Do all of it at once, whatever comes of each; as quickly as the local Discord can without being late itself."""
    begun: list[asyncio.Task[None]] = []
    for each in doing:
        begun.append(asyncio.create_task(_given_up(each)))
        if len(begun) % TOGETHER == 0:
            await asyncio.sleep(0.001)
    await asyncio.gather(*begun, return_exceptions=True)


async def _given_up(doing: Coroutine[None, None, object]) -> None:
    """Do it, or give it up: sooner than the local Discord writes down at length that there was no answer."""
    async with asyncio.timeout(SHORT):
        await doing
