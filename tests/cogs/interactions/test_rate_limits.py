"""No person stops another: what one of them may do at once, and what they are told when it was too much."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import pytest
from discord.ui import ActionRow, Button, LayoutView

from bot.core.limits import RATES, Act, Rate
from local_discord import Attachment, File, Member, Reply
from local_discord.rest.pipeline import Exchange
from tests.cogs.conftest import Circle
from tests.cogs.discussion.talking import open_another, post_it
from tests.services.conftest import pack

USES, TYPED, SHARED, TALKS, REFUSALS = (
    rate.most
    for act in (Act.USE, Act.TYPE, Act.SHARE, Act.TALK, Act.REFUSAL)
    if (rate := RATES[act].person) is not None
)
TOO_MUCH = "That was a lot at once"


@contextmanager
def answers(circle: Circle) -> Iterator[list[Exchange]]:
    """What the bot answers to interactions in the block, by its requests."""
    seen: list[Exchange] = []

    def note(exchange: Exchange) -> None:
        if "/callback" in exchange.path:
            seen.append(exchange)

    circle.server.observers.append(note)
    yield seen
    circle.server.observers.remove(note)


async def flood(circle: Circle, ask: Callable[[], Awaitable[object]], times: int) -> None:
    """Have somebody do a thing so often at once, and the bot do all that it does about it."""
    asking = [asyncio.ensure_future(ask()) for _ in range(times)]
    await asyncio.sleep(0)
    await circle.quiet()
    for each in asking:
        each.cancel()
    await asyncio.gather(*asking, return_exceptions=True)


def use_up(circle: Circle, member: Member) -> None:
    """Have somebody do all that they may, and more until fifteen seconds from now."""
    limiter, _ = circle.bot.rate_limits._limiters[Act.USE][0]
    assert limiter is not None
    at = circle.clock.now().timestamp() + 15
    while not limiter.wait(member.user.id, at):
        limiter.take(member.user.id, at)


def told(seen: list[Exchange]) -> Counter[str]:
    """How many of the answers refuse, and how many do not."""
    return Counter("refused" if TOO_MUCH in str(each.request) else "done" for each in seen)


async def test_a_flood_of_commands_is_done_in_part_told_a_few_times_and_then_ignored(circle: Circle):
    """Four hundred uses cost forty answers and three sentences; another person notices nothing, and time mends it."""
    with answers(circle) as seen:
        await flood(circle, lambda: circle.first.slash("/quote", in_=circle.lobby), 400)
        done = told(seen)
    assert USES <= done["done"] <= USES + 20  # two more for each second that it took
    assert done["refused"] == REFUSALS
    assert (await circle.second.slash("/quote", in_=circle.lobby)).buttons[0] == "Share"
    circle.clock.move(timedelta(seconds=1))
    assert (await circle.first.slash("/quote", in_=circle.lobby)).buttons[0] == "Share"


async def test_the_refusal_says_when(circle: Circle):
    """As a time that Discord shows as *in so many seconds*; to that person alone."""
    use_up(circle, circle.first)
    reply = await circle.first.slash("/quote", in_=circle.lobby)
    assert reply.ephemeral
    found = re.search(r"You can go on <t:(\d+):R>\.", reply.text)
    assert found
    assert 0 < int(found[1]) - circle.clock.now().timestamp() < 3


@pytest.mark.parametrize("way", ["button", "host's button", "list", "menu", "old button"])
async def test_every_way_to_ask_for_something_is_counted(circle: Circle, way: str):
    """A flood takes whichever is open."""
    await circle.set_up()
    quote = await circle.second.slash("/quote", in_=circle.lobby)
    passage = await circle.host.slash("/passage show", in_=circle.lobby, passage="bread 2")
    reading = await circle.host.slash("/study reading", in_=circle.channel)
    preview = await circle.host.slash("/study preview", in_=circle.channel)
    assert quote.message
    shared = await (await circle.second.press("Share", on=quote)).follow_up()
    old = LayoutView().add_item(ActionRow(Button(label="Old", custom_id="of-an-older-version:1")))
    channel = circle.bot.get_partial_messageable(circle.lobby.id, guild_id=circle.guild.id)
    sent = circle.lobby.by_id[(await channel.send(view=old)).id]
    ways: dict[str, Callable[[], Awaitable[object]]] = {
        "button": lambda: circle.host.press("Discuss", on=passage),
        "host's button": lambda: circle.host.press("Next page", on=preview),
        "list": lambda: circle.host.choose("Choose the order", ["passages_shuffled"], on=reading),
        "menu": lambda: circle.host.menu("Discuss this", shared),
        "old button": lambda: circle.host.press("Old", on=sent),
    }
    circle.clock.move(timedelta(minutes=10))
    with answers(circle) as seen:
        await flood(circle, ways[way], 200)
    assert told(seen)["refused"] == REFUSALS
    assert len(seen) < USES + REFUSALS + 20


async def test_a_form_that_is_refused_gives_the_words_back(circle: Circle):
    """They are nobody's to lose."""
    draft = await bring(circle, circle.host, 1)
    form = await circle.host.press("Edit title and author", on=draft)
    use_up(circle, circle.host)
    reply = await circle.host.submit(form, Title="A title of more than forty characters, so that it is given back")
    assert TOO_MUCH in reply.text
    given = await reply.follow_up()
    assert [file.filename for file in given.attachments] == ["your-text.txt"]


async def test_typing_too_fast_gives_an_empty_list(circle: Circle):
    """No shelf is looked through for it; the commands go on as ever."""
    with answers(circle) as seen:
        await flood(circle, lambda: circle.first.autocomplete("/passage show", in_=circle.lobby, passage="bread"), 300)
    lists = [len(each.request["data"]["choices"]) for each in seen]  # type: ignore[index, call-overload, arg-type] # as Discord gets it
    assert TYPED <= sum(map(bool, lists)) <= TYPED + 60
    assert lists.count(0) == REFUSALS
    assert (await circle.first.slash("/quote", in_=circle.lobby)).buttons[0] == "Share"


async def test_a_person_who_types_as_fast_as_they_can_always_sees_the_list(circle: Circle):
    """Five lists a second, for a minute."""
    for _ in range(60):
        for _ in range(5):
            assert await circle.first.autocomplete("/passage show", in_=circle.lobby, passage="bread")
        circle.clock.move(timedelta(seconds=1))


async def test_a_host_who_leafs_through_thirty_passages_is_not_stopped(circle: Circle):
    """Three a second."""
    passage = await circle.host.slash("/passage show", in_=circle.lobby, passage="bread 2")
    for number in range(15):
        for way in ("Previous", "Next"):
            passage = await circle.host.press(way, on=passage)
            assert "Passage" in passage.text
        if number % 3 == 2:
            circle.clock.move(timedelta(seconds=1))


async def test_quotes_are_shared_a_few_at_a_time(circle: Circle):
    """Others still can; the refused one is still there to be shared later, and when is said."""
    for _ in range(SHARED):
        await (await share(circle, circle.first)).follow_up()
    refused = await share(circle, circle.first)
    assert re.search(r"You can share the next one <t:\d+:R>", refused.text)
    await (await share(circle, circle.second)).follow_up()
    circle.clock.move(timedelta(seconds=31))
    await (await share(circle, circle.first)).follow_up()
    shown = [message for message in circle.lobby.messages if message.author is circle.application.user]
    assert sum(not message.ephemeral for message in shown) == SHARED + 2


async def test_talks_are_opened_a_few_an_hour(circle: Circle):
    """Each is a thread in everybody's list; the way to a talk that is open is shown all the same."""
    assert "The thread is open" in (await post_it(circle, circle.first, await talk(circle, circle.first))).text
    for _ in range(TALKS - 1):
        opened = await open_another(circle, circle.first, await talk(circle, circle.first))
        assert "The thread is open" in opened.text
    known = await talk(circle, circle.first)
    refused = await open_another(circle, circle.first, known)
    assert re.search(r"You can open the next one <t:\d+:R>", refused.text)
    assert len(circle.guild.threads) == TALKS
    others = await open_another(circle, circle.second, await talk(circle, circle.second))
    assert "The thread is open" in others.text
    circle.clock.move(timedelta(minutes=11))
    assert "The thread is open" in (await open_another(circle, circle.first, known)).text


async def test_who_may_open_no_talk_is_not_asked_whether_to(circle: Circle):
    """And to be asked costs nothing."""
    for _ in range(TALKS + 1):
        assert (await talk(circle, circle.first)).buttons == ["Post it"]
    await post_it(circle, circle.first, await talk(circle, circle.first))
    for _ in range(TALKS - 1):
        await open_another(circle, circle.first, await talk(circle, circle.first))
    refused = await talk(circle, circle.first, "bread 2")
    assert re.search(r"You can open the next one <t:\d+:R>", refused.text)
    assert refused.buttons == []


async def test_a_server_reads_one_file_at_a_time(circle: Circle):
    """The second is told so at once; nothing of it has been fetched."""
    fetched = noted(circle)
    async with holding(circle, 1):
        reply = await bring(circle, circle.host, 1)
    assert "still reading another file" in reply.text
    assert fetched == []
    assert "Essay 2" in (await bring(circle, circle.host, 2)).text
    assert len(fetched) == 1


async def test_a_server_imports_so_many_files_a_day(circle: Circle):
    """The limit is the server's, whichever host it is."""
    limiter = circle.bot.rate_limits._limiters[Act.IMPORT][1][0]
    assert limiter is not None
    assert RATES[Act.IMPORT].guild == Rate(20, 86400)
    for _ in range(19):
        limiter.take(circle.guild.id, circle.clock.now().timestamp())
    assert "Essay 1" in (await bring(circle, circle.host, 1)).text
    assert re.search(r"The next one can be imported <t:\d+:R>", (await bring(circle, circle.host, 2)).text)
    circle.clock.move(timedelta(hours=2))
    assert "Essay 2" in (await bring(circle, circle.host, 2)).text


async def test_a_server_whose_files_wait_long_is_told(circle: Circle):
    """How many are before it; it is fetched when its turn has come, and the answer is there then."""
    fetched = noted(circle)
    async with holding(circle, *range(100, 106)):
        asking = asyncio.create_task(bring(circle, circle.host, 1))
        told = await circle.host.sees("4 other files are waiting", in_=circle.lobby)
        assert told.ephemeral
        assert fetched == []
    await circle.host.sees("Essay 1", in_=circle.lobby)
    await asking


class Files(dict[int, Attachment]):
    """All attachments; `fetched` are those that somebody has asked for."""

    def __init__(self, files: dict[int, Attachment]) -> None:
        super().__init__(files)
        self.fetched: list[int] = []

    def get(self, key: int, default: Attachment | None = None) -> Attachment | None:  # type: ignore[override] # as the server asks
        """The attachment with this id."""
        self.fetched.append(key)
        return super().get(key, default)


def noted(circle: Circle) -> list[int]:
    """The attachments that are fetched from now on."""
    circle.server.world.files.by_id = files = Files(circle.server.world.files.by_id)
    return files.fetched


@asynccontextmanager
async def holding(circle: Circle, *owners: int) -> AsyncIterator[None]:
    """Files of these servers that are read, or wait for it, until the block ends."""
    queue, end = circle.bot.import_queue, asyncio.Event()
    begun = [asyncio.Event() for _ in owners]

    async def hold(owner: int, asked: asyncio.Event) -> None:
        asked.set()
        async with queue.turn(circle.guild.id if owner == 1 else owner):
            await end.wait()

    reading = [asyncio.create_task(hold(*each)) for each in zip(owners, begun, strict=True)]
    for each in begun:
        await each.wait()
    yield
    end.set()
    await asyncio.gather(*reading)


async def bring(circle: Circle, host: Member, number: int) -> Reply:
    """The draft of an essay that a host has attached."""
    file = pack(f"Essay {number}", 2)
    return await host.slash("/library import", in_=circle.lobby, options={"file": File(file.name, file.data)})


async def share(circle: Circle, member: Member) -> Reply:
    """The answer to *Share* under a quotation."""
    return await member.press("Share", on=await member.slash("/quote", in_=circle.lobby))


async def talk(circle: Circle, member: Member, passage: str = "bread 1") -> Reply:
    """The answer to *Discuss* under a passage."""
    return await member.press("Discuss", on=await member.slash("/passage show", in_=circle.lobby, passage=passage))
