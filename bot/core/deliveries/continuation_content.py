"""What goes on below a post, in the form in which it is stored."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.core.models import ContinuationContent, PostedPassage

VERSION = 1
"""Counts up whenever a field of `ContinuationContent` comes, goes or means something else; `read` knows all."""


def write(content: ContinuationContent) -> dict[str, Any]:
    """The content as JSON has it, with the version of its form."""
    return {"version": VERSION, **asdict(content)}


def read(stored: Mapping[str, Any]) -> ContinuationContent:
    """The content that `write` has stored. Raises `ValueError` for one of a later version."""
    fields = dict(stored)
    version, passages = fields.pop("version"), fields.pop("passages")
    if version > VERSION:
        raise ValueError(f"Content of version {version}")
    return ContinuationContent(**fields, passages=tuple(PostedPassage(*passage) for passage in passages))
