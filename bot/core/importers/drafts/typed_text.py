"""A text that comes piece by piece, as forms hold no more of it."""

from dataclasses import replace

from bot.core.essays.draft import TypedText
from bot.core.text.normalization import fold
from bot.core.text.sentence_ends import ends_sentence


def as_file(typed: TypedText) -> tuple[str, bytes]:
    r"""The name and the bytes of a file with this text below its title, unless it begins with it already.

    >>> as_file(TypedText("On Bread", "Bread is old.")), as_file(TypedText("", "Salt is older."))
    (('On Bread.txt', b'On Bread\n\nBread is old.'), ('text.txt', b'Salt is older.'))
    """
    title, text = typed.title, typed.text.strip()
    begins = fold(text.split("\n", 1)[0].strip("#* ")) == fold(title)
    whole = text if not title or begins else f"{title}\n\n{text}"
    return f"{title.replace('/', ' ') or 'text'}.txt", whole.encode()


def with_more(typed: TypedText, more: str) -> TypedText:
    r"""The text with the next piece of it: a new paragraph, unless it goes on in the middle of a sentence.

    >>> with_more(TypedText("", "Bread is"), "older than we.").text, with_more(TypedText("", "Yes."), "No.").text
    ('Bread is older than we.', 'Yes.\n\nNo.')
    """
    text, more = typed.text.rstrip(), more.strip()
    goes_on = more[:1].islower() and not ends_sentence(text)
    return replace(typed, text=f"{text} {more}" if goes_on else f"{text}\n\n{more}")
