"""Functions as the finder calls them: one of their texts is tried, all else is plain."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.core.errors import StudyError
from tests.growth.values import PLAIN, hints, made, takes_text

OF_OURS = frozenset(("language", "languages"))
"""Parameters that are never what somebody typed: codes of languages, which are checked or guessed."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function with one of its parameters, which takes a text; `apart` when that becomes a list of its words."""

    function: Callable[..., Any]
    parameter: str
    apart: bool

    def value(self, text: str) -> Any:
        """What the parameter is given for a text."""
        return made(hints(self.function)[self.parameter], text, apart=self.apart)

    def __call__(self, value: Any) -> None:
        """Call the function to the end; refusing the text is an answer as well."""
        arguments = _plain(self.function) | {self.parameter: value}
        signature = inspect.signature(self.function)
        kinds = {name: one.kind for name, one in signature.parameters.items()}
        takes_more = inspect.Parameter.VAR_POSITIONAL in kinds.values()
        by_place = [name for name, kind in kinds.items() if takes_more and kind is not inspect.Parameter.KEYWORD_ONLY]
        positional = [arguments.pop(name) for name in by_place]
        try:
            answer = self.function(*positional, **arguments)
            if isinstance(answer, Iterator):
                list(answer)
        except (StudyError, ValueError):
            pass


def calls(function: Callable[..., Any]) -> list[Call]:
    """The ways to try a function: each parameter that takes a text, and those for several texts twice."""
    found: list[Call] = []
    for name in inspect.signature(function).parameters:
        hint = hints(function).get(name)
        if name not in OF_OURS and takes_text(hint):
            several = hint not in (str, bytes, str | None)
            found += [Call(function, name, apart) for apart in ((False, True) if several else (False,))]
    return found


def _plain(function: Callable[..., Any]) -> dict[str, Any]:
    """The arguments with an ordinary text in each place. Raises `UnknownTypeError`."""
    needed = inspect.signature(function).parameters.values()
    return {each.name: made(hints(function)[each.name], PLAIN.get(each.name, "Bread")) for each in needed}
