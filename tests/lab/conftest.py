"""What tests of the laboratory begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.laboratories import Furnished, furnish_model, furnished


@pytest.fixture(scope="session", autouse=True)
def _model_as_it_is() -> None:
    """Before any test puts something in the place of something."""
    furnish_model()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    """A laboratory with a service, its release and a round."""
    everything = furnished(tmp_path / "lab")
    yield everything
    everything.lab.close()
