"""Layouts with every kind of component, for what the real bot does not have (yet)."""

import io
import struct
import zlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import discord
from discord import ui

Asked: TypeAlias = discord.Interaction[Any]
Pressed: TypeAlias = Callable[[Asked], Awaitable[object]]
Posted: TypeAlias = "tuple[Layout, list[discord.File]]"
GREEN, ROSE = 0x2F6F73, 0xAA3355
PAGES = 3
HEBREW = "## על השכנים\nהשכן הוא מי **שגר** לידנו, בין אם בחרנו בו ובין אם לא.\n**מה ההבדל בין שכן לחבר?**"


def picture(width: int = 64, height: int = 48, colour: tuple[int, int, int] = (47, 111, 115)) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Key(ui.Button[Any]):
    """A button that does what it was given to do."""

    def __init__(self, label: str, pressed: Pressed, **options: Any) -> None:
        super().__init__(label=label, **options)
        self._pressed = pressed

    async def callback(self, interaction: Asked) -> None:
        await self._pressed(interaction)


class Layout(ui.LayoutView):
    """A layout of these parts, for as long as the bot runs."""

    def __init__(self, *parts: ui.Item[Any]) -> None:
        super().__init__(timeout=None)
        for part in parts:
            self.add_item(part)


def row(*items: ui.Item[Any]) -> ui.ActionRow[Any]:
    """These side by side."""
    return ui.ActionRow(*items)


def note(text: str) -> Pressed:
    """Answers with a text that only the presser sees."""

    async def pressed(interaction: Asked) -> None:
        await interaction.response.send_message(text, ephemeral=True)

    return pressed


async def silently(interaction: Asked) -> None:
    """Takes the press in and shows nothing."""
    await interaction.response.defer()


async def never(_: Asked) -> None:
    """Does not answer, as a bot does that has hung."""


def leaf(words: str, number: int) -> Layout:
    """One page of results, with the buttons that turn it."""

    def to(page: int) -> Pressed:
        async def pressed(interaction: Asked) -> None:
            await interaction.response.edit_message(view=leaf(words, page))

        return pressed

    found = f"### Passages with “{words}”\n**On Walking {number}**\n…a **{words}** on page {number}…"
    return Layout(
        ui.Container(ui.TextDisplay(found), ui.TextDisplay(f"-# page {number} of {PAGES}"), accent_colour=GREEN),
        row(
            Key("Previous", to(number - 1), disabled=number == 1), Key("Next", to(number + 1), disabled=number == PAGES)
        ),
    )


def post() -> Posted:
    """A passage with its question, and three buttons: one answers, one is silent, one is broken."""
    container: ui.Container[Any] = ui.Container(
        ui.TextDisplay("## On Walking\n**Day 1**"),
        ui.TextDisplay("One foot, then the *other*.\n\nNobody has to be told."),
        ui.Separator(),
        ui.TextDisplay("**Where did you last walk without a purpose?**\n-# by Somebody"),
        accent_colour=GREEN,
    )
    read = Key("I’ve read it", note("Noted: you have read it."), style=discord.ButtonStyle.success)
    return Layout(container, row(read, Key("Heard", silently), Key("Broken", never))), []


def hebrew() -> Posted:
    """A passage that reads from the right."""
    container: ui.Container[Any] = ui.Container(ui.TextDisplay(HEBREW), accent_colour=GREEN)
    return Layout(container, row(Key("קראתי", note("תודה.")))), []


def parts() -> Posted:
    """A container with a section, a gallery and a file; a section with a button; buttons of all styles."""
    files = [discord.File(io.BytesIO(picture(colour=(200, 140, 60))), each) for each in ("door.png", "bench.png")]
    files.append(discord.File(io.BytesIO(b"Notes."), "notes.txt"))
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        discord.MediaGalleryItem("attachment://bench.png", description="A bench in the sun"),
        discord.MediaGalleryItem("https://example.org/far.png", description="A picture from elsewhere"),
    )
    door = ui.Thumbnail[Any]("attachment://door.png", description="A yellow door")
    container: ui.Container[Any] = ui.Container(
        ui.Section(ui.TextDisplay("### A section\nwith a picture"), accessory=door),
        ui.Separator(spacing=discord.SeparatorSpacing.large),
        gallery,
        ui.File("attachment://notes.txt"),
        accent_colour=ROSE,
    )
    aside: ui.Section[Any] = ui.Section(
        ui.TextDisplay("A line with a button"), accessory=Key("Beside", note("beside pressed"))
    )
    styles = discord.ButtonStyle
    keys = [
        Key(style.name.title(), note(f"{style.name} pressed"), style=style)
        for style in (styles.primary, styles.secondary, styles.success, styles.danger)
    ]
    source: ui.Button[Any] = ui.Button(label="Source", url="https://example.org/essay")
    return Layout(container, aside, row(*keys, source)), files


async def _tell(interaction: Asked, values: list[Any]) -> None:
    told = ", ".join(str(getattr(each, "display_name", getattr(each, "name", each))) for each in values)
    await interaction.response.send_message(f"Chosen: {told}", ephemeral=True)


class Texts(ui.Select[Any]):
    async def callback(self, interaction: Asked) -> None:
        await _tell(interaction, self.values)


class People(ui.UserSelect[Any]):
    async def callback(self, interaction: Asked) -> None:
        await _tell(interaction, self.values)


class Roles(ui.RoleSelect[Any]):
    async def callback(self, interaction: Asked) -> None:
        await _tell(interaction, self.values)


class PeopleAndRoles(ui.MentionableSelect[Any]):
    async def callback(self, interaction: Asked) -> None:
        await _tell(interaction, self.values)


class Channels(ui.ChannelSelect[Any]):
    async def callback(self, interaction: Asked) -> None:
        await _tell(interaction, self.values)


def selects() -> Posted:
    """Menus of every kind; each tells what was chosen."""
    days = [discord.SelectOption(label=each, description=f"On {each}") for each in ("Monday", "Tuesday", "Wednesday")]
    menus: list[ui.Item[Any]] = [
        Texts(placeholder="One day", options=days),
        Texts(placeholder="Some days", options=days, max_values=3),
        People(placeholder="Who"),
        Roles(placeholder="Which role"),
        PeopleAndRoles(placeholder="Who or which role"),
        Channels(placeholder="Which channel"),
    ]
    return Layout(*(row(menu) for menu in menus)), []


LAYOUTS: dict[str, Callable[[], Posted]] = {"post": post, "parts": parts, "hebrew": hebrew, "selects": selects}
