"""What one line says of title and author: both, a title in quotation marks, or a name behind "by"."""

import re

from bot.core.essays.sizes import TITLE
from bot.core.importers import boilerplate
from bot.core.importers.blocks import is_number
from bot.core.importers.plain_text.names import could_be_person, is_surely_person
from bot.core.text.normalization import fold
from bot.core.text.sentence_ends import CLOSING, OPENING, STOPS

LABELLED = re.compile(
    r"(?:title|titel|titre|t[ií]tulo|titolo|название|заглавие|כותרת|العنوان) ?[:：]\s*(\S.{0,300})", re.IGNORECASE
)
_BY_NAME = re.compile(r"(?:von|par|por|di|door) (\S.{0,80})", re.IGNORECASE)
_AND_BY = re.compile(r"\A(\S.{0,200}?)(,?) by (\S.{0,80})")
_AND = re.compile(r"\A(\S.{0,200}?)(?:\s{1,3}[—–|·-]{1,2}|(?<=[^\W\d_]{3})[.:])\s{1,3}(\S.{0,200})")
_NO_TITLE = re.compile(
    r"(?:(?:my )?dear|(?:sehr |hoch)?geehrte|liebe|ch[eè]r|estimad|querid|car[oi]|beste|милостив|дорог|уважаем|любезн)"
    r".*!|(?:contents|содержание|состав|inhalt|действующие лица|dramatis personae"
    r"|dedication|preface|foreword|introduction|prologue|vorwort|widmung|einleitung|préface|avant-propos|prólogo|prefacio"
    r"|prefazione|посвящение|предисловие|введение|вступление|от автора)[.:]?",
    re.IGNORECASE,
)
"""How a letter begins, or what follows a title: the first part of a text is called so."""


def could_be_title(line: str) -> bool:
    """Whether a line could be a title: a short one that no sentence ends, and neither a number nor a salutation."""
    inner = plain_title(line)
    if is_number(inner) or _NO_TITLE.fullmatch(inner) or len(line) > TITLE or len(inner.split()) > 25:
        return False
    ending = STOPS if inner != line else frozenset(".。।۔")
    return inner[:1] not in "-–—*>•" and not inner.endswith((*ending, ":", ";", ","))


def names_file(line: str, file_title: str) -> bool:
    """Whether a line, or the title in it, is what the file is called."""
    parts = in_one_line(line, file_title)
    return is_called(line, file_title) or (parts is not None and is_called(parts[0], file_title))


def is_called(line: str, file_title: str) -> bool:
    """Whether a line is what the file is called, or the greater part of it."""
    ours, theirs = ("".join(filter(str.isalnum, fold(text[:TITLE]))) for text in (line, file_title))
    shorter, longer = sorted((ours, theirs), key=len)
    return bool(shorter) and (ours == theirs or (longer.startswith(shorter) and len(shorter) > 0.6 * len(longer) > 4))


def in_one_line(line: str, file_title: str) -> tuple[str, str] | None:
    """The title and the author that stand in one line, parted by a dash, a full stop or "by"; or None."""
    if (said := _AND_BY.fullmatch(line)) and (said[2] or not is_called(line, file_title)) and could_be_person(said[3]):
        return said[1], said[3]
    if not (said := _AND.fullmatch(line)):
        return None
    before, after = said[1], said[2]
    dashed = line[len(before)].isspace()
    if could_be_person(before):
        sure = (after.isupper() and not before.isupper()) or is_called(after, file_title) or is_surely_person(before)
        if sure or (dashed and not could_be_person(after)):
            return after, before
    return (before, after) if dashed and could_be_person(after) else None


def plain_title(line: str) -> str:
    """The title in a line, without the word "title" before it and quotation marks around all of it.

    >>> plain_title("“On Bread”"), plain_title("Title: On Bread")
    ('On Bread', 'On Bread')
    """
    bare = line.strip("* ") if line.startswith("*") else line
    return _unquoted(LABELLED.sub(r"\1", bare))[:TITLE]


def _unquoted(title: str) -> str:
    inner = title[1:-1]
    quoted = len(title) > 2 and title[0] in OPENING and title[-1] in CLOSING
    return inner.strip() if quoted and not set(inner) & set('"“”«»„「」') else title


def byline(line: str) -> str | None:
    """The name in a line such as "By …", in some other languages too; or None."""
    said = _BY_NAME.fullmatch(line)
    return boilerplate.byline(line) or (said[1] if said and could_be_person(said[1]) else None)
