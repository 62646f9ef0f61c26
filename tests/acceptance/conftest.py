"""A home of its own for every test; no daemon outlives its test."""

from collections.abc import Iterator

import pytest

from acceptance_home import Home, empty_home


@pytest.fixture
def home() -> Iterator[Home]:
    """An empty home."""
    with empty_home() as home:
        yield home
