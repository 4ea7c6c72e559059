"""A watch over every log line of a test: none may hold a name, an id, a token, or what somebody typed."""

import logging
import re
from collections.abc import Iterable, Iterator

from bot.logs import LIBRARIES, PrivateFormatter, limit_libraries, without_private
from local_discord import LocalDiscord

WATCHED = {"bot", "cogs", "command_line", "__main__", *LIBRARIES}
SHORTEST = 4
"""Characters; shorter names and words stand in ordinary sentences, too."""


class LogWatch(logging.Handler):
    """Keeps every line as an operator would find it, at the most talkative level there is."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(PrivateFormatter("%(levelname)s %(name)s: %(message)s"))
        self.lines: list[str] = []
        limit_libraries("DEBUG")

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] in WATCHED:
            self.lines.append(self.format(record))

    def private(self, servers: Iterable[LocalDiscord]) -> list[str]:
        """The lines that hold what is private in these worlds, or looks like it anywhere."""
        secrets = {secret for server in servers for secret in secrets_of(server)}
        words = re.compile("|".join(rf"(?<!\w){re.escape(secret)}(?!\w)" for secret in secrets) or r"(?!)")
        return [line for line in self.lines if words.search(line) or without_private(line) != line]


def secrets_of(server: LocalDiscord) -> Iterator[str]:
    """Names of people and places, interaction tokens, and all that people typed, chose and said."""
    world = server.world
    told: list[object] = [user.name for user in world.users.values() if not user.bot]
    told += [guild.name for guild in world.guilds.values()]
    told += [(token, values_in(interaction.data)) for token, interaction in world.interactions.items()]
    said = (message for place in world.places.values() for message in place.messages)
    told += [message.content for message in said if not message.author.bot]
    yield from (text for text in strings(told) if len(text) >= SHORTEST)


def values_in(data: object) -> Iterator[object]:
    """What a person gave: the values in the data of an interaction, at any depth."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield value if name in ("value", "values") else values_in(value)
    elif isinstance(data, list):
        yield from map(values_in, data)


def strings(found: object) -> Iterator[str]:
    """Every text in nested iterables."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, Iterable):
        for each in found:
            yield from strings(each)
