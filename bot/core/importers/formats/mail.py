"""Mails, and pages that a browser or Word saved as a single file: both are MIME."""

import re
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from bot.core.errors import StudyError
from bot.core.essays import file_text
from bot.core.essays.sizes import AUTHOR, TITLE
from bot.core.importers.blocks import EssayParts
from bot.core.importers.formats import bounds
from bot.core.importers.html import page
from bot.core.importers.plain_text import text_file
from bot.core.text.normalization import clean, clean_line

_NESTING = re.compile(rb"boundary\s{0,9}=|message/rfc822", re.IGNORECASE)
_ENDLESS = re.compile(rb"^content-type:(?:[^\n]|\n(?=[ \t])){2000}", re.IGNORECASE | re.MULTILINE)
"""A kind of part that is longer than any: the standard library takes it apart again at every question."""
_ANSWER = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s{0,3}:\s{0,9}){1,9}", re.IGNORECASE)
_CHARSET = re.compile(r"(?:utf|iso|us|windows|cp|koi|shift|euc|gb|big|mac|ascii)[\w-]{0,20}", re.IGNORECASE)
"""Encodings of letters; Python knows others, which take long."""
_SAVED_BY = "<Saved by "
"""How browsers name themselves as the sender; the date is then that of saving."""


def read(data: bytes, fallback_title: str) -> EssayParts:
    """The essay in a mail or a page saved as one file: in its page if it has one, else in its text.

    Subject, sender and date count where the page says nothing better. Raises `StudyError` for one without either.
    """
    if len(_NESTING.findall(data)) > bounds.MIME_BOUNDARIES or _ENDLESS.search(data):
        raise StudyError("import.out_of_bounds")
    try:
        message = message_from_bytes(data)
        parts = [part for part in message.walk() if not part.is_multipart() and not part.get_filename()]
    except (MessageError, RecursionError, ValueError):
        raise StudyError("import.damaged") from None
    subject = _ANSWER.sub("", _header(message, "Subject"))
    for kind in ("text/html", "application/xhtml+xml", "text/plain"):
        written = next((part for part in parts if part.get_content_type() == kind), None)
        if written is not None:
            essay = _read(kind, _text(written), subject[:TITLE], fallback_title)
            break
    else:
        raise StudyError("import.empty_mail")
    return _with_sender(essay, message)


def _read(kind: str, text: str, subject: str, fallback_title: str) -> EssayParts:
    if kind != "text/plain":
        return page.read(text, subject or fallback_title)
    return text_file.read(f"{subject}\n\n{text}" if subject else text, fallback_title)


def _with_sender(essay: EssayParts, message: Message) -> EssayParts:
    """The essay with what the head of the mail says, where it does not know better."""
    address = _header(message, "Snapshot-Content-Location")
    essay.source = essay.source or (address if file_text.is_address(address) else None)
    if address or str(message.get("From", "")).startswith(_SAVED_BY):
        return essay
    essay.author = essay.author or parseaddr(_header(message, "From"))[0][:AUTHOR] or None
    try:
        sent = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, IndexError, OverflowError):
        return essay
    essay.published = essay.published or sent.date()
    return essay


def _header(message: Message, name: str) -> str:
    raw = str(message.get(name, ""))[: bounds.MIME_FIELD]
    try:
        decoded = str(make_header(decode_header(raw)))
    except (MessageError, LookupError, ValueError):
        decoded = raw
    return clean_line(decoded)


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        raise StudyError("import.damaged")
    stated = part.get_content_charset() or ""
    if _CHARSET.fullmatch(stated):
        try:
            return clean(data.decode(stated))
        except (UnicodeError, LookupError):
            pass  # it is not what it says
    return clean(file_text.decode(data))
