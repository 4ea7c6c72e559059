"""Members who talk in the threads of several studies, and the truth about who took part in what."""

import random
from collections import defaultdict
from dataclasses import dataclass, field

from local_discord import Application, Guild, Member, Message, Thread
from local_discord.snowflake import made_at
from local_discord.world import message_changes
from local_discord.world.message_changes import Draft
from tests.faults.stage import Stage
from tests.faults.verdict import Tally

READ, ANSWERED, REPLIED = "read", "answered", "replied"
A_PRESS = 60
"""Seconds within which a press has its effect."""
Key = tuple[int, int, str]
"""A post's message, a member, and the part."""


@dataclass(slots=True)
class Day:
    """A post with its thread, and what has been said in that."""

    post: Message
    thread: Thread
    members: list[Member]
    said: list[Message] = field(default_factory=list[Message])


class Talk:
    """What people say, with a count of their own."""

    def __init__(self, world: Stage, chance: random.Random) -> None:
        self._world, self._chance = world, chance
        self._machine: Application = world.server.world.add_application("Another bot", token="another")
        self._members: dict[int, list[Member]] = {}
        self._days: dict[int, list[Day]] = defaultdict(list)
        self._answer_of: dict[int, int] = {}
        self.truth: dict[Key, list[range]] = defaultdict(list)
        """What has to be counted, each with the seconds since 1970 at which it may have been said."""
        self.messages = 0

    def people_of(self, guild: Guild, people: int) -> None:
        """Let so many people into a guild, and a bot that is none of them."""
        self._members[guild.id] = [guild.add_member(f"Reader {number}") for number in range(people)]
        guild.add_application(self._machine)

    def learn_posts(self) -> None:
        """Take note of the posts that are new: in each channel the newest is open, and the others are closed."""
        known = {day.post.id for days in self._days.values() for day in days}
        for made in self._world.witness.made:
            thread = self._world.server.world.place(made.message.id)
            if made.message.id not in known and isinstance(thread, Thread):
                members = self._members[thread.guild.id]
                self._days[made.channel.id].append(Day(made.message, thread, members))

    async def take_part(self) -> None:
        """One press of *I've read it* and one answer with the form, in each study."""
        for days in self._days.values():
            day, (reader, writer) = days[-1], self._chance.sample(days[-1].members, 2)
            await reader.press("I’ve read it", on=day.post)
            self._count(day, reader.id, READ)
            text = f"My answer, number {self.messages}"
            await writer.submit(await writer.press("Answer", on=day.post), answer=text)
            answer = await writer.sees(text, in_=day.thread)
            self._count(day, writer.id, ANSWERED)
            self._answer_of[answer.id] = writer.id
            day.said.append(answer)

    async def some(self, most: int) -> None:
        """Some messages, anywhere: answers, replies, in closed threads too, and what a bot or Discord itself says."""
        for _ in range(self._chance.randint(0, most)):
            days = self._chance.choice(list(self._days.values()))
            day = days[-1] if self._chance.random() < 0.8 else self._chance.choice(days)
            if self._chance.random() < 0.1:
                message_changes.post(self._world.server.world, self._machine.user, day.thread, Draft("Beep."))
                continue
            await self._say(day, is_open=day is days[-1])

    async def much(self) -> None:
        """More in one thread than Discord gives at once."""
        day = self._chance.choice(list(self._days.values()))[-1]
        for _ in range(120):
            await self._say(day, is_open=True)

    async def _say(self, day: Day, *, is_open: bool) -> None:
        member, self.messages = self._chance.choice(day.members), self.messages + 1
        to = self._chance.choice(day.said) if day.said and self._chance.random() < 0.4 else None
        text = f"Message {self.messages}"
        message = await (member.say(text, in_=day.thread) if to is None else member.reply(text, to=to))
        if is_open:
            replies = to is not None and self._answer_of.get(to.id, to.author.id) != member.id
            self._count(day, member.id, REPLIED if replies else ANSWERED, message.id)
        day.said.append(message)

    def _count(self, day: Day, user_id: int, part: str, message_id: int | None = None) -> None:
        at = self._world.now if message_id is None else made_at(message_id)
        about = A_PRESS if message_id is None else 0
        self.truth[day.post.id, user_id, part].append(
            range(int(at.timestamp()) - about, int(at.timestamp()) + about + 1)
        )

    def judge(self) -> Tally:
        """What was said and not counted (`lost`), counted and not said (`double`), or at another time (`wrong`)."""
        counted, truth = self._world.ledger.parts(), self.truth
        tally = Tally(lost=len(truth.keys() - counted.keys()), double=len(counted.keys() - truth.keys()))
        known = {key: at for key, at in counted.items() if key in truth}
        tally.wrong = sum(not any(at in moment for moment in truth[key]) for key, at in known.items())
        return tally

    def remark(self) -> str:
        """What is missing and what is too much, each with how far its thread is counted."""
        counted, ends = self._world.ledger.parts(), self._world.ledger.counted_to()
        missing = [(*key, ends.get(key[0])) for key in self.truth.keys() - counted.keys()]
        return f"missing: {missing}; too much: {[*(counted.keys() - self.truth.keys())]}"
