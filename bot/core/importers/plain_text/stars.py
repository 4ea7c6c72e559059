"""Stars and other signs inside words, which Discord would take for emphasis: "f**k" and "b____y"."""

import re
from collections import Counter

_RUNS = re.compile(r"\*+|_{2,}|~{2,}|\|{2,}")


def shown(paragraph: str) -> str:
    r"""The paragraph, in which signs inside and behind words are shown; emphasis around words stays.

    >>> print(shown("He said f**k and s***, and *meant* it."))
    He said f\*\*k and s\*\*\*, and *meant* it.
    """
    if not any(signs in paragraph for signs in ("*", "__", "~~", "||")):
        return paragraph
    opened = Counter[str]()

    def one(run: re.Match[str]) -> str:
        before, after = paragraph[run.start() - 1 : run.start()], paragraph[run.end() : run.end() + 1]
        inside = before.isalnum() and after.isalnum()
        if not inside and opened[run[0]] and not before.isspace():
            opened[run[0]] -= 1
        elif not before.isalnum():
            opened[run[0]] += bool(after.strip())
        else:
            return "".join(f"\\{sign}" for sign in run[0])
        return run[0]

    return _RUNS.sub(one, paragraph)
