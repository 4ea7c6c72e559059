"""What somebody sees who looks a passage up."""

from discord.ui import Container, Separator, TextDisplay

from bot.core import search
from bot.i18n import Say
from bot.services.lookup import Found, PassageView
from cogs._shared.passages import ACCENT, body, origin_line, plain, small, title_line
from cogs._shared.replies import Layout, stamp

SHOWN = 6
"""Hits shown at once."""


def passage_layout(say: Say, view: PassageView) -> Layout:
    """One passage, where it stands, and when the group read it."""
    passage, essay = view.passage, view.essay
    where = say("passage.number", number=passage.number, length=essay.length)
    heading = f" · {plain(passage.heading, 120)}" if passage.heading else ""
    parts = (origin_line(say, essay.author, essay.source), plain(essay.licence or "", 40))
    container: Container[Layout] = Container(accent_colour=ACCENT)
    container.add_item(TextDisplay(f"{title_line(essay.title)}\n**{where}**{heading}"))
    container.add_item(TextDisplay(body(passage.text)))
    container.add_item(Separator())
    container.add_item(TextDisplay("\n".join(line for line in (_read_together(say, view), small(*parts)) if line)))
    return Layout(container)


def found_layout(say: Say, found: Found) -> Layout:
    """The first hits of a search, each with the words in bold."""
    container: Container[Layout] = Container(accent_colour=ACCENT)
    container.add_item(TextDisplay(f"### {say('search.found', n=len(found.views), words=_said(found.words))}"))
    for view in found.views[:SHOWN]:
        place = f"**{plain(view.essay.title, 100)} {view.passage.number}**"
        hit = search.snippet(body(view.passage.text), found.words)
        together = _read_together(say, view)
        container.add_item(TextDisplay("\n".join(line for line in (place, hit, together) if line)))
    rest = len(found.views) - SHOWN
    if found.more:
        container.add_item(TextDisplay(small(say("search.too_many"))))
    elif rest > 0:
        container.add_item(TextDisplay(small(say("search.rest", n=rest))))
    return Layout(container)


def _read_together(say: Say, view: PassageView) -> str:
    """When the group read the passage, with its thread and how many took part; nothing if it has not."""
    if view.post is None or view.post.sent_at is None:
        return ""
    read = say("passage.read_on", at=stamp(view.post.sent_at, "D"))
    thread = f"<#{view.post.thread_id}>" if view.post.thread_id else ""
    took_part = say("passage.took_part", n=view.members) if view.members else ""
    return small(read, thread, took_part)


def _said(words: list[str]) -> str:
    return plain(" ".join(words), 80)
