"""PDF files: cut off, in circles, unpacking without end, with pages that no paper has."""

import zlib
from collections.abc import Callable, Iterator

from tests.core.importers.formats.samples import pdf, written
from tests.faults.imports.odd_file import SENTENCE, OddFile, named

_PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_LINES = [(72.0, 720.0 - 14 * n, 11.0, SENTENCE.strip()) for n in range(40)]
_DRAWN = "\n".join(f"BT /F1 11 Tf 72 {720 - 14 * n} Td ({SENTENCE.strip()}) Tj ET" for n in range(40))
_NUMBERS = ("0", "-1", "1e38", "-1e38", "nan", "99999999999999999999", "0.0000000000001", "2147483647", "-2147483648")


def files() -> Iterator[OddFile]:
    """Files, objects, trees of pages, streams, pages and fonts."""
    yield from named("essay.pdf", _files() | _objects() | _trees() | _streams() | _pages() | _fonts())


def _valid(pages: int = 3) -> bytes:
    return pdf([_LINES] * pages)


def _stream(data: bytes | str, more: str = "") -> str:
    text = data if isinstance(data, str) else data.decode("latin-1")
    return f"<</Length {len(text)}{more}>>stream\n{text}\nendstream"


def _made(*objects: str, trailer: str = "/Root 1 0 R", kids: str = "[3 0 R]", count: int | str = 1) -> bytes:
    """A file of a catalogue, a tree of pages and these objects, the first of which is a page (3)."""
    tree = f"<</Type/Pages/Count {count}/Kids{kids}>>"
    return _written(["<</Type/Catalog/Pages 2 0 R>>", tree, *objects], trailer)


def _written(objects: list[str], trailer: str = "/Root 1 0 R") -> bytes:
    try:
        return written(objects, trailer)
    except UnicodeEncodeError:  # bytes of a packed stream, which are no letters
        out = bytearray(b"%PDF-1.7\n")
        for number, text in enumerate(objects, start=1):
            out += f"{number} 0 obj\n".encode() + text.encode("latin-1") + b"\nendobj\n"
        return bytes(out) + f"trailer<</Size {len(objects) + 1}{trailer}>>\n%%EOF".encode()


def _page_with(drawn: str | bytes, more: str = "", page: str = _PAGE, font: str = _FONT) -> Callable[[], bytes]:
    return lambda: _made(page, _stream(drawn, more), font)


def _files() -> dict[str, Callable[[], bytes]]:
    def replaced(old: bytes, new: bytes) -> Callable[[], bytes]:
        return lambda: _valid().replace(old, new)

    table = _valid().rfind(b"xref\n0")
    return {
        **{f"cut at {part} of 10": lambda part=part: _valid()[: len(_valid()) * part // 10] for part in range(1, 10)},
        "only its first line": lambda: b"%PDF-1.7\n",
        "only its first bytes": lambda: b"%PDF-",
        "a thousand bytes before it": lambda: b"x" * 1000 + _valid(),
        "two of it": lambda: _valid() * 2,
        "zeros behind it": lambda: _valid() + bytes(1_000_000),
        "comments alone": lambda: b"%PDF-1.7\n" + b"%\n" * 500_000,
        "a table that leads to itself": replaced(b"trailer<<", b"trailer<</Prev %d" % table),
        "a table before the file": replaced(b"startxref\n", b"startxref\n-"),
        "a table behind the file": replaced(b"startxref\n", b"startxref\n99999999"),
        "a table that is not there": replaced(b"xref\n0", b"yref\n0"),
        "a table of a billion": replaced(b"xref\n0 ", b"xref\n0 999999999"),
        "a stream for a table": replaced(b"trailer<<", b"trailer<</XRefStm %d" % table),
        "locked": replaced(b"trailer<<", b"trailer<</Encrypt<</Filter/Standard/V 5/R 6/O(x)/U(x)/P -1>>/ID[(a)(b)]"),
        "locked by nobody knows whom": replaced(b"trailer<<", b"trailer<</Encrypt<</Filter/Rye/V 99>>"),
        "no root": replaced(b"/Root 1 0 R", b"/Root 99 0 R"),
        "a root that is a number": replaced(b"/Root 1 0 R", b"/Root 7"),
    }


def _objects() -> dict[str, Callable[[], bytes]]:
    page = (_PAGE, _stream(_DRAWN), _FONT)
    deep = 50_000
    return {
        "an object that is itself": lambda: _made(*page, "6 0 R"),
        "a length that is itself": lambda: _made(_PAGE, f"<</Length 4 0 R>>stream\n{_DRAWN}\nendstream", _FONT),
        "a length beyond all": lambda: _made(_PAGE, f"<</Length 999999999>>stream\n{_DRAWN}\nendstream", _FONT),
        "a length below zero": lambda: _made(_PAGE, f"<</Length -1>>stream\n{_DRAWN}\nendstream", _FONT),
        "lists in lists": lambda: _made(*page, "[" * deep),
        "dictionaries in dictionaries": lambda: _made(*page, "<</A" * deep),
        "a dictionary of everything": lambda: _made(*page, f"<<{''.join(f'/N{n} {n} ' for n in range(100_000))}>>"),
        "a name of a megabyte": lambda: _made(*page, f"/{'N' * 1_000_000}"),
        "a text that never ends": lambda: _made(*page, "(" * 200_000),
        "objects in a stream that holds itself": lambda: _made(
            *page, _stream("6 0 <</A 6 0 R>>", "/Type/ObjStm/N 1/First 4/Extends 6 0 R")
        ),
        "a stream of a billion objects": lambda: _made(*page, _stream("1 0 ", "/Type/ObjStm/N 999999999/First 4")),
        "a script": lambda: _made(*page, "<</S/JavaScript/JS(while(1){})>>", trailer="/Root 1 0 R/OpenAction 6 0 R"),
        "an action in a circle": lambda: _made(*page, "<</S/GoTo/D[3 0 R/Fit]/Next 6 0 R>>"),
        "outlines in a circle": lambda: _written(
            [
                "<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
                "<</Type/Pages/Count 1/Kids[3 0 R]>>",
                *page,
                "<</First 7 0 R/Last 7 0 R>>",
                "<</Title(a)/Next 7 0 R/First 7 0 R/Parent 7 0 R>>",
            ]
        ),
        "facts about itself in a circle": lambda: _made(
            *page, "<</Title 6 0 R/Author 7 0 R>>", "7 0 R", trailer="/Root 1 0 R/Info 6 0 R"
        ),
        "a title of a megabyte": lambda: pdf([_LINES], info=f"/Title({'Rye ' * 250_000})/Author({'A' * 999_999})"),
        "a title of bytes": lambda: pdf([_LINES], info="/Title<FEFFD800D800DC00>/Author<FFFE00>"),
    }


def _trees() -> dict[str, Callable[[], bytes]]:
    page = (_PAGE, _stream(_DRAWN), _FONT)
    deep = 3000

    def nested() -> bytes:
        nodes = [f"<</Type/Pages/Parent {n + 5} 0 R/Count 1/Kids[{n + 7} 0 R]>>" for n in range(deep)]
        return _made(*page, *nodes, _PAGE, kids="[6 0 R]")

    return {
        "a tree that holds itself": lambda: _made(*page, kids="[2 0 R]", count=5),
        "a tree of two that hold each other": lambda: _made(
            *page, "<</Type/Pages/Count 9/Kids[2 0 R]>>", kids="[6 0 R]"
        ),
        "a tree three thousand deep": nested,
        "a page a hundred thousand times": lambda: _made(*page, kids=f"[{'3 0 R ' * 100_000}]", count=100_000),
        "a page five hundred times": lambda: _made(*page, kids=f"[{'3 0 R ' * 500}]", count=500),
        "two thousand empty pages": lambda: _made(
            _PAGE.replace("/Contents 4 0 R", ""), kids=f"[{'3 0 R ' * 2000}]", count=2000
        ),
        "a billion pages": lambda: _made(*page, count=999_999_999),
        "pages below zero": lambda: _made(*page, count=-5),
        "pages without number": lambda: _made(*page, count="(x)"),
        "pages that are not there": lambda: _made(*page, kids="[98 0 R 99 0 R 3 0 R]", count=3),
        "pages that are numbers": lambda: _made(*page, kids="[1 2 3]", count=3),
        "a page that is its parent": lambda: _made(_PAGE.replace("2 0 R", "3 0 R"), *page[1:]),
        "no pages": lambda: _made(kids="[]", count=0),
    }


def _streams() -> dict[str, Callable[[], bytes]]:
    flate = "/Filter/FlateDecode"
    spaces = zlib.compress(b" " * 100_000_000, 9)
    twice = zlib.compress(spaces, 9)
    return {
        "unpacks to a hundred megabytes of nothing": _page_with(spaces, flate),
        "unpacks twice": _page_with(twice, "/Filter[/FlateDecode/FlateDecode]"),
        "unpacks a hundred times": _page_with(twice, f"/Filter[{'/FlateDecode' * 100}]"),
        "unpacks to twenty megabytes of text": _page_with(zlib.compress(_DRAWN.encode() * 5000, 9), flate),
        "unpacks to nothing but names": _page_with(zlib.compress(b"/A gs " * 1_000_000, 9), flate),
        "unpacks to open brackets": _page_with(zlib.compress(b"[" * 5_000_000, 9), flate),
        "unpacks to open texts": _page_with(zlib.compress(b"(" * 5_000_000, 9), flate),
        "packed wrongly": _page_with(b"\x78\x9c" + b"\xff" * 10_000, flate),
        "packed by predictors": _page_with(
            zlib.compress(b"\2" * 100_000), flate + "/DecodeParms<</Predictor 15/Columns 99999999/Colors 99>>"
        ),
        "runs of one byte": _page_with(b"\x81 " * 500_000, "/Filter/RunLengthDecode"),
        "packed by LZW": _page_with(b"\x80\x0b\x60\x50" * 50_000, "/Filter/LZWDecode"),
        "in letters that are none": _page_with("~" * 100_000, "/Filter/ASCII85Decode"),
        "in digits that are none": _page_with("zz" * 100_000 + ">", "/Filter/ASCIIHexDecode"),
        "packed as pictures are": _page_with(b"\0\0\0\x0cjP  " * 1000, "/Filter/JPXDecode"),
        "packed as faxes are": _page_with(b"\0" * 10_000, "/Filter/JBIG2Decode"),
        "packed by nobody knows what": _page_with(_DRAWN, "/Filter/RyeDecode"),
    }


def _pages() -> dict[str, Callable[[], bytes]]:
    def sized(box: str) -> Callable[[], bytes]:
        return _page_with(_DRAWN, page=_PAGE.replace("0 0 612 792", box))

    def text(font: str, count: int = 5000) -> str:
        return f"BT {font} (bread ) Tj " * count + "ET"

    form = "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    own = _PAGE.replace("/Resources<<", "/Resources<</XObject<</X 6 0 R>>")
    circle = (own, _stream(f"/X Do {_DRAWN}"), _FONT, _stream("/X Do /X Do", form))
    return {
        **{f"pages of size {number}": sized(f"0 0 {number} {number}") for number in _NUMBERS},
        **{f"letters of size {number}": _page_with(text(f"/F1 {number} Tf")) for number in _NUMBERS},
        **{f"letters at {number}": _page_with(text(f"/F1 9 Tf {number} {number} Td", 2000)) for number in _NUMBERS},
        "a hundred thousand letters": _page_with(text("/F1 1 Tf", 20_000)),
        "letters in one place": _page_with("BT /F1 9 Tf " + "1 0 0 1 72 72 Tm (a) Tj " * 30_000 + "ET"),
        "a column of letters": _page_with("BT /F1 1 Tf " + "0 -0.02 Td (a) Tj " * 30_000 + "ET"),
        "letters all over": _page_with(
            "BT /F1 9 Tf "
            + "".join(f"1 0 0 1 {n * 7919 % 600} {n * 104729 % 790} Tm (ab) Tj " for n in range(15_000))
            + "ET"
        ),
        "letters askew": _page_with(
            "BT /F1 9 Tf " + "".join(f"0.7 0.7 -0.7 0.7 72 {n % 790} Tm (bread ) Tj " for n in range(5000)) + "ET"
        ),
        "letters without width": _page_with("BT /F1 9 Tf 0 0 0 0 0 0 Tm " + "(bread ) Tj " * 5000 + "ET"),
        "states that are never taken back": _page_with("q " * 500_000 + _DRAWN),
        "states taken back before they are kept": _page_with("Q " * 500_000 + _DRAWN),
        "content that holds itself": lambda: _made(*circle),
        "ten thousand contents": lambda: _made(
            _PAGE.replace("4 0 R", f"[{'4 0 R ' * 10_000}]"), _stream(_DRAWN), _FONT
        ),
        "numbers without end": _page_with("9" * 2_000_000 + " Td " + _DRAWN),
        "pictures in the text": _page_with("BI /W 99999 /H 99999 /BPC 8 /CS /G ID " + "x" * 10_000 + " EI " + _DRAWN),
        "every page another size": lambda: pdf([[(9.0 * n % 500, 700.0, n + 1.0, SENTENCE)] * 5 for n in range(200)]),
        "numbers of lines alone": lambda: pdf([[(30.0, 780.0 - 2 * n, 9.0, str(n)) for n in range(380)]] * 20),
        "notes alone": lambda: pdf([[(30.0, 780.0 - 9 * n, 4.0, f"{n} note") for n in range(80)]] * 20),
    }


def _fonts() -> dict[str, Callable[[], bytes]]:
    def font(more: str, kind: str = "TrueType", *objects: str) -> Callable[[], bytes]:
        made = f"<</Type/Font/Subtype/{kind}/BaseFont/Rye{more}>>"
        return lambda: _made(_PAGE, _stream(_DRAWN), made, *objects)

    every = "1 begincodespacerange<0000><ffff>endcodespacerange 1 beginbfrange<0000><ffff><0041>endbfrange"
    long = f"1 beginbfchar<0041><{'0041' * 100_000}>endbfchar"
    glyph = "/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[0/a]>>"
    glyph += "/FirstChar 0/LastChar 255/Widths[1]/Resources<</Font<</F1 5 0 R>>>>"
    return {
        "a font that draws with itself": font(glyph, "Type3", _stream("BT /F1 9 Tf (a) Tj ET")),
        "a font that is rubbish": font(
            "/FontDescriptor<</FontFile2 6 0 R/Flags 4>>", "TrueType", _stream(b"\0\1\0\0" * 50_000)
        ),
        "a font in a circle": font("/DescendantFonts[5 0 R]/Encoding/Identity-H", "Type0"),
        "widths without end": font(f"/FirstChar 0/LastChar 999999999/Widths[{'500 ' * 100_000}]"),
        "widths below zero": font("/FirstChar -9/LastChar -1/Widths[-500]"),
        "every letter is another": font("/ToUnicode 6 0 R", "TrueType", _stream(every)),
        "one letter is many": font("/ToUnicode 6 0 R", "TrueType", _stream(long)),
        "letters that refer to themselves": font(
            "/ToUnicode 6 0 R", "TrueType", _stream("/A usecmap", "/UseCMap 6 0 R")
        ),
        "letters of no plane": font("/ToUnicode 6 0 R", "TrueType", _stream("1 beginbfrange<00><ff><d800>endbfrange")),
    }
