"""An import before it is one: the page with what was found, and its buttons."""

from collections.abc import Mapping

import discord
from discord.ui import Container

from bot.core.essays.draft import DraftEssay
from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers.draft_edits import with_head
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, reply, text_file
from bot.services.library import essay_drafts
from bot.services.library.corrections import one_line
from bot.services.library.essay_drafts import Waiting
from cogs.library import draft_passages, draft_summary  # cutting: its pages and the one here lead to each other
from cogs.library.imported import show_shelved
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.forms import StudyForm, field
from cogs.ui.hosts import HostButton, HostSelect, must_be_host, numbered_options
from cogs.ui.passage_parts import ACCENT, post_container
from cogs.ui.replies import guild_of, turn

_SIZES = (
    *((draft_summary.FIRST, most, draft_summary.MOST_LINES) for most in (3000, 1500, 900, 600, 350, 150)),
    *((shown, 150, draft_summary.MOST_LINES) for shown in (2, 1, 0)),
    (0, 0, 0),
)
"""Days shown, characters of each passage and lines that were left out, tried until the whole message fits."""


def draft_layout(say: Say, waiting: Waiting) -> Layout:
    """The draft with all a host has to know to say yes."""
    return first_that_fits(_draft_layout(say, waiting, *size) for size in _SIZES)


class ShelveButton(HostButton, template=r"shelve:(\d{1,18}):(\d{1,9})"):
    """*Import*: puts the draft on the shelf, as the host has seen it."""

    def __init__(self, draft_id: int, revision: int, *, label: str) -> None:
        """Make the button of a draft as it stands."""
        super().__init__(f"shelve:{draft_id}:{revision}", label, discord.ButtonStyle.success)
        self._draft_id, self._revision = draft_id, revision

    async def host_pressed(self, interaction: Pressed) -> None:
        """Import it, which may take a few seconds for a book, and say what comes next."""
        bot = interaction.client
        await put_off(interaction)
        done = await essay_drafts.shelve(bot.database, guild_of(interaction), self._draft_id, self._revision, bot.now())
        await show_shelved(interaction, done)


class DraftButton(HostButton, template=r"draft:(\d{1,18})"):
    """Shows a draft."""

    def __init__(self, draft_id: int, *, label: str) -> None:
        """Make the button of a draft."""
        super().__init__(f"draft:{draft_id}", label)
        self._draft_id = draft_id

    async def host_pressed(self, interaction: Pressed) -> None:
        """Show it in the place of the message."""
        await _turn_to(interaction, await draft_passages.waiting_draft(interaction, self._draft_id))


class DraftSelect(HostSelect, template=r"drafts"):
    """The guild's other drafts."""

    def __init__(self, drafts: list[tuple[str, int]] | None = None, *, placeholder: str = "…") -> None:
        """Make the list of titles and ids."""
        super().__init__("drafts", numbered_options(drafts or []), placeholder)

    async def host_chose(self, interaction: Pressed, value: str) -> None:
        """Show the draft in the place of the message."""
        await _turn_to(interaction, await draft_passages.waiting_draft(interaction, int(value)))


class CancelButton(HostButton, template=r"draftcancel:(\d{1,18})"):
    """*Cancel*: forgets the draft."""

    def __init__(self, draft_id: int, *, label: str) -> None:
        """Make the button of a draft."""
        super().__init__(f"draftcancel:{draft_id}", label, discord.ButtonStyle.danger)
        self._draft_id = draft_id

    async def host_pressed(self, interaction: Pressed) -> None:
        """Forget it."""
        bot = interaction.client
        await essay_drafts.cancel(bot.database, guild_of(interaction), self._draft_id, bot.now())
        await turn(interaction, bot.say(interaction)("draft.cancelled"))


class LeftOutButton(HostButton, template=r"leftout:(\d{1,18})"):
    """*What was left out*: all of it, word for word, as a file."""

    def __init__(self, draft_id: int, *, label: str) -> None:
        """Make the button of a draft."""
        super().__init__(f"leftout:{draft_id}", label)
        self._draft_id = draft_id

    async def host_pressed(self, interaction: Pressed) -> None:
        """Send the file."""
        waiting = await draft_passages.waiting_draft(interaction, self._draft_id)
        dropped = "\n".join(waiting.draft.essay.dropped)
        text = interaction.client.say(interaction)("draft.left_out_file")
        await reply(interaction, text, file=text_file("left-out.txt", dropped))


class DraftHeadButton(HostButton, template=r"drafthead:(\d{1,18})"):
    """*Edit title and author*: opens the form."""

    def __init__(self, draft_id: int, *, label: str) -> None:
        """Make the button of a draft."""
        super().__init__(f"drafthead:{draft_id}", label)
        self._draft_id = draft_id

    async def host_pressed(self, interaction: Pressed) -> None:
        """Open the form, filled in."""
        draft = (await draft_passages.waiting_draft(interaction, self._draft_id)).draft
        await DraftForm(interaction.client.say(interaction), draft.id, draft.essay).open(interaction)


class DraftForm(StudyForm):
    """Title and author of a draft."""

    kind = "drafthead"

    def __init__(self, say: Say, draft_id: int, essay: DraftEssay) -> None:
        """Make the form, filled in."""
        title = field("title", say("field.title"), TITLE, essay.title)
        author = field("author", say("field.author"), AUTHOR, essay.author or "", needed=False)
        super().__init__(say("button.edit_head"), draft_id, fields=[title, author])

    @classmethod
    async def submitted(cls, interaction: Pressed, about: tuple[int, ...], typed: Mapping[str, str]) -> None:
        """Change the draft, and show it as it is then."""
        must_be_host(interaction)
        await put_off(interaction)
        title, author = one_line(typed["title"], TITLE), one_line(typed["author"], AUTHOR)
        waiting = await essay_drafts.change(
            interaction.client.database,
            guild_of(interaction),
            about[0],
            None,
            lambda essay: with_head(essay, title, author or None),
            interaction.client.now(),
        )
        await _turn_to(interaction, waiting)


def _draft_layout(say: Say, waiting: Waiting, shown: int, most: int, lines: int) -> Layout:
    draft, essay = waiting.draft, waiting.draft.essay
    facts = draft_summary.facts(say, waiting, shown, lines)
    layout = Layout(Container(display(facts), accent_colour=ACCENT))
    for content in draft_summary.first_days(essay, shown, most):
        layout.add_item(post_container(say, content))
    key = "button.update" if waiting.update else "button.import"
    buttons: list[HostButton] = [
        ShelveButton(draft.id, draft.revision, label=say(key)),
        DraftHeadButton(draft.id, label=say("button.edit_head")),
        draft_passages.CutsButton(draft.id, 1, label=say("button.cut")),
    ]
    if draft_summary.has_more_left_out(essay):
        buttons.append(LeftOutButton(draft.id, label=say("button.left_out")))
    layout.add_item(row(*buttons, CancelButton(draft.id, label=say("button.cancel"))))
    if waiting.others:
        layout.add_item(row(DraftSelect(list(waiting.others), placeholder=say("draft.others"))))
    return layout


async def _turn_to(interaction: Pressed, waiting: Waiting) -> None:
    """Show the draft in the place of the message; finding out what a book would update may take a few seconds."""
    await put_off(interaction)
    waiting = await essay_drafts.compared(interaction.client.database, waiting)
    await turn(interaction, draft_layout(interaction.client.say(interaction), waiting))
