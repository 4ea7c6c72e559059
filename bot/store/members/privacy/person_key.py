"""The secret from which a person's tombstone is made: a file beside the database, and never in it.

Discord's ids can be guessed one by one. Without the secret nobody can tell from a tombstone whose it is.
"""

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.store.dialects.sqlite.files.ownership import give_to_owner

BYTES = 32


class PersonKey:
    """The secret in a file, which is made when it is first needed; who has lost it has a new one from then on."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is neither read nor made yet."""
        self.path = path
        self._secret = b""

    def sign(self, user_id: int) -> str:
        """What stands for a person, 64 characters: their id under HMAC-SHA256.

        Raises `OSError` when the file can be neither read nor made.
        """
        self._secret = self._secret or self.read() or self._make()
        return hmac.digest(self._secret, str(user_id).encode(), "sha256").hex()

    def take_over(self, other: "PersonKey") -> None:
        """Have the secret of another database from now on, if that has one."""
        secret = other.read()
        if secret and secret != self.read():
            self._write(secret)

    def read(self) -> bytes:
        """What the file holds, nothing where there is none; half a secret, of a crash, is none."""
        try:
            secret = self.path.read_bytes()
        except FileNotFoundError:
            return b""
        return secret if len(secret) == BYTES else b""

    def _make(self) -> bytes:
        """A new secret."""
        secret = secrets.token_bytes(BYTES)
        self._write(secret)
        return secret

    def _write(self, secret: bytes) -> None:
        """Keep a secret, readable for the bot's own user alone, and on the disk before anything is made of it."""
        self._secret = b""
        with suppress(FileNotFoundError):
            self.path.unlink()
        with os.fdopen(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        give_to_owner(self.path, self.path.with_suffix(""))
