"""What a member has handed in, in the form in which it is stored until it is out."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from bot.core.models import AnswerContent

VERSION = 1
"""Counts up whenever a field of `AnswerContent` comes, goes or means something else; `read` knows all there were."""
KEPT_FOR = timedelta(hours=24)
"""How long after its claim a text is kept that is not out, for its member to have it back."""


def write(content: AnswerContent) -> dict[str, Any]:
    """The content as JSON has it, with the version of its form."""
    return {"version": VERSION, **asdict(content)}


def read(stored: Mapping[str, Any]) -> AnswerContent:
    """The content that `write` has stored. Raises `ValueError` for one of a later version."""
    fields = dict(stored)
    version = fields.pop("version")
    if version > VERSION:
        raise ValueError(f"Content of version {version}")
    return AnswerContent(**fields)
