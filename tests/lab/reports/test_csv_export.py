"""The tables are tidy, described by their package, and harmless in a spreadsheet."""

import csv
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.reports.csv_export import cell_text, write_tables
from lab.reports.facts import Audience
from lab.reports.tables import TABLES
from tests.lab.reports import example

READERS: dict[str, Any] = {
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "string": str,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables")
    write_tables(example.inspected(), made)
    return made


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def package(folder: Path) -> dict[str, Any]:
    """The data package."""
    read: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return read


def test_that_the_package_describes_every_file_and_column(folder: Path) -> None:
    resources = {one["path"]: one for one in package(folder)["resources"]}
    assert set(resources) == {path.name for path in folder.glob("*.csv")} == {f"{one.name}.csv" for one in TABLES}
    for path, resource in resources.items():
        with (folder / path).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header == [field["name"] for field in resource["schema"]["fields"]]


def test_that_every_cell_has_the_type_of_its_column(folder: Path) -> None:
    for resource in package(folder)["resources"]:
        found = rows(folder, resource["name"])
        assert found or resource["name"] == "never"
        for field in resource["schema"]["fields"]:
            limits = field.get("constraints", {})
            for row in found:
                value = row[field["name"]]
                assert value or not limits.get("required")
                if value:
                    READERS[field["type"]](value)
                    assert value in limits.get("enum", [value])


def test_that_keys_are_unique_and_sessions_known(folder: Path) -> None:
    sessions = {row["session"] for row in rows(folder, "sessions")}
    for resource in package(folder)["resources"]:
        found = rows(folder, resource["name"])
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in found]
        assert len(keys) == len(set(keys))
        if "foreignKeys" in resource["schema"]:
            assert {row["session"] for row in found} <= sessions


def test_that_pilots_and_withdrawn_sessions_are_marked(folder: Path) -> None:
    found = {row["participant"]: row for row in rows(folder, "sessions")}
    assert (found["P90"]["pilot"], found["P90"]["counted"]) == ("true", "false")
    assert (found["P91"]["state"], found["P91"]["counted"]) == ("withdrawn", "false")
    assert found["P05"]["corrections"] == "1"


def test_that_attempts_annotations_and_edits_keep_their_times(folder: Path) -> None:
    attempts = {row["attempt"]: row for row in rows(folder, "attempts")}
    helped = attempts["P03-fill-form"]
    assert (helped["outcome"], helped["assists"], helped["unassisted_success"]) == ("assisted", "1", "false")
    assert int(helped["time_on_task_us"]) == 410_000_000
    tags = {row["annotation"]: row for row in rows(folder, "annotations")}
    assert (tags["P01-tag-0"]["version"], tags["P01-tag-0"]["lead_us"]) == ("2", "5000000")
    edits = [row for row in rows(folder, "annotation_edits") if row["annotation"] == "P01-tag-0"]
    assert [(row["field"], row["value"]) for row in edits] == [("lead_us", "5000000")]


def test_that_clicks_are_told_with_their_attempt_and_counted(folder: Path, tmp_path: Path) -> None:
    found = rows(folder, "clicks")
    task = example.TASKS[0]
    assert [(row["participant"], row["number"], row["at_us"], row["button"]) for row in found] == [
        ("P01", "1", "5000000", "1"), ("P01", "2", "11000000", "1"), ("P01", "3", "12000000", "3"),
    ]  # fmt: skip
    assert [row["attempt"] for row in found] == ["", f"P01-{task}", f"P01-{task}"]
    attempts = {row["attempt"]: row["clicks"] for row in rows(folder, "attempts")}
    assert attempts[f"P01-{task}"] == "2"
    assert attempts[f"P01-{example.TASKS[1]}"] == "0"
    assert attempts[f"P02-{task}"] == ""  # nobody listened
    write_tables(example.facts(), tmp_path, Audience.PUBLIC)
    assert rows(tmp_path, "clicks") == []


def test_that_judgements_are_told_judge_by_judge(folder: Path) -> None:
    found = [row for row in rows(folder, "judgements") if row["criterion"] == "CC-24" and row["participant"] == "P01"]
    assert [(row["judge"], row["outcome"], row["severity"]) for row in found] == [("Anna", "failed", "3")]


def test_that_public_tables_name_nobody(tmp_path: Path) -> None:
    write_tables(example.facts(), tmp_path, Audience.PUBLIC)
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.csv"))
    for told in ("Oleg", "Anna", "What am I supposed", "typed the whole address"):
        assert told not in text
    assert {row["judge"] for row in rows(tmp_path, "judgements")} == {"judge 1"}


def test_that_formulas_are_neutralised_and_numbers_left_alone(tmp_path: Path) -> None:
    facts = example.facts()
    bad = replace(facts.findings[0], title='=HYPERLINK("http://evil","x")')
    write_tables(replace(facts, findings=(bad,)), tmp_path)
    assert rows(tmp_path, "findings")[0]["title"] == '\'=HYPERLINK("http://evil","x")'
    assert (cell_text(-3), cell_text(-0.5), cell_text("-3"), cell_text(None)) == ("-3", "-0.5", "'-3", "")


@given(st.text())
def test_that_taking_one_apostrophe_off_gives_the_text_back(text: str) -> None:
    written = cell_text(text)
    assert written.removeprefix("'") == text
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
