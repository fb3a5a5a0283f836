"""`lab portfolio` lists every service, in words or as JSON, and writes the table."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.commands.portfolio import portfolio
from tests.lab.laboratories import Furnished, furnished


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    made = furnished(tmp_path / "lab")
    yield made
    made.lab.close()


def test_that_every_service_is_listed_with_what_it_asks_for(
    place: Furnished, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portfolio(folder=place.lab.folder.path)
    said = capsys.readouterr().out
    assert "Tested: 0 of 1 (0%)" in said
    assert "! In use, and never tested with people." in said
    portfolio(folder=place.lab.folder.path, overdue=True, as_json=True, out=tmp_path / "all.csv")
    told = json.loads(capsys.readouterr().out)
    assert told["shares"]["tested"] == {"hits": 0, "n": 1}
    (one,) = told["services"]
    assert (one["id"], one["overdue"], one["gate"], one["last_test"]) == (place.service.id, True, None, None)
    assert (tmp_path / "all.csv").is_file()
