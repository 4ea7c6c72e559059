"""Uploaded files, and the addresses under which they can be read back."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from local_discord.world.messages import Attachment

if TYPE_CHECKING:
    from local_discord.world.world import World


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives: its name, its bytes, and perhaps a description (alt text)."""

    filename: str
    data: bytes
    description: str | None = None


@dataclass(slots=True, eq=False, repr=False)
class Files:
    """All attachments by id."""

    world: World
    by_id: dict[int, Attachment] = field(default_factory=dict[int, Attachment])

    def keep(self, upload: Upload, place_id: int, *, ephemeral: bool = False) -> Attachment:
        """The attachment that an upload becomes, readable under its `url` from now on."""
        attachment_id = self.world.new_id()
        kept = Attachment(
            attachment_id,
            upload.filename,
            upload.data,
            f"{self.world.asset_url}/attachments/{place_id}/{attachment_id}/{quote(upload.filename)}",
            mimetypes.guess_type(upload.filename)[0] or "application/octet-stream",
            upload.description,
            ephemeral,
        )
        self.by_id[attachment_id] = kept
        return kept
