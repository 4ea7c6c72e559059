"""What the parent tells a bot's process at its start."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class PlannedStudy:
    """A study to set up before the bot starts, and where its hosts are told things; local times are in UTC."""

    guild_id: int
    channel_id: int
    time: str
    forum: bool = False
    pin: bool = False
    publish: bool = False
    host_channel_id: int | None = None
    words: int = 0
    """How many words come at once; 0 for a passage."""


@dataclass(frozen=True, slots=True)
class Order:
    """One life of the bot.

    `offset` is the world's time less the machine's monotonic clock, in seconds, and `wall` how far the clock that the
    machine shows is wrong. `backups` is the folder beside which a bot on a server keeps its key; none for one with a
    file. So that rounds take less real time, `haste` scales discord.py's own pauses between retries, and `send_within`
    replaces the limit of a send (seconds). `queue` is how long each request of a delivery waits for its turn, in
    seconds of the world. `counted` are the beginnings of the names of tasks whose boundaries count.
    """

    database_url: str
    essays: str
    api_url: str
    gateway_url: str
    log: str
    offset: float
    wall: float = 0.0
    backups: str = ""
    mutant: str = ""
    haste: float = 0.02
    send_within: float = 30.0
    queue: float = 0.0
    counted: tuple[str, ...] = ()
    studies: tuple[PlannedStudy, ...] = ()

    def written(self) -> bytes:
        """The order as a line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> "Order":
        """The order in a line."""
        given = json.loads(line)
        studies = tuple(PlannedStudy(**study) for study in given.pop("studies"))
        return cls(**given | {"counted": tuple(given["counted"])}, studies=studies)
