"""The rules of the bot: pure functions on frozen dataclasses, without clock, files, Discord or database."""
