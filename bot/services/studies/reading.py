"""What one post of a study has to say: its passages, and the questions that it asks about them."""

from typing import NamedTuple

from bot.core.models import Rung, Study
from bot.core.posts import PostContent
from bot.core.questions import ladder
from bot.core.studies.post_content import compose
from bot.services.questions import post_questions
from bot.store.database import Connection
from bot.store.essays.passages import Excerpt


class Reading(NamedTuple):
    """What a post says, and the rung of the last question in turn once it is out."""

    content: PostContent
    rung: Rung | None


async def reading(
    connection: Connection, study: Study, excerpt: Excerpt, last: Rung | None, *, day: int, reference: str = ""
) -> Reading:
    """What the post with these passages says, after one that asked on the rung `last`."""
    asked = await post_questions.for_post(connection, study, [passage.id for passage in excerpt.passages], last)
    content = compose(*excerpt, asked, day=day, reference=reference, role_id=study.place.role_id)
    return Reading(content, ladder.rung_after(asked[0] if asked else None, last))
