"""Pages of Zim, a program for notes that writes text with signs of its own."""

import re

_HEADER = re.compile(r"Content-Type: text/x-zim-wiki\n(?:[A-Z][\w-]{1,30}: [^\n]{0,300}\n){0,10}")
_HEADING = re.compile(r"^(={2,6})[ \t](\S[^\n]{0,300}?)[ \t]={2,6}[ \t]*$", re.MULTILINE)
_SET_IN = re.compile(r"^\t{1,6}(?![\t*]|\[[ *x>]\]|\w{1,3}[.)][ \t])", re.MULTILINE)
_BOX = re.compile(r"^(\t{0,6})\[[ *x><]\][ \t]", re.MULTILINE)
_SLANTED = re.compile(r"(?<![:/])//(?=[^\s/])([^\n]{1,500}?)(?<=[^\s/:])//(?!/)")
_MARKED = re.compile(r"__(?=[^\s_])([^\n_]{1,500})(?<=\S)__")
_PICTURE = re.compile(r"\{\{[^{}\n]{1,500}\}\}")


def is_zim(text: str) -> bool:
    """Whether a text is a page of Zim."""
    return _HEADER.match(text) is not None


def as_markdown(text: str) -> str:
    """The page in Markdown; any other text as it is."""
    header = _HEADER.match(text)
    if header is None:
        return text
    text = _HEADING.sub(lambda heading: f"{'#' * (7 - len(heading[1]))} {heading[2]}\n", text[header.end() :])
    text = _BOX.sub(r"\1* ", text)
    text = _SET_IN.sub("> ", text)
    text = _SLANTED.sub(r"*\1*", _PICTURE.sub("", text))
    return _MARKED.sub(r"\1", text)
