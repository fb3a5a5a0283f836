"""What stories share: a screen."""

from collections.abc import Iterator

import pytest

from tests.virtual_display import virtual_display


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A virtual screen for all stories of a module."""
    with virtual_display(1280, 800) as number:
        yield number
