"""What the daily post looks like: a pure function of what was claimed."""

from bot.core.posts import ContinuationContent, Post, PostContent
from bot.core.studies.participation.growing_line import NOBODY, Counts
from bot.core.text.markup import NOTHING, Markup, mark
from bot.i18n import Say
from bot.interactions.answers import TEXT_LIMIT, Layout, display
from cogs.daily.answer_form import answer_button
from cogs.daily.buttons import ReadButton
from cogs.daily.catch_up import CatchUpButton
from cogs.daily.marked_lines import mark_button
from cogs.daily.reminders import remind_button
from cogs.discussion.discuss import DiscussButton
from cogs.discussion.questions import AnotherQuestionButton
from cogs.ui.buttons import StudyButton, row
from cogs.ui.passage_parts import Room, below, post_container, roomy, small, together


def post_layout(say: Say, post: Post, content: PostContent, counts: Counts = NOBODY) -> Layout:
    """The post, ready to send: the same every time it is built from the same claim.

    How many have taken part stands at its end, unless the passage leaves no room: nothing else makes way for that.
    """
    layout, last = roomy(lambda room: _post_layout(say, post, content, room, NOTHING)), took_part(say, counts)
    if not last or layout.content_length() + len(last) + 1 > TEXT_LIMIT:
        return layout
    return roomy(lambda room: _post_layout(say, post, content, room, last))


def _post_layout(say: Say, post: Post, content: PostContent, room: Room, last: Markup) -> Layout:
    mention = [display(mark("<@&{}>", content.role_id))] if content.role_id else []
    return Layout(*mention, post_container(say, content, room, last), row(*_buttons(say, post, content)))


def took_part(say: Say, counts: Counts) -> Markup:
    """How many have read a post and how many answered, in small print; nothing while nobody has."""
    read = say("post.have_read", n=counts.read) if counts.read else NOTHING
    return small(read, say("post.have_answered", n=counts.answered) if counts.answered else NOTHING)


def _buttons(say: Say, post: Post, content: PostContent) -> list[StudyButton]:
    """The buttons that belong to the post, wherever it is shown."""
    buttons: list[StudyButton] = [ReadButton(post.id, label=say("button.read"))]
    if content.question_id is not None:
        buttons.append(answer_button(say, post.id))
        shown = content.asked_about, content.question_id
        buttons.append(AnotherQuestionButton(*shown, 0, post.id, label=say("button.another")))
    buttons += [mark_button(say, post.id), remind_button(say, post.study_id)]
    return buttons


def continuation_layout(content: ContinuationContent) -> Layout:
    """What goes on below a post: its passages, each new heading over its first one."""
    return roomy(lambda room: Layout(*map(display, together(content.passages, content.heading, room))))


def today_layout(say: Say, post: Post | None, next_line: Markup, *, new: bool, unread: int = 0) -> Layout:
    """Today's passage for one person: where the group talks about it, when the next one comes, and the post's buttons.

    Where there is no talk, a button opens one; where earlier posts are unread, one leads to them. Somebody new reads
    above it that this is a good place to begin, unless the passage leaves no room. Without a post so far, only when one
    comes.
    """
    content = post.content if post else None
    if post is None or content is None:
        return Layout(display(below(say("today.none"), next_line)))
    start = say("today.start_here" if content.day > 1 else "today.first_day", day=content.day)
    talk = say("today.talk", thread=post.thread_id) if post.thread_id else NOTHING
    earlier = say("today.unread", n=unread) if unread else NOTHING
    last = display(below(talk, next_line, earlier))
    ways: list[StudyButton] = []
    if not post.thread_id:
        ways.append(DiscussButton(content.asked_about, content.question_id or 0, label=say("button.discuss")))
    if unread:
        ways.append(CatchUpButton(post.study_id, label=say("button.catch_up")))
    rows = [row(*buttons) for buttons in (_buttons(say, post, content), ways) if buttons]
    layout = roomy(lambda room: Layout(post_container(say, content, room), last, *rows))
    if new and layout.content_length() + len(start) <= TEXT_LIMIT:
        return roomy(lambda room: Layout(display(start), post_container(say, content, room), last, *rows))
    return layout
