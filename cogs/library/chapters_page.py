"""The page of a draft's chapters, of which a host chooses what the group reads."""

from collections.abc import Mapping

from bot.core.importers.drafts.chapters import chapters, chosen_chapters, with_chapters
from bot.core.text.markup import mark, plain
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, panel
from bot.services.library.essay_drafts import Waiting
from cogs.library.drafts import DraftButton, change_draft, turn_to_draft, waiting_draft
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.forms import field
from cogs.ui.hosts import HostButton, HostForm
from cogs.ui.id_fields import Count, Id, Number
from cogs.ui.passage_parts import below
from cogs.ui.replies import turn

_PAGE = 25
"""Chapters that are listed at once."""
_LINES = (90, 60, 40, 20)
"""Characters of each heading that are tried until the message fits."""
_TYPED = 400
"""Characters of the numbers that somebody types."""


class ChaptersButton(HostButton, kind="chapters"):
    """*Choose what to read*: shows the list of chapters."""

    draft_id: Id
    first: Number
    """The number of the first chapter in the list."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show the list in the place of the message."""
        waiting = await waiting_draft(interaction, self.draft_id)
        await turn(interaction, chapters_layout(interaction.client.say(interaction), waiting, self.first))


class ChooseButton(HostButton, kind="choosechapters", style="primary"):
    """*Choose chapters*: opens the form for their numbers."""

    draft_id: Id
    revision: Count

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, in which all are chosen."""
        say, waiting = interaction.client.say(interaction), await waiting_draft(interaction, self.draft_id)
        every = f"1-{len(waiting.draft.essay.sections)}"
        form = ChaptersForm(self.draft_id, self.revision)
        numbers = field("chapters", say("field.chapters"), _TYPED, every)
        await interaction.response.send_modal(form.with_fields(say("button.choose_chapters"), numbers))


class ChaptersForm(HostForm, kind="chapters"):
    """The numbers of the chapters that the group reads."""

    draft_id: Id
    revision: Count

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Leave the other chapters out, and show the draft."""
        await put_off(interaction)
        banks = interaction.client.texts.banks()
        waiting = await change_draft(
            interaction,
            self.draft_id,
            self.revision,
            lambda essay: with_chapters(essay, chosen_chapters(typed["chapters"], len(essay.sections)), banks),
        )
        await turn_to_draft(interaction, waiting)


def chapters_layout(say: Say, waiting: Waiting, first: int) -> Layout:
    """Twenty-five chapters from one number on, each with its days."""
    return first_that_fits(_chapters_layout(say, waiting, first, most) for most in _LINES)


def _chapters_layout(say: Say, waiting: Waiting, first: int, most: int) -> Layout:
    draft = waiting.draft
    every = chapters(draft.essay)
    first = max(1, min(first, len(every)))
    title = mark("### {}", say("chapters.title", title=plain(draft.essay.title, 100)))
    lines = [
        say("chapters.line", number=number, heading=plain(heading or "…", most), n=days)
        for number, (heading, days) in enumerate(every[first - 1 : first - 1 + _PAGE], start=first)
    ]
    layout = Layout(panel(display(below(title, say("chapters.how", n=len(draft.essay.passages)), *lines))))
    buttons: list[HostButton] = [ChooseButton(draft.id, draft.revision, label=say("button.choose_chapters"))]
    if first > 1:
        buttons.append(ChaptersButton(draft.id, max(1, first - _PAGE), label=say("button.previous_page")))
    if first + _PAGE <= len(every):
        buttons.append(ChaptersButton(draft.id, first + _PAGE, label=say("button.next_page")))
    layout.add_item(row(*buttons, DraftButton(draft.id, label=say("button.to_draft"))))
    return layout
