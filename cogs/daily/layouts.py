"""What the daily post looks like: a pure function of what was claimed."""

from discord.ui import TextDisplay

from bot.core.models import Post, PostContent
from bot.i18n import Say
from cogs._shared.buttons import StudyButton, row
from cogs._shared.passages import post_container
from cogs._shared.questions import AnotherQuestionButton
from cogs._shared.replies import TEXT_LIMIT, Layout
from cogs.daily.buttons import ReadButton


def post_layout(say: Say, post: Post, content: PostContent) -> Layout:
    """The post, ready to send: the same every time it is built from the same claim."""
    buttons: list[StudyButton] = [ReadButton(post.id, label=say("button.read"))]
    if content.question_id is not None:
        another = AnotherQuestionButton(content.passage_id, content.question_id, label=say("button.another"))
        buttons.append(another)
    mention = [TextDisplay[Layout](f"<@&{content.role_id}>")] if content.role_id else []
    return Layout(*mention, post_container(say, content), row(*buttons))


def today_layout(say: Say, post: Post, content: PostContent, next_line: str, *, new: bool) -> Layout:
    """Today's passage for one person: where the group talks about it, and when the next one comes.

    Somebody new reads above it that this is a good place to begin, unless the passage leaves no room.
    """
    start = say("today.start_here" if content.day > 1 else "today.first_day", day=content.day)
    links = [say("today.talk", thread=post.thread_id)] if post.thread_id else []
    passage, below = post_container(say, content), TextDisplay[Layout]("\n".join([*links, next_line]))
    if new and passage.content_length() + len(below.content) + len(start) <= TEXT_LIMIT:
        return Layout(TextDisplay(start), passage, below)
    return Layout(passage, below)
