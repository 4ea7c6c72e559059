"""A tour of the main job: a host starts a study, two members take part, two days go by. It prints what people see."""

import random
import re
from datetime import UTC, datetime, timedelta

from bot.client import StudyBot
from bot.core.lookup import autocomplete
from bot.core.models import Essay
from bot.i18n import Words
from bot.services.deliveries import daily_posts
from bot.services.lookup import passage_lookup
from command_line.days import next_post_at
from local_discord import Channel, LocalDiscord, Member, Message, Reply, Thread
from local_discord.member.options import Value

WITHIN = 20
"""Seconds anything on the tour may take."""


LONGEST_WORD = 60
"""Characters of a word that is searched for: in some scripts a sentence is written as one."""


def within(essay: Essay | None) -> dict[str, Value]:
    """The option that keeps a command to this essay; none for the whole shelf."""
    return {} if essay is None else {"essay": autocomplete.chosen(essay.id)}


class TourStoppedError(Exception):
    """Something on the tour did not happen."""


class Tour:
    """Makes people act, and prints what they see."""

    def __init__(
        self,
        server: LocalDiscord,
        host: Member,
        first: Member,
        second: Member,
        channel: Channel,
        bot: StudyBot,
        say: Words,
    ) -> None:
        self._server, self._bot, self._say = server, bot, say
        self._host, self._first, self._second = host, first, second
        self._channel = channel

    async def set_up(self) -> Reply:
        """Set the study up as a host does, for the next full minute; what the bot answered."""
        at = (self._server.clock.now() + timedelta(minutes=1)).strftime("%H:%M")
        place: dict[str, Value] = {"channel": self._channel, "time": at, "zone": "UTC"}
        plan = {**place, **within(await self.brought_essay())}
        return await self._host.slash("/study setup", options=plan, in_=self._channel)

    async def brought_essay(self) -> Essay | None:
        """The essay that was brought along; None when the starter library is read."""
        essays = await passage_lookup.shelf(self._bot.database, self._channel.guild.id)
        return next((essay for essay in essays if essay.guild_id is not None), None)

    async def two_days(self) -> None:
        """The whole tour, of one day if the essay has a single passage.

        Raises `TourStoppedError` or `AssertionError` at the first thing that does not happen.
        """
        self._told("try.step.setup", self._host, await self.set_up())
        post, thread = await self.next_day(1)
        self._show_post(post, thread)
        await self._take_part(post, thread)
        await self._look_up()
        if await next_post_at(self._bot, self._channel.guild.id) is None:
            self._line("", "", self._say("try.all_read"))
        else:
            self._show_post(*await self.next_day(2))
        group = await self._host.slash("/group", in_=self._channel)
        self._told("try.step.group", self._host, group)
        self._check("2" in group.text, "try.problem.group")

    async def next_day(self, day: int) -> tuple[Message, Thread]:
        """Let the time of the group's next day come; its post and its thread."""
        due_at = await daily_posts.next_claim_at(self._bot.database)
        if due_at is None:
            raise TourStoppedError(self._say("try.problem.no_time"))
        self._server.clock.move_to(max(due_at, self._server.clock.now()))
        post = await self._second.sees(self._say("try.day", day=day), in_=self._channel, timeout=WITHIN)
        return post, await self._second.sees_thread(of=post, timeout=WITHIN)

    async def _take_part(self, post: Message, thread: Thread) -> None:
        read = await self._first.press(self._say("button.read"), on=post)
        self._told("try.step.read", self._first, read)
        another = await self._first.press(self._say("button.another"), on=post)
        self._told("try.step.another", self._first, another)
        answer = await self._second.say(self._say("try.room.own.answer"), in_=thread)
        self._line(self._second.name, f"#{thread.name}", answer.text)
        reply = await self._first.reply(self._say("try.room.own.reply"), to=answer)
        self._line(self._first.name, f"#{thread.name}", reply.text)
        await self._server.delivered()
        own = await self._second.slash("/me", in_=self._channel)
        self._told("try.step.me", self._second, own)

    async def _look_up(self) -> None:
        brought = await self.brought_essay()
        word = self._say("try.word") if brought is None else await self._word_of(brought)
        options: dict[str, Value] = {"words": word, **within(brought)}
        results = await self._second.slash("/passage search", options=options, in_=self._channel)
        self._told("try.step.search", self._second, results, words=word)
        quote = await self._first.slash("/quote", options=within(brought), in_=self._channel)
        self._told("try.step.quote", self._first, quote)
        if brought is None:  # an essay that was brought may have no line that stands alone
            self._check(self._say("button.share") in quote.buttons, "try.problem.quote")

    async def _word_of(self, essay: Essay) -> str:
        """The longest word of one of its passages, of `LONGEST_WORD` characters at most."""
        guild_id = self._channel.guild.id
        view = await passage_lookup.any_passage(self._bot.database, guild_id, essay.id, random.Random(0))
        return max(re.findall(r"[^\W\d_]+", view.passage.text), key=len, default=essay.title)[:LONGEST_WORD]

    def _show_post(self, post: Message, thread: Thread) -> None:
        self._line(self._bot.user.name if self._bot.user else "", f"#{self._channel.name}", post.text, *post.buttons)
        self._line("", "", self._say("try.thread", name=thread.name))

    def _told(self, key: str, who: Member, reply: Reply, **values: str) -> None:
        """Print what somebody did and what the bot answered them."""
        self._check(bool(reply.text), "try.problem.no_answer")
        self._line(who.name, self._say(key, **values), reply.text)

    def _line(self, who: str, where: str, text: str, *buttons: str) -> None:
        clock = self._server.clock.now().strftime("%a %H:%M")
        body = "\n".join(f"    {line}" for line in self._readable(text).split("\n"))
        row = "\n    " + " ".join(f"[{button}]" for button in buttons) if buttons else ""
        print(f"{clock}  {who}  {where}\n{body}{row}\n" if who else f"{body}\n")  # noqa: T201 # the tour is told by printing

    def _readable(self, text: str) -> str:
        """The text with times, commands and channels as Discord shows them, and without what guards signs there."""
        text = re.sub(r" \(<t:\d+:R>\)", "", text)  # how long from now stands behind when: here it would be the same
        text = re.sub(r"\\(?=[^0-9A-Za-z\s])|\u200b", "", text)
        text = re.sub(r"<(/[^:<>]+):\d+>", r"\1", text)
        for match in re.finditer(r"<t:(\d+):\w>", text):
            text = text.replace(match[0], datetime.fromtimestamp(int(match[1]), UTC).strftime("%a %d %b %H:%M"))
        guild = self._server.world.guilds[self._channel.guild.id]
        places = {**guild.channels, **guild.threads}
        return re.sub(r"<#(\d+)>", lambda match: f"#{places[int(match[1])].name}", text)

    def _check(self, happened: bool, problem: str) -> None:  # reads as a sentence where it is called
        if not happened:
            raise TourStoppedError(self._say(problem))
