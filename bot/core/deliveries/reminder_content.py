"""What a member is reminded of, in the form in which it is stored."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.core.models import ReminderContent

VERSION = 1
"""Counts up whenever a field of `ReminderContent` comes, goes or means something else; `read` knows all there were."""


def write(content: ReminderContent) -> dict[str, Any]:
    """The content as JSON has it, with the version of its form."""
    return {"version": VERSION, **asdict(content)}


def read(stored: Mapping[str, Any]) -> ReminderContent:
    """The content that `write` has stored. Raises `ValueError` for one of a later version."""
    fields = dict(stored)
    version = fields.pop("version")
    if version > VERSION:
        raise ValueError(f"Content of version {version}")
    return ReminderContent(**fields)
