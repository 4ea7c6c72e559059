"""What the package of an EPUB file says of the book: title, authors, and its chapters in reading order."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from bot.core.errors import StudyError
from bot.core.essays.sizes import AUTHOR, HEADING, TITLE
from bot.core.importers.boilerplate import find_date
from bot.core.importers.formats import bounds
from bot.core.importers.formats.archive import Archive
from bot.core.importers.formats.xml_tags import Tag, tags

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""What fonts are made useless with outside of their book; whoever reads needs no fonts."""
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(?=$|[-_])")
_AUTHORS = 3


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book: what its table of contents calls it, and whether the package says that it is no chapter.

    `guided` is what an older kind of package says, which is often said of files that begin with a table of contents.
    """

    name: str
    label: str | None
    aside: bool
    guided: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A book: what is known of it, and its files in reading order."""

    title: str | None
    author: str | None
    published: date | None
    language: str | None
    chapters: tuple[Chapter, ...]


def open_package(archive: Archive) -> Package:
    """The package of a book. Raises `StudyError` for a protected book, and for one that names no chapters."""
    if _ENCRYPTION in archive:
        methods = (tag for tag in tags(archive.markup(_ENCRYPTION)) if tag.name == "encryptionmethod")
        if any(tag.given.get("algorithm") not in _FONTS_ONLY for tag in methods):
            raise StudyError("import.locked")
    roots = (tag.given.get("full-path", "") for tag in tags(archive.markup(_CONTAINER)) if tag.name == "rootfile")
    at = next((path for path in roots if path in archive), None)
    if at is None:
        raise StudyError("import.damaged")
    package = tags(archive.markup(at))
    chapters = _chapters(archive, posixpath.dirname(at), package)
    if not chapters:
        raise StudyError("import.no_essay")  # a book of pictures
    dates = [] if _said(package, "source") else _said(package, "date")  # a copy's date is not that of its text
    language = _LANGUAGE.match(next(iter(_said(package, "language")), "").lower())
    return Package(
        title=next((title[:TITLE] for title in _said(package, "title")), None),
        author=", ".join(_said(package, "creator")[:_AUTHORS])[:AUTHOR] or None,
        published=next((day for said in dates if (day := find_date(said))), None),
        language=language[0] if language else None,
        chapters=tuple(chapters),
    )


def _said(package: list[Tag], name: str) -> list[str]:
    """What the metadata say under a name of Dublin Core, without those who only translated or drew."""
    of_whom = {
        tag.given.get("refines", "").lstrip("#"): tag.text
        for tag in package
        if tag.name == "meta" and tag.given.get("property") == "role"
    }
    told = [tag for tag in package if tag.name == name and tag.text]
    return [tag.text for tag in told if (tag.given.get("role") or of_whom.get(tag.given.get("id", ""), "aut")) == "aut"]


def _chapters(archive: Archive, folder: str, package: list[Tag]) -> list[Chapter]:
    files = {tag.given.get("id", ""): tag.given for tag in package if tag.name == "item"}
    references = [tag.given for tag in package if tag.name == "reference" and "#" not in tag.given.get("href", "#")]
    guide = {_path(folder, given["href"]): given.get("type", "") for given in references}
    contents = [given for given in files.values() if _is_contents(given)]
    labels = dict[str, str]()
    for given in contents:
        name = _path(folder, given.get("href", ""))
        if name in archive:
            labels = _labels(tags(archive.markup(name)), posixpath.dirname(name)) | labels
    spine = [tag.given for tag in package if tag.name == "itemref"]
    if len(spine) > bounds.SPINE:
        raise StudyError("import.out_of_bounds")
    chapters: list[Chapter] = []
    for given in spine:
        file = files.get(given.get("idref", ""), {})
        name = _path(folder, file.get("href", ""))
        if name in archive and file.get("media-type", "") in _PAGES:
            aside = given.get("linear") == "no" or file in contents
            guided = guide.get(name, "text") not in ("text", "start")
            chapters.append(Chapter(name, labels.get(name), aside, guided))
    return chapters


def _is_contents(given: Mapping[str, str]) -> bool:
    return "nav" in given.get("properties", "").split() or given.get("media-type") == "application/x-dtbncx+xml"


def _labels(contents: list[Tag], folder: str) -> dict[str, str]:
    """What a table of contents calls each file: the first entry that leads to it."""
    labels = dict[str, str]()
    label = ""
    for tag in contents:
        if tag.name == "text" and "navlabel" in tag.inside:
            label = tag.text
        href = tag.given.get("src", "") if tag.name == "content" else ""
        if tag.name == "a" and "nav" in tag.inside:
            label, href = tag.text, tag.given.get("href", "")
        if href and label and len(label) <= HEADING:
            labels.setdefault(_path(folder, href), label)
    return labels


def _path(folder: str, href: str) -> str:
    """The name of a member that a link within the book leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
