"""What stands on a saved page beside the essay: bylines, reading times, rules, invitations to follow and share."""

import re
from datetime import date

from bot.core.text.sentence_ends import ends_prose

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january enero janvier januar gennaio janeiro января ינואר",
            "feb february febrero février februar febbraio fevereiro февраля פברואר",
            "mar march marzo mars märz março марта מרץ מרס",
            "apr april abril avril aprile апреля אפריל",
            "may mayo mai maggio maio мая מאי",
            "jun june junio juin juni giugno junho июня יוני",
            "jul july julio juillet juli luglio julho июля יולי",
            "aug august agosto août августа אוגוסט",
            "sep sept september septiembre septembre settembre setembro сентября ספטמבר",
            "oct october octubre octobre oktober ottobre outubro октября אוקטובר",
            "nov november noviembre novembre novembro ноября נובמבר",
            "dec december diciembre décembre dezember dicembre dezembro декабря דצמבר",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})"),
    re.compile(rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|[.º])?\s+(?:de\s+|ב)?(?P<month>{_MONTH})\s+(?:de\s+)?(?P<year>\d{{4}})",
        re.IGNORECASE,
    ),
)
_YEAR = re.compile(r"\d{4}")
"""What every date has, and most lines have not."""
_DATE_AFTER_NAME = re.compile(
    r"(?<![\s,·•|–—-])[\s,·•|–—-]+(?:on\s+)?"
    rf"(?:{'|'.join(re.sub('[?]P<[a-z]+>', '?:', date.pattern) for date in _DATES)})"
    r"|(?<!\s)\s+[·•|]\s+.*",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[\s\-–—_*=~·•.#\u2500-\u259f]{2,}$")
CONTENTS = (
    r"(?:table of )?contents(?: and illustrations)?|toc|index|(?:list of )?illustrations|inhalt(?:sverzeichnis)?"
    r"|inhoud(?:sopgave)?|table(?: des mati[eè]res)?|sommaire|[ií]ndice|contenido|sommario|spis treści|obsah|содержание"
    r"|оглавление|תוכן עניינים|目次|目录|目錄"
)
"""What a table of contents is called, for a regular expression."""
_CONTENTS = re.compile(CONTENTS, re.IGNORECASE)
_READING_TIME = re.compile(r"^\W*\d{1,3}\s*[- ]?min(?:ute)?s?\.?\s*read(?:ing time)?\b", re.IGNORECASE)
_AROUND_DATES = re.compile(
    r"\b(?:first|last|originally|published|posted|updated|modified|written|printed|dated?|on|at|(?:mon|tues|wednes|thurs|"
    r"fri|satur|sun)day|\d{1,2}:\d{2}|[ap]m|г|года)\b|[\W_]",
    re.IGNORECASE,
)
_SMALL_PRINT = re.compile(
    r"^(?:©|copyright (?:©|\(c\)|\d|by\b)|\(c\) |url: ?http|last (?:updated|modified|changed)\b|best viewed with"
    r"|you are visitor|all rights reserved|print this page)|\ball rights reserved\.?$"
    r"|^(?:back to (?:my|the|top|home)|posted (?:in|by)|filed under|tagged|labels)\b.*[^.!?;:…”\"]$"
    r"|^if you (?:enjoyed|liked) (?:this|reading)\b.*\b(?:follow me|subscribe|clap|coffee|newsletter)\b",
    re.IGNORECASE,
)
_MAILING = re.compile(
    r"^unsubscribe$|\bunsubscribe (?:from|here|at any time)\b|\bupdate your preferences\b"
    r"|\byou(?: a|['’])re receiving this\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:by|written by|words by|text by|author:|autor[ae]?:|auteure?:|автор:|מאת:?)\s+(?P<name>\S.{0,80})$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?<!\s)\s+[·•|]\s+")
_WRITTEN_BY = re.compile(r"^(?:written by|about the author)\b", re.IGNORECASE)
_COUNT = r"\d[\d,.]*k?\s+(?:claps?|likes?|shares?|comments?|followers?|responses?)"
_INVITATION = re.compile(
    r"^(?:share(?: this(?: article| post| page)?)?|follow(?:ing)?|sign in|log in"
    r"|(?:subscribe|sign up)(?: now| (?:to|for) (?:my|our|the|this) (?:newsletter|blog|channel|mailing list))?"
    r"|(?:(?:share|tweet|print|save|pin it|facebook|twitter|linkedin|reddit|whatsapp|e-?mail|copy link)[\s|·•,/]*){2,8}"
    r"|leave a comment|e-?mail this|copy link|open in app|get the app|advertisement|table of contents"
    r"|follow publication|member-only story|skip to content|press enter or click to view image in full size"
    r"|photo by .{1,80} on (?:unsplash|pexels|pixabay)|type your email(?:\.\.\.|…)"
    r"|thanks for reading .{1,60}! subscribe for free to receive new posts and support my work\."
    rf"|responses? \(\d+\)|{_COUNT})$",
    re.IGNORECASE,
)
_AT_AN_EDGE = re.compile(
    r"^(?:listen|save|more|published in|comments?|clap|like|tweet|print|read more|more from .{1,60}"
    r"|forward to a friend|(?:(?:facebook|instagram|twitter|x|youtube|linkedin|website|e-?mail)[\s|·•,]*){1,7}"
    r"|recommended(?: from .{1,40})?|\d[\d,.]*k?)$",
    re.IGNORECASE,
)


def find_date(line: str) -> date | None:
    """The date written in a line; None where there is none, or where no calendar has it.

    >>> find_date("3 min readOct 31, 2024")
    datetime.date(2024, 10, 31)
    """
    for pattern in _DATES if _YEAR.search(line) else ():
        match = pattern.search(line)
        if match:
            parts = match.groupdict()
            month = int(parts["number"]) if "number" in parts else _MONTHS[parts["month"].lower().rstrip(".")]
            try:
                return date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                return None
    return None


def is_rule(line: str) -> bool:
    """Whether the line is only a drawn rule, such as "* * *"."""
    return bool(_RULE.match(line))


def is_called_contents(line: str) -> bool:
    """Whether the line is what a table of contents is called.

    >>> is_called_contents("Table of Contents"), is_called_contents("The contents of a jar")
    (True, False)
    """
    return _CONTENTS.fullmatch(line.strip("#*_: .")) is not None


def is_reading_time(line: str) -> bool:
    """Whether the line tells how long reading takes."""
    return bool(_READING_TIME.match(line))


def is_dateline(line: str) -> bool:
    """Whether the line is a date and little else, such as how long reading takes.

    >>> is_dateline("12 March 2024 · 6 min read"), is_dateline("On 12 March 2024 she left the house for good.")
    (True, False)
    """
    if len(line) > 80 or find_date(line) is None:
        return False
    first, *more = _BETWEEN.split(line.strip())
    if more and all(is_reading_time(part) or is_dateline(part) for part in (first, *more)):
        return True
    rest = line
    for pattern in _DATES:
        rest = pattern.sub(" ", rest)
    return not _AROUND_DATES.sub("", rest) or (len(line.split()) <= 6 and not line.endswith((".", "?")))


def is_invitation(line: str, *, at_an_edge: bool) -> bool:
    """Whether the line asks the reader to follow, share, sign up, or counts those who did.

    Words that could as well head a section ("Listen") count only at the edge of a page, above or below the essay.
    """
    return bool(_INVITATION.match(line)) or (at_an_edge and bool(_AT_AN_EDGE.match(line)))


def is_small_print(line: str) -> bool:
    """Whether the line is one of those at the very end of a page: rights, labels, the way back.

    >>> is_small_print("(c) 1998 The Bakers' Circle. All rights reserved."), is_small_print("Bread has no rights.")
    (True, False)
    """
    return len(line) <= 160 and bool(_SMALL_PRINT.search(line))


def is_mailing(line: str) -> bool:
    """Whether the line tells who gets a newsletter, and how not to get it any more."""
    return bool(_MAILING.search(line))


def opens_author_box(line: str) -> bool:
    """Whether a box about the author begins with the line."""
    return bool(_WRITTEN_BY.match(line))


def byline(line: str) -> str | None:
    """The name in a line such as "By …", without the date that may follow it; or None.

    >>> byline("By The Bakers' Circle, 3 March 2025")
    "The Bakers' Circle"
    """
    match = _BYLINE.match(line.strip())
    name, parted, rest = line.strip().partition(" · ")
    if parted and is_dateline(rest) and could_be_name(name) and " " in name:
        return name
    posted, by, name = line.strip().partition(" by ")
    if by and is_dateline(posted) and could_be_name(name):
        return name
    if not match or match["name"].endswith((".", "?", "!", ":")):
        return None
    return _DATE_AFTER_NAME.split(match["name"])[0].strip()


def could_be_name(line: str) -> bool:
    """Whether the line could be nothing but a person's or a group's name.

    >>> could_be_name("Study Group Authors"), could_be_name("It was late.")
    (True, False)
    """
    parts = line.split()
    short = 1 <= len(parts) <= 5 and len(line) <= 60
    return (
        short
        and not ends_prose(line)
        and not line.endswith("?")
        and all(part[0].isupper() or len(part) <= 3 for part in parts)
    )
