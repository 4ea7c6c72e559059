"""Five hundred guilds whose members talk, press and ask, and the network that breaks around them."""

import asyncio
import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from local_discord import Application, Fault, Guild, LocalDiscord, Member, NoAnswer, NotPossible, Thread
from local_discord.world.changes import Created, Event
from local_discord.world.conversations import Channel
from tests.command_line.programs import TOKEN

MEMBERS, TALKERS, PAUSE = 3, 5, 0.25
"""Members of each guild, how many people do something at once anywhere, and seconds between two things of one."""
FIVES, RESETS = 0.01, 0.001
STATUSES = 500, 502, 503, 504


@dataclass(slots=True)
class Circle:
    """A guild with its channel, its members, and its newest thread."""

    guild: Guild
    channel: Channel
    members: list[Member]
    thread: Thread | None = None


@dataclass(slots=True)
class Crowd:
    """All guilds, and what was done there."""

    server: LocalDiscord
    application: Application
    circles: list[Circle]
    done: Counter[str] = field(default_factory=Counter[str])
    calm: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while somebody may do something."""

    @property
    def studies(self) -> list[tuple[int, int, str]]:
        """What is to be set up: guild, channel and time."""
        return [(one.guild.id, one.channel.id, "07:00") for one in self.circles]

    async def talk(self, chance: random.Random) -> None:
        """Do one thing after another, anywhere, until cancelled."""
        while True:
            await self.calm.wait()
            await asyncio.sleep(PAUSE)
            circle = chance.choice(self.circles)
            with suppress(NoAnswer, NotPossible):  # the network breaks for them, too
                self.done[await self._something(circle, chance)] += 1

    async def _something(self, circle: Circle, chance: random.Random) -> str:
        member, thread = chance.choice(circle.members), circle.thread
        kind = chance.random()
        if thread is None or kind < 0.2:
            await member.slash("/today", in_=circle.channel, within=30)
            return "asked"
        if kind < 0.4 and (posts := [each for each in circle.channel.messages if each.components]):
            await member.press("I’ve read it", on=posts[-1], within=30)
            return "pressed"
        await member.say("I thought so too.", in_=thread)
        return "said"

    def take(self, event: Event) -> None:
        """Note the newest thread of each guild."""
        if isinstance(event, Created) and isinstance(event.subject, Thread):
            thread = event.subject
            for circle in self.circles:
                if circle.guild is thread.guild:
                    circle.thread = thread
                    self.done["posted"] += 1


def crowd(server: LocalDiscord, guilds: int, members: int = MEMBERS) -> Crowd:
    """So many guilds with the bot in them."""
    server.limits.generous()  # its windows are of real time
    application = server.world.add_application("Daily Passage", token=TOKEN)
    circles: list[Circle] = []
    for number in range(guilds):
        guild = server.world.add_guild(f"Readers {number}")
        guild.add_application(application)
        people = [guild.add_member(f"Reader {number}.{each}") for each in range(members)]
        circles.append(Circle(guild, guild.add_text_channel("daily-passage"), people))
    made = Crowd(server, application, circles)
    server.world.listeners.append(made.take)
    return made


def break_now_and_then(server: LocalDiscord, seed: int) -> None:
    """One request of a hundred is answered by an error, half of those after it was done; one of a thousand is cut."""
    for number, status in enumerate(STATUSES):
        for made in (Fault.fails_before, Fault.fails_after):
            share = FIVES / len(STATUSES) / 2
            fault = made(status, None).when(times=None, probability=share, seed=seed + number)
            server.faults.add(fault)
    for made in (Fault.dropped_before, Fault.dropped_after):
        server.faults.add(made(None).when(times=None, probability=RESETS / 2, seed=seed))


async def disconnect(server: LocalDiscord, chance: random.Random) -> None:
    """Break the gateway's connection; the session is resumed, three times of four."""
    if chance.random() < 0.25:
        server.faults.refuse_resumes(1)
    server.faults.cut_gateway()
