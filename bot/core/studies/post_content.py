"""What a post will say, put together from what is on the shelf."""

from bot.core.models import Essay, Passage, PostContent, Question


def compose(
    essay: Essay, passage: Passage, asked: Question | None, *, day: int, reference: str, role_id: int | None
) -> PostContent:
    """The content of a post, as values that no later change of the essay touches."""
    return PostContent(
        passage_id=passage.id,
        title=essay.title,
        author=essay.author,
        source=essay.source,
        heading=passage.heading,
        text=passage.text,
        question_id=asked.id if asked else None,
        question=asked.text if asked else None,
        origin=asked.origin if asked else None,
        number=passage.number,
        length=essay.length,
        day=day,
        reference=reference,
        language=essay.language,
        role_id=role_id,
    )
