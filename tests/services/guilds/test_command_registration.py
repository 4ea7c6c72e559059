"""What Discord has been told of the commands."""

from bot.services.guilds import command_registration
from bot.store.database import Database

OURS, OTHER = 7, 8


async def test_ids_are_known_with_the_commands_that_discord_was_last_told(database: Database):
    """Those of other commands, or of another application, would lead nowhere."""
    await command_registration.note(database, OURS, "a digest", {"today": 1, "study": 2})
    assert await command_registration.known_ids(database, OURS, "a digest") == {"today": 1, "study": 2}
    assert await command_registration.known_ids(database, OURS, "another") is None
    assert await command_registration.known_ids(database, OTHER, "a digest") is None


async def test_ids_give_way_to_later_ones(database: Database):
    """A command that is gone is not mentioned any more."""
    await command_registration.note(database, OURS, "a digest", {"today": 1, "study": 2})
    await command_registration.note(database, OURS, "another", {"today": 3})
    assert await command_registration.known_ids(database, OURS, "another") == {"today": 3}
