"""Cases of others: one meaning, many ways to write it; and what means nothing is said under the name of its case."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from lab.worked_examples.comparing import Compared
from lab.worked_examples.rules import run_cases
from lab.worked_examples.running import run

BLOCKER = {"id": "CC-23", "gate": "blocker", "verdict": "met"}
MAJOR = {"id": "CC-09", "gate": "major", "verdict": "partly_met"}
ACTION = {"owner": "service owner", "due": "2026-04-15"}
PASSED = ["passed"] * 5


def criterion(units: Any, expected: Any, kind: str = "performance", **more: Any) -> list[Compared]:
    """What comes out of one case of a criterion."""
    return list(run_cases({"criterion_cases": [{"kind": kind, "units": units, "expected": expected, **more}]}))


def gate(expected: Any, **case: Any) -> list[Compared]:
    """What comes out of one case of the gate."""
    return list(run_cases({"gate_cases": [{"id": "the case", "expected": expected, **case}]}))


def all_agree(found: list[Compared]) -> bool:
    """Whether there is something, and all of it agrees."""
    return bool(found) and all(one.agrees for one in found)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ({"passed": 5}, "met"),
        ([{"outcome": "passed", "count": 5}, {"outcome": "failed", "severity": 2}], "met"),
        (["earl:passed"] * 5, "met"),
        ([*PASSED, {"outcome": "failed", "ratings": [4, 4]}], "not_met"),
        ([*PASSED, {"outcome": "failed", "ratings": [4, 2]}], "partly_met"),
        ([*PASSED, {"observers": ["passed", "untested"]}], "met"),
        ([*PASSED, {"observers": ["untested", "untested"]}], "met"),
        ([{"observers": ["untested"]}], "not_tested"),
        (["untested", "inapplicable"], "not_tested"),
        (["not_applicable", "inapplicable"], "not_applicable"),
        ([*PASSED, {"observers": ["passed", "inapplicable"]}], "cannot_tell"),
        ([*PASSED, {"observers": {"Anna": "passed", "Oleg": "failed"}, "severity": 3}], "cannot_tell"),
        ([*PASSED, {"observers": ["passed", "failed"], "adjudicated": "passed"}], "met"),
        ([*PASSED, {"observers": ["passed", "failed"], "adjudicated": {"outcome": "failed", "by": "lead"}}], "met"),
        (
            [*PASSED, {"observers": ["passed", {"outcome": "failed", "severity": 3}], "adjudicated": "failed"}],
            "partly_met",
        ),
        ([*PASSED, {"conflict": True}], "cannot_tell"),
        ([*PASSED, *["cantTell"] * 5], "met"),
        ([*PASSED, *["cantTell"] * 6], "cannot_tell"),
        (["cantTell"], "cannot_tell"),
        (None, "not_tested"),
    ],
)
def test_that_units_are_read_however_they_are_written(units: Any, expected: str) -> None:
    assert all_agree(criterion(units, expected))


def test_that_a_verdict_may_be_expected_in_the_words_of_earl_or_with_what_it_rests_on() -> None:
    assert all_agree(criterion(["cantTell"], "cantTell"))
    assert all_agree(criterion([*PASSED, "cantTell"], {"verdict": "met", "passed": 5, "failed": 0, "doubtful": 1}))
    assert all_agree(criterion(PASSED, {"not_verdict": "cannot_tell"}))
    assert all_agree(criterion(["passed"] * 3, "met", n_min=3))
    assert not all_agree(criterion(PASSED, "partly_met"))


@pytest.mark.parametrize(
    "case",
    [
        {"units": ["broken"], "expected": "met", "kind": "performance"},
        {"units": [{"outcome": "failed", "severity": 5}], "expected": "met", "kind": "performance"},
        {"units": [{"outcome": "passed", "mood": "good"}], "expected": "met", "kind": "performance"},
        {"units": ["passed"], "expected": "met", "kind": "weather"},
        {"units": ["passed"], "expected": "splendid", "kind": "performance"},
        {"units": ["passed"], "expected": "met", "kind": "performance", "parameters": {"n_max": 3}},
        {"units": ["passed"], "kind": "performance"},
        {"expected": "met", "kind": "performance"},
        "passed",
    ],
)
def test_that_a_case_nobody_understands_differs_and_hides_no_other(case: Any) -> None:
    good = {"id": "good", "kind": "document", "units": ["passed"], "expected": "met"}
    wrong, right = run_cases({"criterion_cases": [case, good]})
    assert (wrong.example, wrong.figure, wrong.agrees) == ("criterion 1", "case", False)
    assert str(wrong.got).startswith("cannot be read: ")
    assert (right.example, right.agrees) == ("good", True)


def test_that_cases_of_another_kind_are_not_taken_for_tested() -> None:
    (found,) = run_cases({"retest_cases": [{"id": "r"}]})
    assert (found.example, found.agrees) == ("retest_cases", False)


def test_that_principles_and_levels_take_verdicts_by_name() -> None:
    named = {"CC-01": "met", "CC-02": "not_tested"}
    listed = [{"id": "CC-01", "verdict": "met"}, {"id": "CC-02", "verdict": "not_tested"}]
    for verdicts in (named, listed):
        assert all_agree(
            list(
                run_cases(
                    {
                        "principle_cases": [{"verdicts": verdicts, "expected": "not_tested"}],
                        "level_cases": [
                            {"verdicts": verdicts, "expected": {"level": 100, "low": 50, "high": 100, "coverage": 50}}
                        ],
                    }
                )
            )
        )


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (ACTION, "amber"),
        ({"owner": "service owner"}, "red"),
        ({"due": "2026-04-15"}, "red"),
        ({"owner": " ", "due": "2026-04-15"}, "red"),
        ({**ACTION, "accepted": False}, "red"),
        ({**ACTION, "accepted_by": ""}, "red"),
        ({**ACTION, "accepted_by": "M. Owner", "text": "Say why"}, "amber"),
        (None, "red"),
    ],
)
def test_that_an_action_without_owner_day_or_consent_is_none(action: Any, expected: str) -> None:
    reasons = ["CC-09"] if expected == "amber" else ["deviation without accepted action: CC-09"]
    assert all_agree(gate({"gate": expected, "reasons": reasons}, criteria=[BLOCKER, {**MAJOR, "action": action}]))


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ({"severity": 3, "status": "open"}, "red"),
        ({"severity": 3, "status": "open", "action": ACTION}, "amber"),
        ({"severity": 3, "status": "planned", **ACTION}, "amber"),
        ({"severity": 3, "status": "verified"}, "green"),
        ({"severity": 2, "status": "open"}, "green"),
        ({"severity": None, "status": "open"}, "green"),
        ({"severity": 4, "status": "accepted-risk", "action": ACTION}, "red"),
        ({"severity": 4, "status": "rejected"}, "green"),
        ({"severity": 4, "status": "duplicate-of", "duplicate_of": "F-2"}, "green"),
        ({"severity": 4, "status": "open", "positive": True}, "green"),
        ({"severity": 3, "status": "accepted_risk", "expires": "2026-02-01"}, "green"),
        ({"severity": 3, "status": "accepted_risk", "expires": "2026-01-31"}, "red"),
        ({"severity": 3, "status": "accepted_risk", "expired": True}, "red"),
    ],
)
def test_that_findings_hold_the_gate_as_they_stand_on_the_day(finding: Any, expected: str) -> None:
    found = gate(expected, criteria=[BLOCKER], findings=[{"id": "F-1", **finding}], on="2026-02-01")
    assert all_agree(found)


def test_that_an_action_is_too_far_away_or_overdue_only_on_a_day() -> None:
    criteria = [BLOCKER, {**MAJOR, "action": ACTION}]
    assert all_agree(gate("amber", criteria=criteria))
    assert all_agree(gate("amber", criteria=criteria, on="2026-04-15"))
    assert all_agree(gate({"gate": "red", "reasons": ["overdue: CC-09"]}, criteria=criteria, today="2026-04-16"))
    assert all_agree(gate({"gate": "red", "reasons": ["too late: CC-09"]}, criteria=criteria, date="2026-01-01"))


def test_that_segments_and_their_least_number_are_read() -> None:
    thin = [{"id": "assistive technology", "n": 2}, {"name": "everyone", "participants": 8}]
    grey = {"gate": "grey", "reasons": ["segment under segment_n_min: assistive technology"]}
    assert all_agree(gate(grey, criteria=[BLOCKER], segments=thin))
    assert all_agree(gate("green", criteria=[BLOCKER], segments=thin, parameters={"segment_n_min": 2}))
    assert all_agree(gate("green", criteria=[BLOCKER], segments=thin, segment_n_min=2))
    assert all_agree(gate(grey, criteria=[BLOCKER], segments={"assistive technology": 2, "everyone": 8}))


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ({"successes": 2, "n": 10}, "red"),
        ({"successes": 9, "n": 10}, "green"),
        ({"unassisted": 2, "n": 10}, "red"),
        ({"interval": {"low": 0.1, "high": 0.5}}, "red"),
        ({"ci": [10, 50], "target": 80}, "red"),
        ({"low": 0.1, "high": 0.8}, "green"),
        ({"successes": 0, "n": 0}, "green"),
        ({"successes": 2, "n": 10, "critical": False}, "green"),
    ],
)
def test_that_critical_tasks_are_read_by_counts_or_interval(task: Any, expected: str) -> None:
    assert all_agree(gate(expected, criteria=[BLOCKER], critical_tasks=[{"id": "pay", "target": 0.8, **task}]))


@pytest.mark.parametrize(
    "scope",
    [
        {"left_out": ["CC-24"]},
        {"left_out": [{"criterion": "CC-24", "by": "Anna", "why": "not built"}]},
        {"scope": ["CC-23"]},
        {"scope": {"left_out": [{"id": "CC-24", "by": "Anna", "why": "not built"}]}},
    ],
)
def test_that_what_the_scope_leaves_out_does_not_count(scope: Any) -> None:
    criteria = [BLOCKER, {"id": "CC-24", "gate": "blocker", "verdict": "not_met"}]
    assert all_agree(gate({"gate": "green", "reasons": []}, criteria=criteria, **scope))
    assert all_agree(gate("red", criteria=criteria))


def test_that_the_only_criterion_without_a_verdict_is_named_once() -> None:
    unknown = {"id": "CC-07", "gate": "blocker", "verdict": "not_tested"}
    assert all_agree(gate({"gate": "grey", "reasons": ["no verdict: CC-07"]}, criteria=[unknown]))


def test_that_an_id_within_another_one_is_not_named() -> None:
    criteria = [{**BLOCKER, "id": "CC-2"}, {**MAJOR, "id": "CC-23", "action": ACTION}]
    assert all_agree(gate({"gate": "amber", "reasons": ["CC-23 partly met"]}, criteria=criteria))
    assert not all_agree(gate({"gate": "amber", "reasons": ["CC-2 partly met"]}, criteria=criteria))


def test_that_a_criterion_of_the_gate_may_have_units_or_an_override() -> None:
    units = [{**BLOCKER, "verdict": None, "units": [*PASSED, {"outcome": "failed", "severity": 3}]}]
    assert all_agree(gate({"gate": "red", "reasons": ["failed severely: CC-23"]}, criteria=units))
    said = {**BLOCKER, "verdict": "not_met", "override": {"value": "met", "note": "M. Owner: seen in the pilot"}}
    assert all_agree(gate("green", criteria=[said]))


def test_that_a_whole_file_of_such_cases_is_run(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    with path.open("w", encoding="utf-8") as file:
        YAML().dump({"gate_cases": [{"id": "g", "criteria": [MAJOR], "expected": "red", "weather": "rain"}]}, file)
    assert [one.agrees for one in run(path)] == [False]


@pytest.mark.parametrize("verdict", ["not_tested", "cannot_tell", "partly_met", "not_applicable"])
def test_that_cases_are_judged_by_the_letter_of_rule_seven(verdict: str) -> None:
    """The gate of a round says grey where nothing was decided; a case may look at one normal criterion alone."""
    assert all_agree(
        gate({"gate": "green", "reasons": []}, criteria=[{"id": "X", "gate": "normal", "verdict": verdict}])
    )
