"""Uploaded files, and the addresses under which they can be read back."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from yarl import URL


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives: its name, its bytes, and perhaps a description (alt text)."""

    filename: str
    data: bytes
    description: str | None = None


@dataclass(slots=True, eq=False, repr=False)
class Attachment:
    """A file on a message; `data` is what was uploaded."""

    id: int
    filename: str
    data: bytes
    url: str
    content_type: str
    description: str | None = None
    ephemeral: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Files:
    """All attachments by id; `address` is the beginning of theirs."""

    new_id: Callable[[], int]
    address: str = "http://127.0.0.1"
    by_id: dict[int, Attachment] = field(default_factory=dict[int, Attachment])

    def keep(self, upload: Upload, place_id: int, *, ephemeral: bool = False) -> Attachment:
        """The attachment that an upload becomes, readable under its `url` from now on.

        It ends in a signature, as Discord's do (Reference, Signed Attachment CDN URLs): nobody guesses an address.
        """
        attachment_id = self.new_id()
        path = f"attachments/{place_id}/{attachment_id}/{quote(upload.filename)}"
        kept = Attachment(
            attachment_id,
            upload.filename,
            upload.data,
            f"{self.address}/{path}?hm={secrets.token_hex(32)}",
            mimetypes.guess_type(upload.filename)[0] or "application/octet-stream",
            upload.description,
            ephemeral,
        )
        self.by_id[attachment_id] = kept
        return kept

    def at(self, asked: URL) -> Attachment | None:
        """The attachment of an address, None unless the whole of it is right."""
        found = self.by_id.get(int(asked.parts[-2])) if asked.parts[-2].isdecimal() else None
        signed = asked.query.get("hm", "").encode()
        right = found and secrets.compare_digest(signed, URL(found.url).query["hm"].encode())
        return found if right else None
