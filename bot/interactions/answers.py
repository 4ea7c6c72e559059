"""Answers to one person or to all, in layouts that always fit a message of Discord's."""

import io
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import discord
from discord.ui import Container, LayoutView, Separator, TextDisplay

from bot.core.text.markup import Markup, cut

TEXT_LIMIT = 4000
"""Characters all text displays of a message may have together (Discord's components reference)."""
ACCENT = 0x2F6F73
"""The colour at the edge of what the bot shows: a deep green, readable on dark and light."""


class Layout(LayoutView):
    """A layout without a time limit: its buttons are `StudyButton`s, which nothing has to remember."""

    def __init__(self, *items: discord.ui.Item["Layout"]) -> None:
        """Show these parts, top to bottom."""
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)

    @property
    def timeout(self) -> None:
        """None, whatever it is set to: what one person alone sees discord.py would keep for a quarter of an hour."""
        return None

    @timeout.setter
    def timeout(self, value: float | None) -> None:
        del value


def display(text: Markup) -> TextDisplay[Layout]:
    """Text on its own: what it leaves open ends with it. One that is too long for a message is cut."""
    return TextDisplay(cut(text, TEXT_LIMIT))


Panel: TypeAlias = Container[Layout]


def panel(*parts: discord.ui.Item[Layout]) -> Panel:
    """A frame around these parts, with the bot's colour at its edge; `add_item` puts more into it."""
    return Container(*parts, accent_colour=ACCENT)


def line() -> Separator[Layout]:
    """A line between two parts of a panel."""
    return Separator()


def first_that_fits(layouts: Iterator[Layout]) -> Layout:
    """The first of these layouts whose text fits into a message, else the last; there is one at least."""
    layout = next(layouts)
    while layout.content_length() > TEXT_LIMIT and (shorter := next(layouts, None)) is not None:
        layout = shorter
    return layout


def texts(view: LayoutView) -> Iterator[str]:
    """The texts of a message, in order."""
    return (part.content.strip() for part in view.walk_children() if isinstance(part, TextDisplay))


def text_file(name: str, text: str) -> discord.File:
    """A file of plain text to send with an answer."""
    return discord.File(io.BytesIO(text.encode()), filename=name)


def picture_file(name: str, png: bytes, text: str) -> discord.File:
    """A picture to send with an answer, with the text for those who do not see it."""
    return discord.File(io.BytesIO(png), filename=name, description=text)


def picture(file: discord.File) -> discord.ui.MediaGallery[Layout]:
    """A picture that is sent along, as a part of a layout."""
    return discord.ui.MediaGallery(discord.MediaGalleryItem(file))


async def reply(
    interaction: discord.Interaction,
    answer: LayoutView | Markup,
    *,
    pictures: Sequence[discord.File] = (),
    files: Sequence[discord.File | None] = (),
    to_all: bool = False,
) -> None:
    """Answer an interaction, put off before or not: only to the person who asked, unless sharing is the point.

    Files come below the answer; `pictures` are those that the layout shows.
    """
    view = Layout(display(answer)) if isinstance(answer, Markup) else answer
    below = [file for file in files if file is not None]
    for file in below:
        view.add_item(discord.ui.File(file))
    sent = [*pictures, *below] or discord.utils.MISSING
    mentions = discord.AllowedMentions.none()
    if interaction.response.is_done():
        await interaction.followup.send(view=view, files=sent, ephemeral=not to_all, allowed_mentions=mentions)
    else:
        await interaction.response.send_message(view=view, files=sent, ephemeral=not to_all, allowed_mentions=mentions)
