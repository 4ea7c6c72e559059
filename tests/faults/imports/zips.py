"""Archives that lie, overlap, unpack to more than a machine holds, or are cut off: as books and as documents."""

import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from tests.core.importers.formats import samples
from tests.faults.imports.odd_file import PROSE, TEXT, OddFile, named

_LOCAL, _CENTRAL, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_PACKED_AT, _SIZE_AT, _NAME_LENGTH_AT, _FLAGS_AT, _METHOD_AT, _CRC_AT, _OFFSET_AT = 20, 24, 28, 8, 10, 16, 42
"""Where fields stand in an entry of the central directory (APPNOTE.TXT, 4.3.12)."""
_MOST = 0xFFFFFFFF
_NAMES = (
    "../../../etc/passwd",
    "/etc/passwd",
    "C:\\windows\\win.ini",
    "..\\..\\a.xml",
    "a\0b.xml",
    "con",
    "\u202egpj.exe",
    "x" * 60_000,
    "/",
    "//",
    ".",
    "..",
    "",
    "a/" * 5000,
    "META-INF/../META-INF/container.xml",
    "\U0001f35e.xhtml",
)


def files() -> Iterator[OddFile]:
    """The same tricks with a book and with a document, and archives that are neither."""
    for name, valid in (("book.epub", _book), ("essay.docx", _document)):
        yield from named(name, _tricks(valid))
    yield from named(
        "essay.epub",
        {
            "an archive without files": lambda: samples.packed({}),
            "only the end of an archive": lambda: _END + b"\0" * 18,
            "only the first bytes": lambda: b"PK\3\4",
            "archives in archives": _nested,
            "five thousand and one files": lambda: _many(5_001),
            "sixty thousand files": lambda: _many(60_000),
            "members that overlap": _overlapping,
            "bytes of each kind of packing": _every_method,
        },
    )


def _book() -> bytes:
    return samples.epub({"one.xhtml": samples.chapter(PROSE)})


def _document() -> bytes:
    return samples.docx(samples.paragraph(TEXT))


def _tricks(valid: Callable[[], bytes]) -> dict[str, Callable[[], bytes]]:
    def field(at: int, form: str, value: int) -> Callable[[], bytes]:
        return lambda: _with_field(valid(), at, form, value)

    return {
        "unpacks to a hundred megabytes": lambda: _with_bomb(valid(), 100_000_000),
        "unpacks to a hundred times half a megabyte": lambda: _with_many_bombs(valid()),
        "says it unpacks to nothing": field(_SIZE_AT, "<I", 0),
        "says it unpacks to four gigabytes": field(_SIZE_AT, "<I", _MOST - 1),
        "says it is packed in nothing": field(_PACKED_AT, "<I", 0),
        "says it is packed in four gigabytes": field(_PACKED_AT, "<I", _MOST - 1),
        "asks for zip64 that is not there": lambda: _with_field(valid(), _SIZE_AT, "<II", _MOST),
        "zip64 with sizes beyond all": _with_zip64(valid),
        "sums that are wrong": field(_CRC_AT, "<I", 12345),
        "encrypted": field(_FLAGS_AT, "<H", 1),
        "strongly encrypted": field(_FLAGS_AT, "<H", 0x41),
        "masked headers": field(_FLAGS_AT, "<H", 0x2000),
        "packed in a way nobody knows": field(_METHOD_AT, "<H", 77),
        "packed as stored": field(_METHOD_AT, "<H", ZIP_STORED),
        "stands behind the end": field(_OFFSET_AT, "<I", _MOST - 1),
        "all members at the beginning": field(_OFFSET_AT, "<I", 0),
        "names longer than the file": field(_NAME_LENGTH_AT, "<H", 65_535),
        "every member twice": lambda: _twice(valid()),
        "names that lead elsewhere": lambda: _with_names(valid(), _NAMES),
        "members that are links": lambda: _with_links(valid()),
        "something before it": lambda: b"MZ" + b"\0" * 5000 + valid(),
        "something behind it": lambda: valid() + b"\xff" * 70_000,
        "two of it": lambda: valid() * 2,
        "a comment that ends archives": lambda: valid() + _END + b"\0" * 18 + _END,
        "says it has many members": lambda: _with_end(valid(), 8, "<HH", 65_535, 65_535),
        "a directory beyond the file": lambda: _with_end(valid(), 16, "<I", _MOST - 1),
        "a directory without end": lambda: _with_end(valid(), 12, "<I", _MOST - 1),
        **{f"cut at {part} of 10": lambda part=part: valid()[: len(valid()) * part // 10] for part in range(1, 10)},
        "zeros in the middle": lambda: _with_zeros(valid()),
    }


def _with_field(data: bytes, at: int, form: str, value: int) -> bytes:
    """The archive with another value in every entry of its directory."""
    out = bytearray(data)
    place = out.find(_CENTRAL)
    while place >= 0:
        struct.pack_into(form, out, place + at, *[value] * (len(form) - 1))
        place = out.find(_CENTRAL, place + 4)
    return bytes(out)


def _with_end(data: bytes, at: int, form: str, *values: int) -> bytes:
    out = bytearray(data)
    struct.pack_into(form, out, out.rfind(_END) + at, *values)
    return bytes(out)


def _with_zip64(valid: Callable[[], bytes]) -> Callable[[], bytes]:
    def make() -> bytes:
        extra = struct.pack("<HHQQQ", 1, 24, 2**62, 2**62, 2**62)
        return _changed(valid(), lambda member: setattr(member, "extra", extra))

    return make


def _changed(data: bytes, change: Callable[[ZipInfo], None]) -> bytes:
    """The archive written anew, something changed in the entry of each member."""
    held = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(held, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        for member in after.infolist():
            change(member)
    return held.getvalue()


def _added(data: bytes, more: dict[str, bytes]) -> bytes:
    held = BytesIO(data)
    with ZipFile(held, "a", ZIP_DEFLATED) as archive:
        for name, text in more.items():
            archive.writestr(name, text)
    return held.getvalue()


def _text_member(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as archive:
        return next(name for name in archive.namelist() if name.endswith(("one.xhtml", "document.xml")))


def _replaced(data: bytes, name: str, text: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return samples.packed({each: text if each == name else archive.read(each) for each in archive.namelist()})


def _with_bomb(data: bytes, size: int) -> bytes:
    return _replaced(data, _text_member(data), b" " * size)


def _with_many_bombs(data: bytes) -> bytes:
    body = samples.chapter("<p>" + "bread " * 80_000 + "</p>")
    if _text_member(data).endswith("document.xml"):
        return _added(data, {f"word/header{n}.xml": body.encode() for n in range(200)})
    return samples.epub({f"{n}.xhtml": body for n in range(200)})


def _twice(data: bytes) -> bytes:
    out, places = bytearray(), list[tuple[int, bytes]]()
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist() * 2:
            part, entry = _raw(name.encode(), archive.read(name))
            places.append((len(out), entry))
            out += part
    return bytes(out) + _directory(len(out), places)


def _with_names(data: bytes, names: tuple[str, ...]) -> bytes:
    out, places = bytearray(), list[tuple[int, bytes]]()
    with ZipFile(BytesIO(data)) as archive:
        for name, text in (*((n, archive.read(n)) for n in archive.namelist()), *((n, b"<a/>") for n in names)):
            part, entry = _raw(name.encode(), text)
            places.append((len(out), entry))
            out += part
    return bytes(out) + _directory(len(out), places)


def _with_links(data: bytes) -> bytes:
    return _changed(data, lambda member: setattr(member, "external_attr", 0o120777 << 16))


def _with_zeros(data: bytes) -> bytes:
    third = len(data) // 3
    return data[:third] + bytes(third) + data[2 * third :]


def _nested() -> bytes:
    inner = _book()
    for _ in range(30):
        inner = samples.packed({"book.epub": inner, "META-INF/container.xml": inner})
    return inner


def _many(number: int) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for n in range(number):
            archive.writestr(f"OEBPS/{n}", b"")
    return held.getvalue()


def _overlapping() -> bytes:
    """A thousand names for one megabyte."""
    part, entry = _raw(b"OEBPS/0.xhtml", b" " * 1_000_000)
    return part + _directory(len(part), [(0, entry)] * 1000)


def _every_method() -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("META-INF/container.xml", b"<a/>", ZIP_BZIP2)
        archive.writestr("book.opf", b"<a/>", ZIP_LZMA)
        archive.writestr("OEBPS/one.xhtml", PROSE, ZIP_STORED)
    return held.getvalue()


def _raw(name: bytes, text: bytes) -> tuple[bytes, bytes]:
    """A member and the beginning of its entry: names that the standard library would not write."""
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(text) + packer.flush()
    common = struct.pack("<HHHHIII", 0x800, 8, 0, 33, zlib.crc32(text), len(packed), len(text))
    lengths = struct.pack("<HH", len(name), 0)
    entry = _CENTRAL + struct.pack("<HH", 20, 20) + common + lengths + struct.pack("<HHHI", 0, 0, 0, 0)
    return _LOCAL + struct.pack("<H", 20) + common + lengths + name + packed, entry + struct.pack("<I", 0) + name


def _directory(at: int, places: list[tuple[int, bytes]]) -> bytes:
    out = bytearray()
    for place, entry in places:
        begun = len(out)
        out += entry
        struct.pack_into("<I", out, begun + _OFFSET_AT, place)
    return bytes(out) + _END + struct.pack("<HHHHIIH", 0, 0, len(places), len(places), len(out), at, 0)
