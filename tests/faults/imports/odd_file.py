"""A hostile or odd file, made when it is its turn, and the ordinary words in all of them."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

SENTENCE = "Bread is older than the field that bears it, and nobody kneads alone. "
TEXT = SENTENCE * 20
PROSE = f"<p>{TEXT}</p>"


class OddFile(NamedTuple):
    """A file: what it is called in reports, what its host calls it, and what makes its bytes."""

    label: str
    name: str
    make: Callable[[], bytes]


def named(name: str, makers: Mapping[str, Callable[[], bytes | str]]) -> Iterator[OddFile]:
    """Each of these files under the same name, labelled with its ending."""
    ending = name.rpartition(".")[2]
    for label, make in makers.items():
        yield OddFile(f"{ending}: {label}", name, lambda make=make: _bytes(make()))


def _bytes(made: bytes | str) -> bytes:
    return made if isinstance(made, bytes) else made.encode("utf-8", errors="surrogatepass")
