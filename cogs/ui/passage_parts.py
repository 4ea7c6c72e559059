"""How a passage looks, wherever it is shown, and what is left out beside a long one so that a message holds it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.core.models import Origin
from bot.core.posts import Post, PostContent, PostedPassage
from bot.core.studies import post_parts
from bot.core.text.lines import one_line
from bot.core.text.markup import BESIDE, NOTHING, Markup, address, body, emphasised, joined, mark, plain
from bot.core.text.normalization import beginning
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, first_that_fits, line, panel
from bot.services.lookup.passage_lookup import PassageView
from cogs.ui.replies import channel_link, message_link, stamp


class Room(NamedTuple):
    """What a message has room for beside a passage: characters before they are escaped, none for what is left out.

    The passage itself is shown whole, but in the last ones of `ROOMS`: only a text that no import lets in needs them.
    """

    title: int = 120
    heading: int = 120
    author: int = 80
    source: bool = True
    read: bool = True
    passage: int | None = None

    def text(self, text: str) -> Markup:
        """A passage's text, or as much of it as there is room for."""
        return body(text if self.passage is None else beginning(text, self.passage))


ROOMS = (
    Room(),
    Room(source=False),
    Room(source=False, author=0),
    Room(60, 40, 0, source=False),
    Room(60, 0, 0, source=False, read=False),
    *(Room(60, 0, 0, source=False, read=False, passage=most) for most in (2500, 1800, 1200)),
)
"""What is tried one after the other until a message fits: first the source goes, then the author."""


def roomy(layout: Callable[[Room], Layout]) -> Layout:
    """The layout with as much beside its passage as a message holds."""
    return first_that_fits(map(layout, ROOMS))


def asked(question: str) -> Markup:
    """A question as a line of its own."""
    return mark("**{}**", emphasised(question))


def title_line(title: str, most: int = 120) -> Markup:
    """The essay's title as a heading."""
    return mark("## {}", plain(title, most))


def headed(where: Markup, heading: str | None, most: int = 120) -> Markup:
    """Where a passage stands, and the heading of its section if it has one."""
    return beside(where, plain(heading, most) if heading and most else NOTHING)


def where_it_stands(say: Say, view: PassageView, most: int = 120) -> Markup:
    """Which passage it is, and how it begins: so many characters tell it from others."""
    passage, essay = view.passage, view.essay
    where = mark("**{}**", say("passage.number", number=passage.number, length=essay.length))
    start = small(plain(one_line(passage.text), most))
    return below(title_line(essay.title), headed(where, passage.heading), start)


def origin_line(say: Say, author: str | None, source: str | None, room: Room = ROOMS[0]) -> Markup:
    """Who wrote it and where it comes from, or nothing when neither is known."""
    by = say("passage.by", author=plain(author, room.author)) if author and room.author else NOTHING
    return beside(by, address(source) if source and room.source else NOTHING)


def beside(*parts: Markup) -> Markup:
    """The parts side by side, without the empty ones."""
    return joined(BESIDE, filter(None, parts))


def below(*lines: Markup) -> Markup:
    """The lines one below the other, without the empty ones."""
    return joined("\n", filter(None, lines))


def small(*parts: Markup) -> Markup:
    """Small print in one line, without the empty parts; nothing when all are."""
    line = beside(*parts)
    return mark("-# {}", line) if line else NOTHING


def framed(head: Markup, texts: Sequence[Markup], questions: Sequence[str], foot: Markup) -> Panel:
    """Passages as everybody sees them: between heading and small print, with the questions to talk about."""
    container = panel()
    container.add_item(display(head))
    for text in texts:
        container.add_item(display(text))
    container.add_item(line())
    if questions:
        container.add_item(display(below(*map(asked, questions))))
    if foot:
        container.add_item(display(foot))
    return container


def post_container(say: Say, content: PostContent, room: Room = ROOMS[0], last: Markup = NOTHING) -> Panel:
    """A day's post as everybody sees it: essay, day, passage, question and small print, with `last` at its end."""
    first, *later = post_parts.parts(content)
    texts = [*together(first, content.heading, room), *([small(say("post.goes_on"))] if later else [])]
    return _post_frame(say, content, content.heading, texts, _questions(content), room, last)


def part_container(say: Say, content: PostContent, part: int, room: Room) -> Panel:
    """One of the messages of which a day's post consists, for a reader of them all: the questions follow the last."""
    messages = post_parts.parts(content)
    passages = messages[min(part, len(messages) - 1)]
    questions = _questions(content) if part + 1 >= len(messages) else []
    heading = passages[0].heading
    return _post_frame(say, content, heading, together(passages, heading, room), questions, room)


def _post_frame(
    say: Say,
    content: PostContent,
    heading: str | None,
    texts: Sequence[Markup],
    questions: Sequence[str],
    room: Room,
    last: Markup = NOTHING,
) -> Panel:
    key = "post.days" if content.following else "post.day"
    numbers = {"number": content.number, "last": content.last_number, "length": content.length}
    day = mark("**{}**", say(key, day=content.day, **numbers))
    by = origin_line(say, content.author, content.source, room)
    foot = small(by, plain(content.reference, 20), suggested(say, content.origin))
    head = below(title_line(content.title, room.title), headed(day, heading, room.heading))
    return framed(head, texts, questions, below(foot, last))


def _questions(content: PostContent) -> list[str]:
    return [question for question in (content.question, content.second_question) if question]


def together(passages: Sequence[PostedPassage], heading: str | None, room: Room = ROOMS[0]) -> list[Markup]:
    """Passages that follow one another, after one under this heading: each new heading stands over its first one.

    Each is to be a text display of its own.
    """
    texts: list[Markup] = []
    for passage in passages:
        if passage.heading and passage.heading != heading and room.heading:
            texts.append(mark("**{}**", plain(passage.heading, room.heading)))
        heading = passage.heading
        texts.append(room.text(passage.text))
    return texts


def suggested(say: Say, origin: Origin | None) -> Markup:
    """That the bot made the question, if it did."""
    return say("question.suggested") if origin is Origin.BANK else NOTHING


def read_together(say: Say, view: PassageView) -> Markup:
    """When the group read the passage, where it talks about it, and how many took part; nothing if it has not."""
    post = view.post
    if post is None or post.sent_at is None:
        return NOTHING
    took_part = say("passage.took_part", n=view.members) if view.members else NOTHING
    return small(say("passage.read_on", at=stamp(post.sent_at, "D")), place_of(post), took_part)


def place_of(post: Post) -> Markup:
    """Where the group talks about a post, or where that stands; nothing when neither is known to be there."""
    if post.talked_about_in is None:
        return NOTHING
    place_id, message_id = post.talked_about_in
    return channel_link(place_id) if message_id is None else message_link(post.guild_id, place_id, message_id)
