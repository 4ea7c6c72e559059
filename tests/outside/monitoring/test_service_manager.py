"""What systemd hears."""

import socket
from pathlib import Path

import pytest

from bot.outside.monitoring.service_manager import ALIVE, READY, ServiceManager


@pytest.mark.parametrize("abstract", [False, True])
def test_each_message_is_a_datagram(tmp_path: Path, abstract: bool):
    """To a socket in a folder, or to one that has only a name."""
    address = f"@daily-passage-{tmp_path.name}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(address.replace("@", "\0") if abstract else address)
        manager = ServiceManager(address)
        manager.tell(READY)
        manager.tell(ALIVE)
        assert [listening.recv(100) for _ in range(2)] == [b"READY=1", b"WATCHDOG=1"]


@pytest.mark.parametrize("address", [None, "/nowhere/notify"])
def test_nobody_need_listen(address: str | None):
    """A bot that was started by hand, or whose service manager is gone."""
    ServiceManager(address).tell(READY)
