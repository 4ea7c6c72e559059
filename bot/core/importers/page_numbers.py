"""Numbers of printed pages: alone on a line, within a text, and at the end of a line of contents."""

import re

_ALONE = re.compile(
    r"[-–—\[(\s|]{0,3}(?:(?:page|seite|página|pagina|стр|s|p)\.?\s)?"
    r"(\d{1,4}|[ivxlc]{1,7})(?:\s?(?:/|of|von|de|из)\s?\d{1,4})?[-–—\])\s|]{0,3}",
    re.IGNORECASE,
)
IN_TEXT = re.compile(r" ?[\[{](?:pg|page|seite|стр\.|p\.|s\.) ?(?:\d{1,4}|[ivxlc]{1,7})[\]}]", re.IGNORECASE)
IN_CONTENTS = re.compile(
    r"(?:(?<![\s.])(?:\s{3,200}|(?:\s?\.){3,200}\s{0,60})|page_? ?|p\. ?)\d{1,4}\.?_?$", re.IGNORECASE
)


def page_number(line: str) -> str | None:
    """The number of a page that is all a line says, in digits or Roman letters; else None.

    >>> page_number("- 12 -"), page_number("Page iv of 20"), page_number("12 loaves")
    ('12', 'iv', None)
    """
    match = _ALONE.fullmatch(line)
    return match[1] if match else None
