"""`lab retest` says what a retest would look at, makes it, and refuses with a sentence."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.commands.retest import retest
from lab.domain.errors import InputError, RuleError
from lab.wording import sentence
from tests.lab.laboratories import Furnished, furnished
from tests.lab.services.test_retest_planning import CRITERION, TASK, failed


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    made = furnished(tmp_path / "lab")
    yield made
    made.lab.close()


def test_that_a_retest_is_first_said_and_then_made(place: Furnished, capsys: pytest.CaptureFixture[str]) -> None:
    failed(place)
    folder, name = place.lab.folder.path, place.round.name
    retest(name, check=True, folder=folder, as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert (said["round"], said["tasks"], said["segments"], said["questionnaires"]) == (
        None, [TASK], ["Parents"], ["seq", "sus"],
    )  # fmt: skip
    assert said["criteria"] == [CRITERION, "CC-37"]
    place.lab.close()
    with pytest.raises(InputError, match="fields_wrong"):  # nobody says that the rest is left out
        retest(name, folder=folder)
    retest(name, by="Anna", release="2.3", folder=folder, as_json=True)
    made = json.loads(capsys.readouterr().out)
    assert made["number"] == 2
    retest(made["round"], check=True, folder=folder)
    assert "Left out" in capsys.readouterr().out


def test_that_a_round_without_judgements_is_refused_in_words(place: Furnished) -> None:
    with pytest.raises(RuleError) as refused:
        retest(place.round.name, check=True, folder=place.lab.folder.path)
    assert "nothing to test again" in sentence(refused.value)


def test_that_an_unknown_release_is_refused(place: Furnished) -> None:
    failed(place)
    place.lab.close()
    with pytest.raises(InputError, match="release_unknown"):
        retest(place.round.name, release="9.9", by="Anna", folder=place.lab.folder.path)
