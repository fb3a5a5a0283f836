"""The database is tested as it is."""

import pytest


@pytest.fixture
def _schema_at_once() -> None:
    """Here every schema is made by its steps."""
