"""Questions that a language model drafts: what it is asked, and what of its answer may be shown to a host.

Whatever comes back is as strange as any text from outside. The passage itself may tell the model to say something else,
so an answer is checked as if a stranger had written it, and a host reads it before a group does.
"""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple, cast

from bot.core.essays.sizes import QUESTION
from bot.core.models import Rung
from bot.core.questions.bank import Suggested
from bot.core.text.language import guess_language
from bot.core.text.normalization import clean_line, fold, words

LONGEST_ANSWER = 20_000
"""Characters of an answer that are looked at: four questions take a tenth of that."""
_SHORTEST = 12
_IN_A_ROW = 8
"""Words of the passage in a row that make a question a copy of it."""
_FENCED = re.compile(r"\A\s*```[a-z]*\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)
_ELSEWHERE = re.compile(r"https?:|www\.|[@<>`\[\]{}\\]|(?:^|\s)#", re.IGNORECASE)
"""What leads away, calls somebody or marks something up, none of which a question needs."""
_ASKS = re.compile(r"[?？؟՞⁇⁈⁉]")


class DraftedPassage(NamedTuple):
    """All that a model is told of a passage; about people, nothing."""

    title: str
    heading: str | None
    language: str
    text: str


def messages(prompt: str, passage: DraftedPassage) -> list[dict[str, str]]:
    """The messages of a chat completion: the prompt as it is, and the passage as data."""
    told = {"title": passage.title, "section": passage.heading, "language": passage.language, "text": passage.text}
    return [
        {"role": "system", "content": prompt},
        {"role": "user", "content": json.dumps(told, ensure_ascii=False)},
    ]


def read_draft(answer: str, passage: DraftedPassage) -> tuple[Suggested, ...]:
    """Those of the drafted questions that a host may be shown, one a rung at most; none where the answer is no draft.

    A question is left out that is too long or too short, asks twice, copies the passage, leads or points elsewhere, or
    has been asked already on another rung; all of them are, where they are in another language than the passage.
    """
    drafted = _object(answer)
    questions: dict[Rung, str] = {}
    for rung in Rung:
        question = clean_line(drafted.get(rung, ""))
        alike = {fold(other) for other in questions.values()}
        if _is_sound(question, passage.text) and fold(question) not in alike:
            questions[rung] = question
    if guess_language(" ".join(questions.values())) not in _languages(passage):
        return ()
    return tuple(Suggested(rung, question) for rung, question in questions.items())


def _object(answer: str) -> Mapping[str, str]:
    """The texts of the JSON object that the answer is, by their keys; models like to put a fence around it."""
    if len(answer) > LONGEST_ANSWER:
        return {}
    fenced = _FENCED.match(answer)
    try:
        told = json.loads(fenced[1] if fenced else answer)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {key: text for key, text in cast("dict[str, object]", told).items() if isinstance(text, str)}


def _is_sound(question: str, text: str) -> bool:
    fits = _SHORTEST <= len(question) <= QUESTION
    return (
        fits and not _ELSEWHERE.search(question) and len(_ASKS.findall(question)) <= 1 and not _copies(question, text)
    )


def _copies(question: str, text: str) -> bool:
    """Whether words of the passage stand in the question, so many in a row that it says nothing of its own.

    >>> _copies("Why is a tape measure no way to tell who is near?", "A tape measure is no way to tell who is near.")
    False
    """
    asked, read = words(fold(question)), f" {' '.join(words(fold(text)))} "
    runs = (f" {' '.join(asked[start : start + _IN_A_ROW])} " for start in range(len(asked) - _IN_A_ROW + 1))
    return any(run in read for run in runs)


def _languages(passage: DraftedPassage) -> set[str]:
    """What the language of the questions may be taken for: what the essay says it is, or the passage looks like."""
    return {passage.language.split("-", maxsplit=1)[0], guess_language(passage.text)}
