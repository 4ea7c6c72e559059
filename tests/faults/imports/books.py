"""EPUB files whose packages lead in circles, name what is not there or define what no book needs."""

from collections.abc import Callable, Iterator

from tests.core.importers.formats import samples
from tests.faults.imports.odd_file import PROSE, SENTENCE, TEXT, OddFile, named

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_ENTITIES = {
    "entities that multiply": f'<!DOCTYPE html [<!ENTITY l0 "lol">{_LAUGHS}]>',
    "a file of the machine as an entity": '<!DOCTYPE html [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "a page of the network as an entity": '<!DOCTYPE html [<!ENTITY l9 SYSTEM "http://127.0.0.1:1/x">]>',
    "an entity of parameters": "<!DOCTYPE html [<!ENTITY % p \"<!ENTITY l9 'x'>\"> %p;]>",
    "an entity that is itself": '<!DOCTYPE html [<!ENTITY l9 "&l9;">]>',
    "an entity of ten megabytes": f'<!DOCTYPE html [<!ENTITY l9 "{"bread " * 80_000}">]>',
    "a declaration that never ends": "<!DOCTYPE html [" + "<!ATTLIST p a CDATA #IMPLIED>" * 5000,
}
_OPENED = "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='d'><dc:title>B</dc:title></metadata>"
_CONTAINER = "<container><rootfiles>{}</rootfiles></container>"
_ITEM = "<item id='one' href='one.xhtml' media-type='application/xhtml+xml'/>"


def files() -> Iterator[OddFile]:
    """Entities in each part of a book, packages, tables of contents and chapters."""
    for label, declared in _ENTITIES.items():
        chapter = f"{declared}<html><body><p>&l9;{'&l9;' * 500} {TEXT}</p></body></html>"
        yield from named("book.epub", _encoded(label, chapter))
        package = f"{declared}{_OPENED.replace('>B<', '>&l9;<')}<manifest>{_ITEM}</manifest></package>"
        yield from named("book.epub", {f"{label}, in its package": lambda package=package: _book(package)})
    yield from named("book.epub", _packages() | _contents() | _chapters())


def _encoded(label: str, chapter: str) -> dict[str, Callable[[], bytes]]:
    made = {f"{label}, {code}": chapter.encode(code) for code in ("utf-8", "utf-16", "utf-16-be", "utf-7", "utf-32")}
    return {each: lambda data=data: samples.epub({"one.xhtml": data}) for each, data in made.items()}


def _book(package: str, *, container: str | None = None, **more: str) -> bytes:
    at = '<rootfile full-path="OEBPS/book.opf"/>'
    texts = {"META-INF/container.xml": container or _CONTAINER.format(at), "OEBPS/book.opf": package}
    return samples.packed({**texts, "OEBPS/one.xhtml": samples.chapter(PROSE), **more})


def _package(manifest: str = _ITEM, spine: str = "<itemref idref='one'/>", more: str = "", meta: str = "") -> bytes:
    opened = _OPENED.replace("</metadata>", f"{meta}</metadata>")
    return _book(f"{opened}<manifest>{manifest}</manifest><spine>{spine}</spine>{more}</package>")


def _packages() -> dict[str, Callable[[], bytes]]:
    def at(path: str) -> Callable[[], bytes]:
        return lambda: _book(_OPENED, container=_CONTAINER.format(f'<rootfile full-path="{path}"/>'))

    return {
        "no package": lambda: samples.packed({"META-INF/container.xml": "<container/>", "a.opf": ""}),
        "a package that is its container": at("META-INF/container.xml"),
        "a package outside": at("../../../../etc/passwd"),
        "a package at an address": at("http://127.0.0.1/book.opf"),
        "a hundred thousand packages": lambda: _book("", container=_CONTAINER.format("<rootfile/>" * 100_000)),
        "an empty package": lambda: _book(""),
        "a package of signs": lambda: _book("<" * 500_000),
        "a package of ends": lambda: _book("</a>" * 150_000),
        "the same chapter two thousand times": lambda: _package(spine="<itemref idref='one'/>" * 2000),
        "too many chapters": lambda: _package(spine="<itemref idref='one'/>" * 20_000),
        "a hundred thousand files": lambda: _package(manifest=_ITEM * 100_000),
        "three hundred thousand tags": lambda: _package(more="<x/>" * 300_000),
        "tags a hundred thousand deep": lambda: _package(more="<x>" * 100_000),
        "tags that never close": lambda: _package(more="<x a='" * 50_000),
        "attributes without end": lambda: _package(more="<x " + "a='b' " * 300_000 + "/>"),
        "an attribute of two megabytes": lambda: _package(manifest=f"<item href='{'a' * 2_000_000}'/>" + _ITEM),
        "a path of ten thousand steps": lambda: _package(manifest=_ITEM.replace("one.x", "../" * 10_000 + "one.x")),
        "a chapter that is its package": lambda: _package(manifest=_ITEM.replace("one.xhtml", "book.opf")),
        "a chapter that is a folder": lambda: _package(manifest=_ITEM.replace("one.xhtml", "..")),
        "a chapter with a zero in its name": lambda: _package(manifest=_ITEM.replace("one.xhtml", "%00one.xhtml")),
        "a guide that leads in a circle": lambda: _package(
            more="<guide>" + "<reference type='toc' href='one.xhtml'/><reference href='book.opf'/>" * 5000 + "</guide>"
        ),
        "ten thousand authors": lambda: _package(meta="<dc:creator>Ann</dc:creator>" * 10_000),
        "ten thousand that refine each other": lambda: _package(
            meta="".join(f"<meta id='m{n}' refines='#m{n + 1}' property='role'>aut</meta>" for n in range(10_000))
        ),
        "a title of a megabyte": lambda: _package(meta=f"<dc:title>{'Bread ' * 160_000}</dc:title>"),
        "dates of every kind": lambda: _package(meta="<dc:date>99999-99-99T" + "9" * 5000 + "</dc:date>"),
        "a language of a megabyte": lambda: _package(meta=f"<dc:language>{'e' * 1_000_000}</dc:language>"),
        "locked": lambda: _locked("http://ns.adobe.com/adept"),
        "locked by a hundred thousand": lambda: _locked("http://www.idpf.org/2008/embedding", 100_000),
    }


def _locked(method: str, times: int = 1) -> bytes:
    locks = f"<encryption>{f'<EncryptionMethod Algorithm={method!r}/>' * times}</encryption>"
    return samples.epub({"one.xhtml": samples.chapter(PROSE)}, more={"META-INF/encryption.xml": locks})


def _contents() -> dict[str, Callable[[], bytes]]:
    def listed(contents: str) -> Callable[[], bytes]:
        files = {"nav.xhtml": samples.chapter(contents), "one.xhtml": samples.chapter(PROSE)}
        return lambda: samples.epub(files)

    item = "<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>"
    points = "<navPoint><navLabel><text>One</text></navLabel><content src='one.xhtml'/>"
    deep = _OPENED + f"<manifest>{_ITEM}{item * 50}</manifest><spine toc='ncx'><itemref idref='one'/></spine></package>"
    return {
        "contents that lead to themselves": listed("<nav>" + "<a href='nav.xhtml'>Contents</a>" * 20_000 + "</nav>"),
        "contents within contents": listed("<nav><ol><li>" * 5000 + "<a href='one.xhtml'>One</a>"),
        "contents within contents, older": lambda: _book(deep, **{"OEBPS/toc.ncx": f"<ncx>{points * 5000}</ncx>"}),
        "fifty times the same contents": lambda: _book(
            deep, **{"OEBPS/toc.ncx": f"<ncx>{f'{points}</navPoint>' * 5000}</ncx>"}
        ),
        "links of a megabyte": listed(f"<nav><a href='{'a/../' * 200_000}one.xhtml'>One</a></nav>"),
    }


def _chapters() -> dict[str, Callable[[], bytes]]:
    def of(body: str, times: int = 1) -> Callable[[], bytes]:
        return lambda: samples.epub({f"{n}.xhtml": samples.chapter(body) for n in range(times)})

    return {
        "a chapter of two hundred thousand tags": of("<i>bread</i> " * 200_000),
        "a chapter a hundred thousand deep": of("<div>" * 100_000 + PROSE),
        "a chapter of titles in groups": of("<hgroup><p>" * 60_000 + PROSE),
        "a chapter of bodies": of("<body class=''>" * 60_000 + PROSE),
        "a chapter of kinds": of("<section epub:type='" * 20_000 + PROSE),
        "two thousand empty chapters": of("", 1900),
        "two thousand short chapters": of(f"<h2>One</h2><p>{SENTENCE}</p>", 1900),
        "a chapter of links": of("<p><a href='#a'>1</a></p>" * 100_000),
        "a chapter of footnote marks": of("<p>" + "<sup><a href='#a'>1</a></sup>" * 50_000 + "</p>"),
        "a chapter that is no page": lambda: samples.epub({"one.xhtml": b"%PDF-1.7 and more"}),
        "a chapter of bytes": lambda: samples.epub({"one.xhtml": bytes(range(256)) * 4000}),
        "a chapter of nothing": lambda: samples.epub({"one.xhtml": b""}),
        "a chapter in nobody's letters": lambda: samples.epub({"one.xhtml": TEXT.encode("cp037")}),
    }
