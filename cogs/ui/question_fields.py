"""The fields of forms in which a question is written: its rung, and its words."""

from collections.abc import Mapping, Sequence

from discord import app_commands
from discord.ui import Label, Modal

from bot.core.errors import StudyError
from bot.core.essays.sizes import QUESTION
from bot.core.models import Rung
from bot.i18n import Say, described
from cogs.ui.forms import choice_field, field

RUNGS = [app_commands.Choice(name=described(f"rung.{rung}"), value=rung.value) for rung in Rung]
"""The rungs, as a command offers them."""


def question_fields(say: Say, rung: Rung | None, text: str) -> Sequence[Label[Modal]]:
    """The fields of a form for a question, filled in already."""
    rungs = [(say.plain(f"rung.{each}"), each.value) for each in Rung]
    return (
        choice_field("rung", say.plain("field.rung"), rungs, rung),
        field("text", say.plain("field.question"), QUESTION, text, long=True),
    )


def typed_rung(typed: Mapping[str, str]) -> Rung:
    """The rung that was chosen in the form. Raises `StudyError` when none was."""
    try:
        return Rung(typed.get("rung", ""))
    except ValueError:
        raise StudyError("question.no_rung") from None
