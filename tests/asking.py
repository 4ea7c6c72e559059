"""Who asks a service in a test."""

from datetime import UTC, datetime

from bot.core.models import Asker

GUILD = 2 * 10**17
NOW = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)


def asks(
    guild_id: int | None = GUILD,
    *,
    now: datetime = NOW,
    channel_id: int | None = None,
    user_id: int = 4242,
    steered: frozenset[int] | None = None,
) -> Asker:
    """A host of this guild, unless they steer some studies only; in no channel that matters unless one is given."""
    return Asker(guild_id, channel_id, user_id, now, steered)
