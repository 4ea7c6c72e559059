"""A passage that somebody looked up, and the buttons that lead from one to the next."""

from bot.core.text.lines import one_line
from bot.core.text.markup import NOTHING, mark, plain
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, line, panel, reply
from bot.services.lookup import passage_lookup
from bot.services.lookup.named_passages import Candidates
from bot.services.lookup.passage_lookup import PassageView
from cogs.discussion.discuss import DiscussButton
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.id_fields import Flag, Id
from cogs.ui.passage_parts import Room, below, headed, origin_line, read_together, roomy, small, title_line
from cogs.ui.replies import turn_or_reply

LABEL = 60
"""Characters of a button that names something: Discord takes 80, but a telephone shows fewer."""
LONGEST_LABEL = 80
SIDE_BY_SIDE = 5
"""Buttons in one row (Message Components in the API reference)."""


class PassageButton(StudyButton, kind="passage"):
    """Shows a passage: in the place of what is above it, or in an answer of its own."""

    passage_id: Id
    turns: Flag
    """Whether the passage takes the place of the message; else it comes in an answer of its own."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show the passage to the one who pressed."""
        bot = interaction.client
        view = await passage_lookup.by_id(bot.database, interaction.guild_id, self.passage_id)
        answer = turn_or_reply if self.turns else reply
        await answer(interaction, passage_layout(bot.say(interaction), view))


def passage_layout(say: Say, view: PassageView) -> Layout:
    """One passage or a range of them, where it stands, when the group read it, and the ways to its neighbours."""
    return roomy(lambda room: _passage_layout(say, view, room))


def _passage_layout(say: Say, view: PassageView, room: Room) -> Layout:
    passage, essay = view.passage, view.essay
    where = say("passage.number", number=passage.number, length=essay.length)
    if view.following:
        where = say("passage.range", first=passage.number, last=view.following[-1].number, length=essay.length)
    container = panel()
    head = headed(mark("**{}**", where), passage.heading, room.heading)
    container.add_item(display(below(title_line(essay.title, room.title), head)))
    container.add_item(display(room.text(passage.text)))
    for following in view.following:
        container.add_item(line())
        container.add_item(display(room.text(following.text)))
    origin = small(origin_line(say, essay.author, essay.source, room), plain(essay.licence or "", 40))
    if foot := below(read_together(say, view) if room.read else NOTHING, origin):
        container.add_item(line())
        container.add_item(display(foot))
    ways = ((view.before, "button.previous"), (view.after, "button.next"))
    buttons = [PassageButton(passage_id, True, label=say(key)) for passage_id, key in ways if passage_id is not None]
    discuss = say("button.discuss_one", number=passage.number) if view.following else say("button.discuss")
    return Layout(container, row(*buttons, DiscussButton(passage.id, label=discuss)))


def which_layout(say: Say, candidates: Candidates) -> Layout:
    """The passages that may have been meant, a button each."""
    layout = Layout(display(say("lookup.which", typed=plain(candidates.typed, 100))))
    names = [f"{shorten(view.essay.title, LABEL)} {view.passage.number}" for view in candidates.views]
    buttons: list[PassageButton] = []
    for name, view in zip(names, candidates.views, strict=True):
        label = name if names.count(name) == 1 else shorten(f"{name} · {one_line(view.passage.text)}", LONGEST_LABEL)
        buttons.append(PassageButton(view.passage.id, True, label=label))
    for start in range(0, len(buttons), SIDE_BY_SIDE):
        layout.add_item(row(*buttons[start : start + SIDE_BY_SIDE]))
    return layout
