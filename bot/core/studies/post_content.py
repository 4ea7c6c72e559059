"""What a post will say: put together from what is on the shelf, and the form in which it is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from typing import Any

from bot.core.models import Essay, Origin, Passage, Question
from bot.core.posts import PostContent, PostedPassage

VERSION = 2
"""Counts up whenever a field of `PostContent` comes, goes or means something else; `read` knows all that there were."""
_RENAMED = {"suggested": "bank"}
"""What an origin was called before version 2."""


def compose(
    essay: Essay,
    passages: Sequence[Passage],
    questions: Sequence[Question],
    *,
    day: int,
    reference: str,
    role_id: int | None,
) -> PostContent:
    """The content of a post with one passage or more, as values that no later change of the essay touches."""
    passage, *following = passages
    asked, second = [*questions, None, None][:2]
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
        following=tuple(PostedPassage(each.id, each.number, each.heading, each.text) for each in following),
        about_id=asked.passage_id if asked and asked.passage_id != passage.id else None,
        second_question=second.text if second else None,
    )


def write(content: PostContent) -> dict[str, Any]:
    """The content as JSON has it, with the version of its form."""
    return {"version": VERSION, **{field.name: getattr(content, field.name) for field in fields_of(content)}}


def read(stored: Mapping[str, Any]) -> PostContent:
    """The content that `write` of this or an earlier version has stored.

    Raises `ValueError` for one of a later version.
    """
    fields = dict(stored)
    version = fields.pop("version", 0)  # the first form had no version, and everything was said in English
    if version > VERSION:
        raise ValueError(f"Content of version {version}")
    fields.setdefault("said_in", "en")
    origin, following = fields.pop("origin"), fields.pop("following", ())  # before version 2, one passage
    return PostContent(
        **fields,
        origin=None if origin is None else Origin(_RENAMED.get(origin, origin)),
        following=tuple(PostedPassage(*passage) for passage in following),
    )
