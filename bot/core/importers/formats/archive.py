"""The files in a zip archive that a stranger sent, read into memory one by one and never written anywhere."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.core.errors import StudyError
from bot.core.importers.formats import bounds

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ENCRYPTED = 1
_HEADER = 30
"""Bytes before a member's name and its data, at least (APPNOTE.TXT, 4.3.7)."""
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What the standard library raises for an archive that is not as it says."""


class Archive:
    """The members of an archive by name.

    Raises `StudyError` for one that is damaged, has too many members, or members that share their bytes.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
        except _BROKEN:
            raise StudyError("import.damaged") from None
        members = [member for member in self._zip.infolist() if member.filename]
        if len(members) > bounds.MEMBERS or _overlap(members):
            raise StudyError("import.out_of_bounds")
        self.names = tuple(dict.fromkeys(member.filename for member in members if not member.is_dir()))
        self._known = frozenset(self.names)
        self._left = bounds.UNPACKED_BYTES

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def read(self, name: str) -> bytes:
        """A member's bytes, counted as they are unpacked: what an archive says of its sizes may be untrue.

        Raises `StudyError` for one that is missing, encrypted, or longer than any book's.
        """
        if name not in self:
            raise StudyError("import.damaged")
        member = self._zip.getinfo(name)
        if member.flag_bits & _ENCRYPTED:
            raise StudyError("import.locked")
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise StudyError("import.damaged")
        most = min(bounds.MEMBER_BYTES, self._left, max(bounds.ANY_RATIO_BYTES, member.compress_size * bounds.RATIO))
        try:
            with self._zip.open(member) as unpacked:
                data = unpacked.read(most + 1)
        except _BROKEN:
            raise StudyError("import.damaged") from None
        if len(data) > most:
            raise StudyError("import.out_of_bounds")
        self._left -= len(data)
        return data

    def markup(self, name: str) -> bytes:
        """A member that is XML. Raises `StudyError`, besides, for one that defines entities: no program writes any."""
        data = self.read(name)
        if _ENTITY.search(data.replace(b"\0", b"")):  # in UTF-16 there is one beside each letter
            raise StudyError("import.out_of_bounds")
        return data

    def under(self, folder: str, ending: str) -> Iterator[str]:
        """The names that begin and end so."""
        return (name for name in self.names if name.startswith(folder) and name.endswith(ending))


def _overlap(members: list[ZipInfo]) -> bool:
    """Whether two members have bytes in common, as in archives that unpack to a thousand times what others do."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    return any(
        first.header_offset + _HEADER + len(first.filename) + first.compress_size > second.header_offset
        for first, second in pairwise(ordered)
    )
