"""The whole local Discord: who exists, what is registered, and what is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field

from local_discord.interactions.interaction import Interaction
from local_discord.world.applications import Application
from local_discord.world.base import WorldBase
from local_discord.world.changes import Created, Deleted, Event
from local_discord.world.conversations import Channel, DirectChannel, Message, Place, Thread
from local_discord.world.guilds import Guild
from local_discord.world.people import User


@dataclass(slots=True)
class Sent:
    """The message that a nonce made, and when."""

    message_id: int
    place_id: int
    moment: float


@dataclass(slots=True, eq=False, repr=False)
class World(WorldBase):
    """Everything there is."""

    applications: dict[int, Application] = field(default_factory=dict[int, Application])
    guilds: dict[int, Guild] = field(default_factory=dict[int, Guild])
    places: dict[int, Place] = field(default_factory=dict[int, Place])
    direct: dict[frozenset[int], DirectChannel] = field(default_factory=dict[frozenset[int], DirectChannel])
    interactions: dict[str, Interaction] = field(default_factory=dict[str, Interaction])
    nonces: dict[tuple[int, str], Sent] = field(default_factory=dict[tuple[int, str], Sent])
    old_edits: dict[tuple[int, int], list[float]] = field(default_factory=dict[tuple[int, int], list[float]])

    def __post_init__(self) -> None:
        WorldBase.__post_init__(self)
        self.listeners.append(self._keep)
        self.clock.on_move.append(self.let_threads_sleep)

    def _keep(self, event: Event) -> None:
        """Keeps what came where it is looked up, before anybody else is told of it."""
        match event:
            case Created(Channel() | Thread() as place):
                self.places[place.id] = place
            case Created(Interaction() as interaction):
                self._keep_interaction(interaction)
            case Deleted(Channel() as channel):
                self.places.pop(channel.id)
                self.guilds[channel.guild.id].channels.pop(channel.id)
            case Deleted(Thread() as thread):
                self.places.pop(thread.id, None)
            case _:
                pass

    def _keep_interaction(self, interaction: Interaction) -> None:
        while (oldest := next(iter(self.interactions.values()), None)) and oldest.dead:
            del self.interactions[oldest.token]
        self.interactions[interaction.token] = interaction

    def direct_channel(self, one: User, other: User) -> DirectChannel:
        """The conversation of two users, made when it is not there yet."""
        key = frozenset((one.id, other.id))
        if key not in self.direct:
            self.direct[key] = made = DirectChannel(self.new_id(), (one, other))
            self.places[made.id] = made
        return self.direct[key]

    def place(self, place_id: int) -> Place | None:
        """The channel, thread or conversation with that id."""
        return self.places.get(place_id)

    def remember_nonce(self, author: User, nonce: str, message: Message) -> None:
        """Keeps what a nonce made, and forgets what is older than the window."""
        now = self.clock.now().timestamp()
        window = self.settings.nonce_window.total_seconds()
        while (oldest := next(iter(self.nonces), None)) and now - self.nonces[oldest].moment > window:
            del self.nonces[oldest]
        self.nonces[author.id, nonce] = Sent(message.id, message.place.id, now)

    def application_with(self, token: str) -> Application | None:
        """The application whose bot token this is."""
        return next((each for each in self.applications.values() if each.token == token), None)

    def let_threads_sleep(self) -> None:
        """Archives the threads in which nobody wrote for as long as they stay open."""
        now = self.clock.now()
        for guild in self.guilds.values():
            for thread in list(guild.threads.values()):
                if not thread.archived and thread.sleeps_at <= now:
                    thread.edit(archived=True)
