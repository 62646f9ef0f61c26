"""What every benchmark needs: a home of its own."""

from collections.abc import Iterator

import pytest

from acceptance_home import Home, empty_home


@pytest.fixture
def home() -> Iterator[Home]:
    """An empty home."""
    with empty_home() as home:
        yield home
