"""The database: the only package that knows a table.

Functions take a connection and return values of `bot.core`, or dataclasses of their own for what only storing needs.
"""

import sys
from types import ModuleType


class _LeftOut(ModuleType):
    """A module that is not imported: each of its names is None."""

    def __getattr__(self, name: str) -> None:
        """What every name of it is."""


for left_out in ("scoping", "session"):
    # SQLAlchemy's engines for asyncio bring its object-relational mapper with them, which nothing here uses: that would
    # be a tenth of the start (tests/benchmarks/start.py).
    sys.modules.setdefault(f"sqlalchemy.ext.asyncio.{left_out}", _LeftOut(left_out))
