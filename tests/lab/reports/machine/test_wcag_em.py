"""The evaluation is as the W3C's report tool wants it: each test is one of the reasons for which it refused a file."""

import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import Graph

from lab.domain.errors import InputError
from lab.domain.unit import Unit, UnitOutcome
from lab.reports.facts import RoundFacts
from lab.reports.machine.wcag_em import to_evaluation
from lab.reports.making import make_document
from lab.wording import sentence
from tests.lab.reports import example

SHAPES = Path(__file__).parent / "earl-shapes.ttl"
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader


def judged() -> RoundFacts:
    """The example, with two pages of which one fails a row; one is called as the site is."""
    facts = example.facts()
    units = (
        Unit("Form", UnitOutcome.PASSED),
        Unit("Child benefit, 2.3", UnitOutcome.FAILED, 3),
        Unit("Child benefit, 2.3 (2)", UnitOutcome.INAPPLICABLE),
    )
    verdict = replace(facts.verdicts["3.3.7"], inputs=units)
    return replace(facts, verdicts={**facts.verdicts, "3.3.7": verdict})


@cache
def evaluation(language: str = "en") -> Any:
    facts = judged()
    return json.loads(to_evaluation(facts, make_document(facts, language)))


def test_that_every_test_is_a_row_of_wcag_under_an_undeclared_prefix() -> None:
    said = evaluation()
    assert "WCAG22" not in said["@context"]
    tests = {one["test"]["id"] for one in said["auditSample"]}
    assert all(re.fullmatch(r"WCAG22:[a-z0-9-]+", one) for one in tests)
    assert len(tests) == 86
    assert {"WCAG22:redundant-entry", "WCAG22:non-text-content", "WCAG22:dragging-movements"} <= tests
    assert said["defineScope"]["wcagVersion"] == "2.2"


def test_that_titles_of_pages_are_unique_and_none_is_that_of_the_site() -> None:
    said = evaluation()
    titles = [one["title"] for one in said["selectSample"]["structuredSample"]]
    assert len({*titles, said["defineScope"]["scope"]["title"]}) == len(titles) + 1
    assert {"Form", "Child benefit, 2.3 (2)"} <= set(titles)


def test_that_assertions_name_pages_of_the_sample_or_the_site() -> None:
    said = evaluation()
    sample = {one["id"]: one["title"] for one in said["selectSample"]["structuredSample"]}
    subjects = Counter(one["subject"]["id"] for one in said["auditSample"])
    assert subjects.pop(said["defineScope"]["scope"]["id"]) == 86
    assert set(subjects) == set(sample)
    for one in said["auditSample"]:
        if "Webpage" in one["subject"]["type"]:
            assert one["subject"]["title"] == sample[one["subject"]["id"]]
        else:
            assert "Website" in one["subject"]["type"]


def test_that_the_rows_say_what_the_round_says() -> None:
    said = evaluation()
    rows = [one for one in said["auditSample"] if one["test"]["id"] == "WCAG22:redundant-entry"]
    assert [one["result"]["outcome"]["id"] for one in rows[1:]] == ["earl:passed", "earl:failed", "earl:inapplicable"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_the_evaluation_conforms_to_the_shapes_of_earl_too(language: str) -> None:
    found, _graph, words = validate(
        Graph().parse(data=json.dumps(evaluation(language)), format="json-ld"),
        shacl_graph=Graph().parse(SHAPES, format="turtle"),
    )
    assert found, words


def test_that_a_round_without_wcag_is_refused_in_a_sentence() -> None:
    facts = example.facts()
    own = replace(facts, standards=tuple(one for one in facts.standards if not one.id.startswith("wcag")))
    with pytest.raises(InputError) as refused:
        to_evaluation(own, make_document(own, "en"))
    assert "WCAG" in sentence(refused.value)
