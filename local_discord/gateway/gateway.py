"""The gateway: its sessions, and the open connections that carry them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from local_discord.gateway.connection import Connection
from local_discord.gateway.sessions import Sessions
from local_discord.member.waits import wait_for
from local_discord.world.applications import Application


@dataclass(slots=True, eq=False)
class Gateway(Sessions):
    """The sessions, and every connection that is open."""

    connections: list[Connection] = field(default_factory=list[Connection])

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serves one connection until it closes; 503 while connections are refused."""
        if self.refused_connections > 0:
            self.refused_connections -= 1
            return web.Response(status=503)
        return await Connection(self, self.connections, request).run()

    def of(self, application: Application | None = None) -> list[Connection]:
        """The connections that carry a session, of one application if named."""
        return [
            connection
            for connection in self.connections
            if connection.session and (application is None or connection.session.application is application)
        ]

    async def delivered(self, within: float = 5) -> None:
        """Returns once every connected bot has taken in all events so far; NotSeen after `within` seconds.

        It asks each for a heartbeat, which a bot answers with the number of the last event it has seen.
        """
        carried = [connection.session for connection in self.connections if connection.session]
        expected = [(session, session.sequence) for session in carried]
        for connection in self.of():
            connection.ask_for_heartbeat()
        for session, sequence in expected:
            await wait_for(
                self.world,
                lambda session=session, sequence=sequence: session.push is None or session.acknowledged >= sequence,
                within,
                "the bot took in all events",
            )

    async def close(self) -> None:
        """Ends all connections, as a restart of Discord would."""
        await asyncio.gather(*(connection.close(1001) for connection in tuple(self.connections)))
