"""What befalls a world: lost permissions, deleted messages, outages, clocks that are set, processes that end."""

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.faults.days.readers import Reader

if TYPE_CHECKING:
    from tests.faults.days.world import World


class Mishaps:
    """Has them happen, and be over some time later."""

    def __init__(self, world: "World") -> None:
        self._world = world

    async def lose_permission(self, reader: Reader) -> None:
        """Take something from the bot in the study's channel, and give it back some time later."""
        channel = self._world.discord.channels[reader.chosen.channel_id]
        kind = self._world.chance.choice(("may_send", "readable", "exists"))
        setattr(channel, kind, False)
        self._world.troubles.begin(f"{kind} {channel.id}", self._world.clock.true_now(), channel.id)

        async def give_back() -> None:
            setattr(channel, kind, True)
            self._world.troubles.end(f"{kind} {channel.id}", self._world.clock.true_now())

        self._world.at(
            self._world.clock.true_now() + timedelta(hours=self._world.chance.choice((0.5, 5, 20, 50))), give_back
        )

    async def delete(self, reader: Reader) -> None:
        """Have a moderator delete the newest message."""
        channel = self._world.discord.channels[reader.chosen.channel_id]
        if channel.messages and channel.messages[-1].deleted_at is None:
            channel.messages[-1].deleted_at = self._world.clock.true_now()
            channel.faulty.add(channel.messages[-1].nonce)

    async def edit(self) -> None:
        """Correct a passage of the library, one that is just on its way if there is any."""
        world = self._world
        claimed = world.tables.claimed()
        passage_id = world.chance.choice(claimed or list(world.texts))
        text = f"Edition of {world.clock.true_now():%d %B, %H:%M:%S.%f}."
        self._world.texts[passage_id].add(text)
        self._world.tables.edit(passage_id, text)

    async def stop(self) -> None:
        """End the process for some time: seconds, or days."""
        longest = self._world.life.days * 40000
        await self._world.end_process(timedelta(seconds=longest ** self._world.chance.random() * 10))

    async def doom(self) -> None:
        """Have the process end within some transactions."""
        self._world.database.until_death = self._world.chance.randint(0, 12)

    async def outage(self) -> None:
        """Let Discord be away for some time."""
        if self._world.discord.outage is None:
            self._world.discord.outage = self._world.chance.choice(("silent", "503"))
            self._world.troubles.begin("outage", self._world.clock.true_now())
            self._world.at(
                self._world.clock.true_now()
                + timedelta(seconds=self._world.chance.choice((40, 100, 2000, 16000, 30000, 90000))),
                self.back,
            )

    async def back(self) -> None:
        """Let Discord be there again."""
        self._world.discord.outage = None
        self._world.tick_soon()
        self._world.troubles.end("outage", self._world.clock.true_now())

    async def set_clock(self) -> None:
        """Set this machine's clock wrong, and right again some time later."""
        far = self._world.chance.choice((5, 60, 110, 125, 3600, 86400, 864000, 4e8)) * self._world.chance.choice(
            (-1, 1)
        )
        await self.offset(timedelta(seconds=far))
        hours = self._world.chance.choice((0.1, 2, 10, 40))
        self._world.at(self._world.clock.true_now() + timedelta(hours=hours), lambda: self.offset(timedelta(0)))

    async def offset(self, offset: timedelta) -> None:
        """Set this machine's clock so far from the true time."""
        now = self._world.clock.true_now()
        self._world.clock.offset = offset
        self._world.tick_soon()
        self._world.troubles.end("clock", now)
        if abs(offset) > timedelta(seconds=4):
            self._world.troubles.begin("clock", now)
