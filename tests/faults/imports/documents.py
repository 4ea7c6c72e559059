"""DOCX files: nested, endless, referring to themselves."""

from collections.abc import Callable, Iterator

from tests.core.importers.formats import samples
from tests.core.importers.formats.samples import WORD, paragraph
from tests.faults.imports.odd_file import SENTENCE, TEXT, OddFile, named

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CELL = "<w:tbl><w:tr><w:tc>"
_P = paragraph(SENTENCE)


def files() -> Iterator[OddFile]:
    """Bodies, the parts beside them, and parts that are missing."""
    yield from named("essay.docx", _bodies() | _parts() | _without())


def _bodies() -> dict[str, Callable[[], bytes]]:
    def body(text: str) -> Callable[[], bytes]:
        return lambda: samples.docx(text)

    return {
        "a hundred tables in each other": body(_CELL * 100 + _P + "</w:tc></w:tr></w:tbl>" * 100),
        "three thousand tables in each other": body(_CELL * 3000 + _P + "</w:tc></w:tr></w:tbl>" * 3000),
        "a hundred thousand runs": body("<w:p>" + "<w:r><w:t>rye </w:t></w:r>" * 100_000 + "</w:p>"),
        "nineteen thousand paragraphs": body(_P * 19_000),
        "fifty thousand paragraphs": body(_P * 50_000),
        "three hundred thousand empty paragraphs": body("<w:p/>" * 300_000 + _P),
        "runs in runs": body("<w:p>" + "<w:r>" * 20_000 + "<w:t>x</w:t>" + "</w:r>" * 20_000 + "</w:p>"),
        "a run of five megabytes": body(f"<w:p><w:r><w:t>{SENTENCE * 70_000}</w:t></w:r></w:p>"),
        "a word of a megabyte": body(paragraph("x" * 1_000_000)),
        "an attribute of five megabytes": body(f'<w:p w:rsidR="{"0" * 5_000_000}"/>{_P}'),
        "a hundred thousand attributes": body("<w:p " + " ".join(f'w:a{n}=""' for n in range(100_000)) + f"/>{_P}"),
        "a style that is not there": body(paragraph(TEXT, "Nowhere")),
        "fields in fields": body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 5000 + _P),
        "fields that end before they begin": body('<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' * 500 + _P),
        "links without aim": body(f"<w:p>{'<w:hyperlink>' * 50}<w:r><w:t>x</w:t></w:r>{'</w:hyperlink>' * 50}</w:p>"),
        "a link to nothing": body(
            '<w:p><w:hyperlink r:id="r9" xmlns:r="r"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
        ),
        "columns without number": body(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr>{_P}</w:tc></w:tr></w:tbl>'
        ),
        "a billion columns": body(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{_P}</w:tc></w:tr></w:tbl>'
        ),
        "cells that join over all": body(
            f"<w:tbl>{f'<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{_P}</w:tc></w:tr>' * 3000}</w:tbl>"
        ),
        "changes in changes": body("<w:ins>" * 300 + _P + "</w:ins>" * 300),
        "boxes in boxes": body(
            "<w:p><w:r><w:pict><w:txbxContent>" * 150 + _P + "</w:txbxContent></w:pict></w:r></w:p>" * 150
        ),
        "controls in controls": body("<w:sdt><w:sdtContent>" * 150 + _P + "</w:sdtContent></w:sdt>" * 150),
        "lists without numbers": body(
            '<w:p><w:pPr><w:numPr><w:numId w:val="x"/><w:ilvl w:val="-1"/></w:numPr></w:pPr></w:p>' + _P
        ),
        "a symbol that is no number": body('<w:p><w:r><w:sym w:font="Symbol" w:char="zz"/></w:r></w:p>' + _P),
        "tags that do not match": body("<w:p></w:r>" + _P),
        "a namespace that is not known": body("<q:p>x</q:p>" + _P),
        "breaks alone": body("<w:p>" + "<w:r><w:br/></w:r>" * 50_000 + "</w:p>"),
    }


def _related(kind: str, target: str) -> str:
    relation = f'<Relationship Id="r1" Type="{_RELATION}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}">{relation}</Relationships>'


def _parts() -> dict[str, Callable[[], bytes]]:
    def part(name: str, text: str | bytes, body: str = _P * 3) -> Callable[[], bytes]:
        return lambda: samples.docx(body, more={name: text})

    def style(more: str) -> Callable[[], bytes]:
        return part("word/styles.xml", f"<w:styles {WORD}>{more}</w:styles>", paragraph(TEXT, "s"))

    def notes(inside: str, body: str = "") -> Callable[[], bytes]:
        mark = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        related = _related("footnotes", "footnotes.xml")
        text = f'<w:footnotes {WORD}><w:footnote w:id="2">{inside}</w:footnote></w:footnotes>'
        more = {"word/footnotes.xml": text, "word/_rels/document.xml.rels": related}
        return lambda: samples.docx(body or mark + _P, more=more)

    return {
        "a style that is based on itself": style(
            '<w:style w:styleId="s"><w:basedOn w:val="s"/><w:name w:val="s"/></w:style>'
        ),
        "styles in a circle": style(
            "".join(
                f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{1 - n}"/></w:style>' for n in (0, 1)
            )
        ),
        "fifty thousand styles": style(
            '<w:style w:type="paragraph" w:styleId="s"><w:name w:val="x"/></w:style>' * 50_000
        ),
        "a style without a name": style('<w:style w:type="paragraph" w:styleId="s"/>'),
        "numbers that refer to themselves": part(
            "word/numbering.xml",
            f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
        ),
        "a note that refers to itself": notes('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'),
        "ten thousand marks of one note": notes(_P, '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' * 10_000),
        "two hundred thousand comments": part(
            "word/comments.xml", f"<w:comments {WORD}>{'<w:comment/>' * 250_000}</w:comments>"
        ),
        "comments in comments": part("word/comments.xml", "<w:comment>" * 1000),
        "properties in each other": part("docProps/core.xml", "<title>" * 1000),
        "properties of a megabyte": part(
            "docProps/core.xml", f"<title>{'Rye ' * 250_000}</title><creator>{'A' * 999_999}</creator>"
        ),
        "properties in another encoding": part("docProps/core.xml", "<title>Rye</title>".encode("utf-16")),
        "relations to themselves": part(
            "_rels/.rels",
            _related("officeDocument", "_rels/.rels"),
        ),
        "relations elsewhere": part(
            "_rels/.rels",
            _related("officeDocument", "../../../etc/passwd"),
        ),
        "a document that is fetched": part(
            "_rels/.rels",
            _related("officeDocument", 'http://127.0.0.1:1/x" TargetMode="External'),
        ),
        "a hundred thousand relations": part(
            "word/_rels/document.xml.rels",
            "<Relationships>" + '<Relationship Id="r" Type="t" Target="x"/>' * 100_000 + "</Relationships>",
        ),
        "contents that are no XML": part("[Content_Types].xml", b"\0\1\2" * 1000),
    }


def _without() -> dict[str, Callable[[], bytes]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

    def only(text: str | bytes) -> Callable[[], bytes]:
        return lambda: samples.packed({"word/document.xml": text})

    document = f"<w:document {WORD}><w:body>{_P}</w:body></w:document>"
    return {
        "nothing but its text": only(document),
        "an empty text": only(b""),
        "a text that is no XML": only("Bread. " * 500),
        "a text without a body": only(f"<w:document {WORD}/>"),
        "a text in UTF-16": only(f'<?xml version="1.0" encoding="UTF-16"?>{document}'.encode("utf-16")),
        "a text in UTF-16 with entities": only(f'<!DOCTYPE d [<!ENTITY l0 "x">{laughs}]>{document}'.encode("utf-16")),
        "a text in UTF-7": only(f'<?xml version="1.0" encoding="UTF-7"?>{document}'.encode("utf-7")),
        "a text in an encoding nobody knows": only(f'<?xml version="1.0" encoding="rot13"?>{document}'),
        "a text in EBCDIC": only(f'<?xml version="1.0" encoding="cp037"?>{document}'.encode("cp037")),
        "entities that multiply": only(f'<!DOCTYPE d [<!ENTITY l0 "x">{laughs}]>{document.replace("Bread", "&l9;")}'),
        "entities outside": only(f'<!DOCTYPE d SYSTEM "file:///etc/passwd">{document}'),
        "a text cut in the middle": only(document[: len(document) // 2]),
        "a text that goes on after its end": only(document * 2),
        "elements a hundred thousand deep": only(f"<w:document {WORD}>" + "<w:x>" * 100_000),
        "elements nine hundred deep": only(f"<w:document {WORD}>{'<w:x>' * 900}{'</w:x>' * 900}</w:document>"),
        "instructions without end": only("<?a?>" * 200_000 + document),
    }
