"""`lab verdicts`: what is said of a round, what it follows from, and whether what was kept comes out again."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lab.commands.answering import errors_as_sentences
from lab.commands.application import application
from lab.commands.usage import run
from lab.domain.verdict import RULE_VERSION, VerdictValue
from tests.lab.laboratories import Furnished, furnished
from tests.lab.stories import Story, hold


@pytest.fixture
def place(tmp_path: Path) -> Furnished:
    """A round with one failed session and a word against the rule."""
    made = furnished(tmp_path / "lab")
    hold(made, Story().task("fill-form", 5).judge("CC-24", "failed", severity=2).closed())
    made.lab.verdicts.override(made.round.id, "CC-24", VerdictValue.MET, "Anna", "the letter says why")
    made.lab.close()
    return made


def asked(place: Furnished, *arguments: str) -> int:
    """The exit code."""
    ended: list[int] = []
    folder = str(place.lab.folder.path)
    with errors_as_sentences(ended.append):
        ended.append(run(application(), ["verdicts", "Before launch", "--folder", folder, *arguments]))
    return ended[0]


def test_that_a_round_is_said_with_gate_level_and_verdicts(
    place: Furnished, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(place, "--language", "en") == 0
    said = capsys.readouterr().out
    assert "Before launch: Not enough evidence." in said
    assert "100% (between 2% and 100%), 1 of 43 criteria decided" in said
    assert "met * (0 of 1 judged passed, worst severity 2)" in said


def test_that_one_criterion_is_said_with_everything_it_follows_from(
    place: Furnished, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(place, "--criterion", "CC-24", "--language", "en") == 0
    said = capsys.readouterr().out
    assert "The rule says “partly met”. Anna said “met” on " in said
    assert "P02: failed, severity 2 – minor" in said
    assert "Anna says: failed, severity 2" in said
    assert f"Rule, version {RULE_VERSION}:" in said
    assert asked(place, "--criterion", "CC-99") == 2


def test_that_what_was_kept_is_computed_again_and_what_differs_is_said(
    place: Furnished, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(place, "--check", "--language", "en") == 0
    assert "all come out again" in capsys.readouterr().out
    with closing(sqlite3.connect(place.lab.folder.database)) as connection, connection:
        connection.execute(
            "UPDATE kept_verdict SET content = json_set(content, '$.computed', 'not_met') WHERE criterion = 'CC-24'"
        )
    assert asked(place, "--check", "--language", "en") == 1
    said = capsys.readouterr().out
    assert "CC-24: kept as not_met, but its inputs make partly_met." in said
    assert "2 differences." in said
    assert asked(place, "--check", "--json") == 1
    differs = json.loads(capsys.readouterr().out)["check"]["differs"]
    assert [one["code"] for one in differs] == ["altered", "verdict"]


def test_that_the_json_holds_inputs_numbers_and_version(place: Furnished, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(place, "--json", "--history", "--criterion", "CC-24") == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    (verdict,) = data["verdicts"]
    assert (verdict["value"], verdict["computed"], verdict["rule_version"]) == ("met", "partly_met", RULE_VERSION)
    assert verdict["inputs"][0]["words"][0]["judge"] == "Anna"
    assert verdict["parameters"] == {"n_min": 5, "segment_n_min": 3, "pass_at": 0.8, "fail_at": 0.5}
    assert data["gate"]["state"] == "grey"
    assert {"level", "low", "high", "coverage"} <= data["level"].keys()
    assert [one["verdict"]["criterion"] for one in data["history"]["verdicts"]] == ["CC-24"]


def test_that_a_round_of_which_nothing_was_kept_is_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = furnished(tmp_path / "empty")
    made.lab.close()
    assert asked(made, "--check", "--language", "en") == 0
    assert "Nothing was kept yet" in capsys.readouterr().err
    assert asked(made, "--keep", "--check", "--language", "ru") == 0
    assert asked(made, "--history", "--language", "en") == 0
    assert "the gate: Not enough evidence" in capsys.readouterr().out
