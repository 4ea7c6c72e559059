"""What opens a talk, and what its thread is called."""

from bot.core.models import Question
from bot.core.text.markup import NOTHING, mark
from bot.i18n import Say
from bot.interactions.answers import Layout, display
from bot.services.discussion import MessageTopic, Topic
from cogs.discussion.questions import another, question_lines
from cogs.discussion.threads import day_name, talk_name
from cogs.ui.buttons import StudyButton, row
from cogs.ui.passage_parts import (
    Room,
    below,
    framed,
    headed,
    origin_line,
    read_together,
    roomy,
    small,
    suggested,
    title_line,
)
from cogs.ui.replies import member_name


def thread_name(say: Say, about: MessageTopic) -> str:
    """What the thread is called: a post's after its day, any other after its passage."""
    if about.post is not None and about.post.content is not None:
        return day_name(say, about.post.content)
    if about.topic is None:
        raise ValueError("a message is about a post or a topic")
    view = about.topic.view
    return talk_name(view.essay.title, view.passage.number, view.passage.text)


def passage_talk(say: Say, topic: Topic, user_id: int, onward: StudyButton) -> Layout:
    """A talk's first message: who wants it (named, and not pinged), the whole passage, the question and a button."""
    return roomy(lambda room: _passage_talk(say, topic, user_id, onward, room))


def _passage_talk(say: Say, topic: Topic, user_id: int, onward: StudyButton, room: Room) -> Layout:
    passage, essay, question = topic.view.passage, topic.view.essay, topic.question
    where = mark("**{}**", say("passage.number", number=passage.number, length=essay.length))
    by = origin_line(say, essay.author, essay.source, room)
    origin = small(by, suggested(say, question.origin) if question else NOTHING)
    read = read_together(say, topic.view) if room.read else NOTHING
    head = below(title_line(essay.title, room.title), headed(where, passage.heading, room.heading))
    return Layout(
        display(say("discuss.by", member=member_name(user_id))),
        framed(head, [room.text(passage.text)], [question.text] if question else [], below(read, origin)),
        row(onward),
    )


def question_talk(say: Say, topic: Topic | None, user_id: int, onward: StudyButton | None) -> Layout:
    """What begins a talk below a message with the passage: who wants it, and a question as far as there is one."""
    by = say("discuss.by", member=member_name(user_id))
    if topic is None or onward is None:
        return Layout(display(by))
    question = question_lines(say, topic.question) if topic.question else NOTHING
    return Layout(display(below(by, question, read_together(say, topic.view))), row(onward))


def there_layout(say: Say, thread_id: int, question: Question | None) -> Layout:
    """The way to the talk, and a question to begin with, for one person."""
    layout = Layout(display(say("today.talk", thread=thread_id)))
    if question is not None:
        layout.add_item(display(question_lines(say, question))).add_item(row(another(say, question)))
    return layout
