r"""What kind of file this is: by its first bytes where they tell, then by its name.

>>> kind_of("essay.txt", b"%PDF-1.7 ...").name, kind_of("essay.md", b"# On Bread").name
('PDF', 'MARKDOWN')
"""

import re
from enum import Enum
from pathlib import PurePath

from bot.core.errors import StudyError
from bot.core.importers.formats import bounds
from bot.core.importers.formats.archive import Archive
from bot.core.importers.markdown.facts import states_facts
from bot.core.importers.markdown.zim import is_zim


class Kind(Enum):
    """A kind of file that is read; its value are the endings that files of it have."""

    TEXT = (".txt",)
    MARKDOWN = (".md", ".markdown")
    PAGE = (".html", ".htm", ".xhtml")
    MAIL = (".eml", ".mhtml", ".mht")
    EPUB = (".epub",)
    WORD = (".docx",)
    PDF = (".pdf",)


ENDINGS = {ending: kind for kind in Kind for ending in kind.value}
_REFUSED = {
    "import.save_as_docx": ".doc .docm .dot .dotx .rtf .odt .fodt .ott .pages .wpd .wps .abw .sxw .lyx .tex .docbook",
    "import.slides": ".ppt .pptx .pps .ppsx .odp .key .xls .xlsx .xlsm .ods .numbers .csv .tsv",
    "import.part_of_page": ".css .js .xml .mso .thmx .woff .woff2 .webarchive .maff",
    "import.picture": ".png .jpg .jpeg .gif .webp .heic .tif .tiff .bmp .svg .djvu",
    "import.archive": ".zip .rar .7z .gz .tgz .tar .bz2 .xz .zst .cbz",
    "import.save_as_epub": ".mobi .azw .azw3 .kfx .prc .lit .fb2",
    "import.save_as_markdown": ".org .rst .adoc .textile .jex .enex .one .ctb .ctd .opml .textbundle .ipynb",
    "import.address": ".url .webloc",
}
_REFUSED_ENDINGS = {ending: key for key, endings in _REFUSED.items() for ending in endings.split()}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "import.save_as_docx"),
    (b"\x89PNG\r\n", "import.picture"),
    (b"GIF8", "import.picture"),
    (b"\xff\xd8\xff", "import.picture"),
    (b"II*\0", "import.picture"),
    (b"MM\0*", "import.picture"),
    (b"AT&TFORM", "import.picture"),
    (b"\x1f\x8b", "import.archive"),
    (b"7z\xbc\xaf\x27\x1c", "import.archive"),
    (b"Rar!\x1a", "import.archive"),
    (b"\xfd7zXZ\0", "import.archive"),
    (b"BZh9", "import.archive"),
    (b"[InternetShortcut]", "import.address"),
    (b"bplist00", "import.part_of_page"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old documents of Office begin, and new ones with a password."""
_WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKED = {
    "import.slides": ("ppt/", "xl/"),
    "import.save_as_docx": ("content.xml", "Index/Document.iwa", "Index.zip", "index.xml"),
}
"""By what is in them: slides and tables of Office, documents of LibreOffice and Pages."""
_LOOKED_AT = 200
_BY_MAGIC_ALONE = (Kind.EPUB, Kind.WORD, Kind.PDF)
_FIELD = re.compile(rb"\A[A-Za-z-]{2,40}:")
_MIME = re.compile(rb"^MIME-Version:[ \t]{0,3}1\.0", re.IGNORECASE | re.MULTILINE)
_PAGE = re.compile(
    r"\A(?>\s+|<!--.{0,500}?-->|<\?xml[^>]{0,100}\?>)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,11}(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_MARKDOWN = re.compile(r"\A\s*#{1,2} \S")
_ADDRESS_ALONE = re.compile(r"\s{0,99}https?://\S{1,2000}\s{0,99}")


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of a file. Raises `StudyError`, with what to do instead, for one of a kind that is not read."""
    ending = PurePath(name).suffix.lower()
    for magic, key in _MAGIC:
        if data.startswith(magic):
            raise StudyError(key)
    if bounds.is_pdf(data):
        return Kind.PDF
    if data.startswith(_ZIP):
        return _packed(Archive(data))
    if data.startswith(_OLE):
        locked = _WITH_PASSWORD in data
        raise StudyError("import.locked" if locked else _REFUSED_ENDINGS.get(ending, "import.save_as_docx"))
    if _FIELD.match(data) and _MIME.search(data[:4000]):
        return Kind.MAIL
    if ending in _REFUSED_ENDINGS:
        raise StudyError(_REFUSED_ENDINGS[ending])
    if ending not in ENDINGS:
        raise StudyError("import.unknown_kind", found=(ending or name)[-40:], kinds=", ".join(ENDINGS))
    kind = ENDINGS[ending]
    if kind in _BY_MAGIC_ALONE:
        raise StudyError("import.damaged" if data else "import.empty")
    return kind


def kind_of_text(kind: Kind, text: str) -> Kind:
    """What a text is: of the kind that its name says, unless it plainly is something else, named wrongly.

    Raises `StudyError` for an address instead of a text.
    """
    if _PAGE.match(text):
        return Kind.PAGE
    if _ADDRESS_ALONE.fullmatch(text[:2300]):
        raise StudyError("import.address")
    if kind is Kind.PAGE and not _TAG.search(text):
        return Kind.TEXT
    marked = kind is Kind.TEXT and (_MARKDOWN.match(text) or is_zim(text) or states_facts(text))
    return Kind.MARKDOWN if marked else kind


def _packed(archive: Archive) -> Kind:
    """What an archive is, by the names in it. Raises `StudyError` for one that is no book and no document."""
    if "META-INF/container.xml" in archive and any(name.endswith(".opf") for name in archive.names):
        return Kind.EPUB
    if "word/document.xml" in archive:
        return Kind.WORD
    for key, names in _PACKED.items():
        if any(name.startswith(names) for name in archive.names[:_LOOKED_AT]):
            raise StudyError(key)
    raise StudyError("import.archive")
