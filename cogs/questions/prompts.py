"""`/prompt`: a question to discuss, for the one who asks, and the buttons under it."""

from bot.core.models import Rung
from bot.core.text.markup import NOTHING, mark, plain
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, panel, reply
from bot.services.questions import prompts
from bot.services.questions.prompts import Draw, Prompt
from cogs.discussion.discuss import DiscussQuestionButton
from cogs.discussion.questions import question_lines
from cogs.lookup.passages import PassageButton
from cogs.lookup.sharing import share
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.deferral import in_time
from cogs.ui.id_fields import LONGEST, Flag, Id, Number, Words
from cogs.ui.passage_parts import small
from cogs.ui.replies import member_name, turn, turn_or_reply

RUNGS = (None, *Rung)
"""By the number that stands for each in a custom id."""


class PromptButton(StudyButton, kind="prompt"):
    """*Another one* and *Deeper*: the next question of the same draw, all of which stands in the custom id."""

    seed: Number
    shown: Id
    """The id of a question."""
    goes_on: Flag
    """Whether the question after that one is shown; else that one."""
    essay_id: Id
    """0 for all essays."""
    passage_id: Id
    """0 for all passages."""
    rung: Number
    """A place in `RUNGS`."""
    words: Words

    def is_of_ours(self) -> bool:
        """Whether there is such a rung."""
        return self.rung < len(RUNGS)

    async def pressed(self, interaction: Pressed) -> None:
        """Put the question in the place of the one before."""
        bot, say = interaction.client, interaction.client.say(interaction)
        drawn_from = Draw(self.seed, self.words, self.essay_id or None, self.passage_id or None, RUNGS[self.rung])
        guild_id = interaction.guild_id
        if self.goes_on:
            drawing = prompts.draw(bot.database, guild_id, drawn_from, self.shown)
        else:
            drawing = prompts.by_id(bot.database, guild_id, self.shown)
        prompt = await in_time(interaction, drawing)
        if self.goes_on and prompt.question.id == self.shown:
            await reply(interaction, say("prompt.only_one"))
        else:
            await turn_or_reply(interaction, prompt_layout(say, drawn_from, prompt, in_guild=guild_id is not None))


class SharePromptButton(StudyButton, kind="shareprompt", style="primary"):
    """*Share*: shows the question to everybody in the channel, if the one who presses may speak there."""

    question_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Post the question under the name of the bot, for the one who pressed."""
        bot = interaction.client
        prompt = await prompts.by_id(bot.database, interaction.guild_id, self.question_id)
        shown = share_layout(bot.say_to_guild(interaction.guild_id), prompt, interaction.user.id)
        await share(interaction, shown, shared_layout(bot.say(interaction), prompt))


class GoodButton(StudyButton, kind="goodquestion"):
    """*Good question*: the member's mark, once; and *Undo*, which takes it away."""

    question_id: Id
    good: Flag

    async def pressed(self, interaction: Pressed) -> None:
        """Store the mark, or take it away, and say so to the one who pressed."""
        bot, say = interaction.client, interaction.client.say(interaction)
        await prompts.mark(bot.database, bot.asker(interaction), self.question_id, is_good=self.good)
        if self.good:
            await reply(interaction, marked_layout(say, self.question_id))
        else:
            await turn(interaction, say("prompt.unmarked"))


def prompt_layout(say: Say, drawn_from: Draw, prompt: Prompt, *, in_guild: bool) -> Layout:
    """A question for the one who asked for it, who may share it, go on, go deeper, or open a thread about it."""
    question, passage = prompt.question, prompt.view.passage
    draw = (drawn_from.essay_id or 0, drawn_from.passage_id or 0, RUNGS.index(drawn_from.rung), drawn_from.words)
    buttons: list[StudyButton] = [SharePromptButton(question.id, label=say("button.share"))]
    ways = ((question.id, True, "button.another_prompt"), (prompt.deeper, False, "button.deeper"))
    for shown, goes_on, key in ways:
        values = (drawn_from.seed, shown or 0, goes_on, *draw)
        if shown is not None and len(PromptButton.ids.write(values)) <= LONGEST:
            buttons.append(PromptButton(*values, label=say(key)))
    layout = Layout(prompt_panel(say, prompt))
    if prompt.again:
        layout.add_item(display(small(say("prompt.again"))))
    layout.add_item(row(*buttons))
    onward: list[StudyButton] = [PassageButton(passage.id, False, label=say("button.read_passage"))]
    if in_guild:
        onward.append(DiscussQuestionButton(passage.id, question.id, label=say("button.open_thread")))
        onward.append(GoodButton(question.id, True, label=say("button.good_question")))
    return layout.add_item(row(*onward))


def shared_layout(say: Say, prompt: Prompt) -> Layout:
    """The same for the one who has just shared it."""
    where = PassageButton(prompt.view.passage.id, False, label=say("button.read_passage"))
    return Layout(prompt_panel(say, prompt), display(small(say("share.done"))), row(where))


def share_layout(say: Say, prompt: Prompt, user_id: int) -> Layout:
    """A question for everybody in the channel, and who shares it."""
    passage_id, question_id = prompt.view.passage.id, prompt.question.id
    onward = row(
        DiscussQuestionButton(passage_id, question_id, label=say("button.discuss")),
        PassageButton(passage_id, False, label=say("button.read_passage")),
        GoodButton(question_id, True, label=say("button.good_question")),
    )
    return Layout(display(say("prompt.by", member=member_name(user_id))), prompt_panel(say, prompt), onward)


def marked_layout(say: Say, question_id: int) -> Layout:
    """That a question is marked, and the way back."""
    return Layout(display(say("prompt.marked")), row(GoodButton(question_id, False, label=say("button.undo"))))


def prompt_panel(say: Say, prompt: Prompt) -> Panel:
    """A question, and which passage it is about."""
    essay, passage = prompt.view.essay, prompt.view.passage
    heading = plain(passage.heading, 120) if passage.heading else NOTHING
    place = small(plain(essay.author or "", 80), plain(essay.title, 120), heading, mark("{}", passage.number))
    return panel(display(question_lines(say, prompt.question)), display(place))
