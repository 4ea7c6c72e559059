"""What is said to a group besides its posts: pure functions of what was claimed."""

from collections.abc import Sequence
from itertools import groupby

from discord.ui import TextDisplay

from bot.core.models import Reason
from bot.core.posts import (
    ClosingContent,
    Delivery,
    DeliveryState,
    KeptLine,
    NamedPost,
    NextPost,
    RecapContent,
    WordsContent,
)
from bot.core.studies.participation.parts import WEEK
from bot.core.text.markup import NOTHING, Markup, body, mark, plain, quoted, some_lines
from bot.i18n import Say, Words
from bot.interactions.answers import Layout, display, first_that_fits, panel
from cogs.ui.passage_parts import below, beside, small
from cogs.ui.replies import channel_link, message_link, stamp

TITLE, AUTHOR = 80, 60
"""Characters of a title and an author before they are escaped."""
ROOM_FOR_POSTS = 1800
"""Characters of the posts of a week; a study that posts once a day needs half of that."""
LINE = 500
"""Characters of a line that is shown; a longer one is left out."""


def recap_title(say: Words, content: RecapContent) -> str:
    """What the recap of a week is called, by the days of its posts: no other of the study has this name."""
    days = [post.day for post in content.posts]
    if len(days) == 1:
        return say("recap.title_one", day=days[0])
    return say("recap.title", first=min(days), last=max(days))


def recap_layout(say: Say, content: RecapContent, guild_id: int) -> Layout:
    """What was read, what was talked about, a line to keep, and what comes."""
    since = stamp(content.until - WEEK, "D")
    dates = small(say("recap.dates", since=since, until=stamp(content.until, "D")))
    read = some_lines(_read(say, content.posts, guild_id), ROOM_FOR_POSTS, lambda n: small(say("report.more", n=n)))
    liveliest = [post for post in sorted(content.posts, key=lambda post: -post.said) if post.said][:3]
    took_part = say("recap.took_part", n=content.members) if content.members else NOTHING
    foot = below(_following(say, content.following), small(took_part, say("recap.missed")))
    parts = [
        display(below(mark("### {}", plain(recap_title(say.plain, content), 200)), dates, read)),
        *_talks(say, liveliest, guild_id),
        *_lines(say, "recap.line", [content.line] if content.line else []),
        display(foot),
    ]
    return Layout(panel(*parts))


def closing_title(say: Words, content: ClosingContent) -> str:
    """What is said first of an essay that has been read."""
    return say("closing.title", title=content.title)


def closing_layout(say: Say, content: ClosingContent, guild_id: int) -> Layout:
    """How an essay was read, the lines that struck most, the talks, and what comes next or is said at the end."""
    return first_that_fits(_closing_layout(say, content, guild_id, most) for most in range(len(content.lines), -1, -1))


def _closing_layout(say: Say, content: ClosingContent, guild_id: int, most: int) -> Layout:
    """The same with so many lines at most."""
    by = say("passage.by", author=plain(content.author, AUTHOR)) if content.author else NOTHING
    days = say("closing.days", n=content.posts, first=content.first_day, last=content.last_day)
    took_part = say("recap.took_part", n=content.members) if content.members else NOTHING
    end = say("closing.end") if content.is_end else _following(say, content.following)
    head = mark("### {}", say("closing.title", title=plain(content.title, TITLE)))
    parts = [
        display(below(head, small(by, days, took_part))),
        *_lines(say, "closing.struck", content.lines[:most]),
        *_talks(say, content.talks, guild_id),
        *([display(body(content.last_words))] if content.last_words else []),
        display(below(end, small(say("closing.record")))),
    ]
    return Layout(panel(*parts))


def words_title(say: Words, content: WordsContent) -> str:
    """What a host has the bot say, in a few words."""
    return say(f"words.title.{content.moment}")


def words_layout(say: Say, content: WordsContent) -> Layout:
    """That a study begins, rests or goes on, in a host's words, and what comes next in it."""
    parts = [display(mark("### {}", say(f"words.title.{content.moment}")))]
    if content.words:
        parts.append(display(body(content.words)))
    if content.following:
        parts.append(display(_following(say, content.following)))
    return Layout(panel(*parts))


def not_said_layout(say: Say, words: Delivery) -> Layout:
    """Why a host's words are not in the channel, or may not be, and the words."""
    is_unknown = words.state is not DeliveryState.SKIPPED
    reason = say((Reason.UNKNOWN if is_unknown else words.reason or Reason.REFUSED).key)
    layout = Layout(display(say("words.unknown") if is_unknown else say("words.not_said", reason=reason)))
    if isinstance(words.content, WordsContent) and words.content.words:
        layout.add_item(display(body(words.content.words)))
    return layout


def _read(say: Say, posts: Sequence[NamedPost], guild_id: int) -> list[Markup]:
    """Each essay with its posts below it: a thread bears the day and the beginning of its passage in its name."""
    lines: list[Markup] = []
    for title, group in groupby(posts, key=lambda post: post.title):
        of_essay = list(group)
        numbers = [number for post in of_essay for number in (post.number, post.last_number)]
        first, last = min(numbers), max(numbers)
        which = str(first) if first == last else f"{first}–{last}"
        lines.append(mark("**{}** {}", plain(title, TITLE), which))
        lines += [_day(say, post, guild_id) for post in of_essay]
    return lines


def _day(say: Say, post: NamedPost, guild_id: int) -> Markup:
    day = NOTHING if post.message_id is None else say("report.day", day=post.day)
    return mark("- {}", beside(day, _place(post, guild_id)))


def _place(post: NamedPost, guild_id: int) -> Markup:
    """Where the group talks about a post."""
    if post.message_id is None:
        return channel_link(post.place_id)
    return message_link(guild_id, post.place_id, post.message_id)


def _talks(say: Say, posts: Sequence[NamedPost], guild_id: int) -> list[TextDisplay[Layout]]:
    """The posts about which most was said; nothing where nothing was."""
    if not posts:
        return []
    lines = [beside(_place(post, guild_id), say("report.said", n=post.said)) for post in posts]
    return [display(below(mark("**{}**", say("report.liveliest")), *lines))]


def _lines(say: Say, key: str, lines: Sequence[KeptLine]) -> list[TextDisplay[Layout]]:
    """Lines worth keeping, each a quotation with how many have marked it."""
    shown = [line for line in lines if len(line.text) <= LINE]
    if not shown:
        return []
    parts = [display(mark("**{}**", say(key)))]
    for line in shown:
        marked = small(say("recap.marked", day=line.day, n=line.people)) if line.people else NOTHING
        parts += [display(quoted(line.text)), *([display(marked)] if marked else [])]
    return parts


def _following(say: Say, following: NextPost | None) -> Markup:
    """What comes next, and when."""
    if following is None:
        return NOTHING
    title = plain(following.title, TITLE)
    return say("recap.next", title=title, number=following.number, at=stamp(following.at, "F"))
