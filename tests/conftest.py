"""What every test may ask for."""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def project() -> Path:
    """The folder of the checkout."""
    return PROJECT


@pytest.fixture
def article() -> Path:
    """The article the first group reads, saved from its page; it is not part of the project."""
    named = os.environ.get("SEED_ARTICLE")
    if not named:
        pytest.skip("SEED_ARTICLE does not name the article, which is not part of the project")
    return Path(named)
