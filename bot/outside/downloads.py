"""Files that people attach, fetched from where Discord keeps them and from nowhere else."""

import ipaddress
from collections.abc import Collection

import aiohttp
from yarl import URL

from bot.core.errors import StudyError
from bot.core.essays.sizes import FILE_BYTES
from bot.outside.network_errors import BROKEN

DISCORD = frozenset(("cdn.discordapp.com", "media.discordapp.net"))
"""Where attachments are (https://discord.com/developers/docs/reference#cdn-formatting, and the proxy beside it)."""
_OK, _NOT_FOUND = 200, 404


async def download(url: str, *, hosts: Collection[str] = DISCORD, most: int = FILE_BYTES, seconds: float = 30) -> bytes:
    """What is at the address: at most so many bytes, counted as they arrive.

    Only from `hosts`, each with its port where that is not the usual one; by https alone, but for this machine's own
    addresses. No redirect is followed, nothing is decompressed, and no proxy of the environment is asked. Raises
    `StudyError` for an address elsewhere, and for every way in which there may be no file.
    """
    at = _address(url, hosts)
    timeout = aiohttp.ClientTimeout(total=seconds)
    plain = {"Accept-Encoding": "identity"}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, headers=plain, auto_decompress=False, trust_env=False) as session,
            session.get(at, allow_redirects=False) as answer,
        ):
            _check(answer, most)
            return await _body(answer, most)
    except TimeoutError as late:
        raise StudyError("download.too_slow", n=round(seconds)) from late
    except BROKEN as broken:
        raise StudyError("download.broken") from broken


def _address(url: str, hosts: Collection[str]) -> URL:
    """The address to request. Raises `StudyError` unless scheme, host and port are allowed and it names no user."""
    try:
        at = URL(url)
        host, authority, named = at.host or "", at.host_port_subcomponent, at.user or at.password
    except ValueError:
        raise StudyError("download.elsewhere") from None
    known = authority in hosts and not named
    if not known or not (at.scheme == "https" or (at.scheme == "http" and _is_here(host))):
        raise StudyError("download.elsewhere")
    return at


def _is_here(host: str) -> bool:
    """Whether this is an address of this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check(answer: aiohttp.ClientResponse, most: int) -> None:
    """Raises `StudyError` for an answer that brings no file, or says that it brings too much or squeezed it."""
    if answer.status == _NOT_FOUND:
        raise StudyError("download.gone")
    if answer.status != _OK or answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise StudyError("download.refused", status=answer.status)
    if (answer.content_length or 0) > most:
        raise StudyError("download.too_large", megabytes=round(most / 1_000_000))


async def _body(answer: aiohttp.ClientResponse, most: int) -> bytes:
    body = bytearray()
    async for part in answer.content.iter_any():
        body += part
        if len(body) > most:
            raise StudyError("download.too_large", megabytes=round(most / 1_000_000))
    return bytes(body)
