"""What people and the bot have to be allowed before the bot posts something for them."""

from collections.abc import Sequence

import discord

from bot.core.errors import Remark, StudyError


def must_have(allowed: discord.Permissions, needed: Sequence[str], key: str) -> None:
    """Raise the `StudyError` under the key, with the permissions that are missing."""
    if lacking := missing(allowed, needed):
        raise StudyError(key, n=len(lacking), details=tuple(Remark(f"permission.{name}") for name in lacking))


def missing(allowed: discord.Permissions, needed: Sequence[str]) -> list[str]:
    """Those of the needed permissions that are not allowed, each once."""
    return list(dict.fromkeys(name for name in needed if not getattr(allowed, name)))
