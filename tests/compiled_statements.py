"""SQL that was compiled once in a process, for every database that the tests open there.

Each engine of SQLAlchemy's has a memory of its own of what it has compiled. A test opens three, and would spend a fifth
of its time on compiling what the test before it has compiled.
"""

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql.compiler import Compiled


class CompiledStatements(dict[Any, Compiled]):
    """The memory of all engines; what was compiled for one is right for all whose dialect is of the same class."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(_for_every_engine(key), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Compiled) -> None:
        super().__setitem__(_for_every_engine(key), compiled)


def _for_every_engine(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return (type(dialect), *statement)


def share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every engine that is made from now on keep what it compiles in one memory."""
    compiled = CompiledStatements()

    def engine_created(engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=compiled)

    monkeypatch.setattr(DefaultDialect, "engine_created", engine_created)
