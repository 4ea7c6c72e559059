"""Essays to talk about."""

from pathlib import Path

import pytest


@pytest.fixture
def essays(essays: Path) -> Path:
    """Two short essays with questions, and one without any."""
    bare = b"---\ntitle: On Water\nid: on-water\n---\nWater, without any question.\n"
    (essays / "on-water.md").write_bytes(bare)
    return essays
