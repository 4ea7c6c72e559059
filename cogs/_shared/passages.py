"""How a passage looks, wherever it is shown; the longest one still fits the 4,000 characters of a message."""

import re

from discord import SeparatorSpacing
from discord.ui import Container, Separator, TextDisplay

from bot.core.models import Origin, PostContent
from bot.core.text import shorten
from bot.i18n import Say
from bot.services.lookup import PassageView
from cogs._shared.replies import Layout, stamp

ACCENT = 0x2F6F73
"""The colour at the edge of what the bot shows: a deep green, readable on dark and light."""
_SPECIAL = re.compile(r"([\\*_~`|>#\[\]()<])")
_LINK = re.compile(r"\[((?:\[[^\[\]]*\]|[^\[\]])*)\]\(\s*+<?((?:\([^\s()]*\)|[^\s()<>])*)>?(?:\s[^()]*)?\)")
_LINE_MARK = re.compile(r"(?m)^([^\S\n]*)(#{1,3}\s|-#\s|>>>\s)")
_ACTING = re.compile(r"<(?=[@#:/]|(?!https?:)\w{1,12}:)|@(?=everyone|here)|\](?=\()")
"""Where what Discord acts upon begins: mentions, emoji, commands, times, and links that hide where they lead."""
_APART = "\u200b"
"""Unseen, and unlike a backslash good behind any number of others."""
_ADDRESS = re.compile(r"https?://[^\s<>]{1,200}")


def plain(text: str, limit: int) -> str:
    """A title, name or heading in one line, in which no character does anything."""
    return _ACTING.sub(rf"\g<0>{_APART}", _SPECIAL.sub(r"\\\1", shorten(text, limit)))


def body(text: str) -> str:
    """A passage's text: emphasis and quotations stay; headings, mentions and links show as what they are."""
    shown = _LINK.sub(lambda link: f"{link[1]} ({link[2]})" if link[1] != link[2] else link[2], text)
    return _ACTING.sub(rf"\g<0>{_APART}", _LINE_MARK.sub(r"\1\\\2", shown))


def asked(question: str) -> str:
    """A question as a line of its own."""
    return f"**{body(question)}**"


def title_line(title: str) -> str:
    """The essay's title as a heading."""
    return f"## {plain(title, 120)}"


def origin_line(say: Say, author: str | None, source: str | None) -> str:
    """Who wrote it and where it comes from, or nothing when neither is known."""
    parts: list[str] = []
    if author:
        parts.append(say("passage.by", author=plain(author, 80)))
    if source and _ADDRESS.fullmatch(source):
        parts.append(f"<{source}>")
    return " · ".join(parts)


def small(*parts: str) -> str:
    """Small print in one line, without the empty parts; nothing when all are."""
    line = " · ".join(part for part in parts if part)
    return f"-# {line}" if line else ""


def framed(head: str, text: str, question: str | None, foot: str) -> Container[Layout]:
    """A passage as everybody sees it: between its heading and its small print, with the question to talk about."""
    container: Container[Layout] = Container(accent_colour=ACCENT)
    container.add_item(TextDisplay(head))
    container.add_item(TextDisplay(body(text)))
    container.add_item(Separator(spacing=SeparatorSpacing.small))
    if question:
        container.add_item(TextDisplay(asked(question)))
    if foot:
        container.add_item(TextDisplay(foot))
    return container


def post_container(say: Say, content: PostContent) -> Container[Layout]:
    """A day's post as everybody sees it: essay, day, passage, question and small print."""
    day = say("post.day", day=content.day, number=content.number, length=content.length)
    where = f"**{day}**" + (f" · {plain(content.heading, 120)}" if content.heading else "")
    foot = small(origin_line(say, content.author, content.source), content.reference, suggested(say, content.origin))
    return framed(f"{title_line(content.title)}\n{where}", content.text, content.question, foot)


def suggested(say: Say, origin: Origin | None) -> str:
    """That the bot made the question, if it did."""
    return say("question.suggested") if origin is Origin.SUGGESTED else ""


def read_together(say: Say, view: PassageView) -> str:
    """When the group read the passage, where it talks about it, and how many took part; nothing if it has not."""
    post = view.post
    if post is None or post.sent_at is None:
        return ""
    place = ""
    if post.thread_id:
        place = f"<#{post.thread_id}>"
    elif post.message_id:
        place = f"https://discord.com/channels/{post.guild_id}/{post.channel_id}/{post.message_id}"
    took_part = say("passage.took_part", n=view.members) if view.members else ""
    return small(say("passage.read_on", at=stamp(post.sent_at, "D")), place, took_part)
