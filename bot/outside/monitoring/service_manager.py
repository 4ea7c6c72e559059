"""What systemd is told of the process (sd_notify(3)): one datagram a message to the socket that it names.

No library: the well-known ones are systemd's own, which has to be compiled, and others that nobody has kept for years.
"""

import socket
from contextlib import suppress

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


class ServiceManager:
    """Tells systemd how the process does; without a socket it tells nobody."""

    def __init__(self, address: str | None) -> None:
        """Name the socket: a path, or a name of Linux's own that begins with @."""
        self._address = address

    def tell(self, state: str) -> None:
        """Send one message. One that does not arrive is no reason to fail: systemd acts on those that stay away."""
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as connection:
            connection.setblocking(False)
            connection.sendto(state.encode(), address)
