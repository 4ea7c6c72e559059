"""Small files of every kind, made as the programs make them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

Texts = Mapping[str, str | bytes]
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(files: Texts) -> bytes:
    """A zip archive of these files."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
    return held.getvalue()


def chapter(body: str, kind: str = "") -> str:
    """A chapter as an e-book has it."""
    marked = f' epub:type="{kind}"' if kind else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body{marked}>{body}</body></html>'
    )


def epub(chapters: Texts, *, metadata: str = "<dc:title>The Weir</dc:title>", more: Texts | None = None) -> bytes:
    """A book of these chapters in this order."""
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"{_nav(name)}/>' for name in chapters
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    files: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    files |= {"OEBPS/book.opf": package, **{f"OEBPS/{name}": text for name, text in chapters.items()}}
    return packed(files | dict(more or {}))


def _nav(name: str) -> str:
    return ' properties="nav"' if name == "nav.xhtml" else ""


def docx(body: str, *, core: str = "", more: Texts | None = None) -> bytes:
    """A document with this body; styles are called as Word calls them."""
    kinds = {"Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2", "Quote": "Quote"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in kinds.items()
    )
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{rels}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {WORD}>{styles}</w:styles>",
    }
    if core:
        files["docProps/core.xml"] = f'<cp:coreProperties xmlns:cp="c" xmlns:dc="d">{core}</cp:coreProperties>'
    return packed(files | dict(more or {}))


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of a document."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{styled}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def pdf(
    pages: Sequence[Sequence[tuple[float, float, float, str]]],
    *,
    info: str = "",
    encrypt: str = "",
    font: str = "Helvetica",
) -> bytes:
    """A PDF: on each page, texts with their place (points from the lower left corner) and size."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids: list[str] = []
    objects.append(f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>")
    for page in pages:
        drawn = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET" for x, y, size, text in page)
        objects.append(f"<</Length {len(drawn.encode('cp1252'))}>>stream\n{drawn}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(objects)} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    objects.append(f"<<{info}>>")
    return written(objects, f"/Root 1 0 R/Info {len(objects)} 0 R{encrypt}")


def written(objects: Sequence[str], trailer: str) -> bytes:
    """A PDF of these objects, with its table of where they are."""
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    at = len(out)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{at}\n%%EOF\n".encode()
    return bytes(out)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
