"""EARL conforms to the shapes of EARL 1.0, and says of every criterion what the round says."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import RDF, Graph, Namespace, URIRef

from lab.reports.facts import Audience
from lab.reports.machine.earl import to_earl
from lab.reports.making import make_document
from tests.lab.reports import example

EARL = Namespace("http://www.w3.org/ns/earl#")
SHAPES = Path(__file__).parent / "earl-shapes.ttl"
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader
ROUND = f"urn:usability-lab:round:{example.ROUND}"


def described(language: str = "en", audience: Audience = Audience.INTERNAL) -> str:
    facts = example.facts()
    return to_earl(facts, make_document(facts, language, None, audience))


@cache
def graph() -> Graph:
    return Graph().parse(data=described(), format="json-ld")


def conforms(content: str) -> tuple[bool, str]:
    found, _graph, words = validate(
        Graph().parse(data=content, format="json-ld"), shacl_graph=Graph().parse(SHAPES, format="turtle")
    )
    return bool(found), str(words)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_earl_conforms_to_its_shapes(language: str) -> None:
    found, words = conforms(described(language))
    assert found, words


def test_that_the_shapes_would_refuse_a_wrong_outcome() -> None:
    found, words = conforms(described().replace("earl:failed", "earl:bad"))
    assert not found
    assert "five standard outcomes" in words


def test_that_every_criterion_of_every_standard_has_one_assertion_about_the_release() -> None:
    facts = example.facts()
    release = URIRef(f"{ROUND}:release")
    tests = [graph().value(one, EARL.test) for one in graph().subjects(EARL.subject, release)]
    assert len(tests) == len(set(tests)) == sum(len(one.counted) for one in facts.standards)
    assert URIRef("http://www.w3.org/TR/WCAG22/#redundant-entry") in tests
    assert URIRef("urn:usability-lab:standard:client-centricity:0.1-draft:CC-24") in tests


def test_that_the_assertions_say_the_verdicts_of_the_round() -> None:
    facts = example.facts()
    expected = {"met": EARL.passed, "partly_met": EARL.failed, "not_met": EARL.failed, "cannot_tell": EARL.cantTell,
                "not_tested": EARL.untested, "not_applicable": EARL.inapplicable}  # fmt: skip
    for criterion, verdict in facts.verdicts.items():
        if criterion.startswith("CC-"):
            test = f"urn:usability-lab:standard:client-centricity:0.1-draft:{criterion}"
            assert outcome_of("verdict", test) == expected[verdict.value.value]
    assert outcome_of("verdict", "urn:usability-lab:standard:client-centricity:0.1-draft:CC-38") == EARL.untested
    assert outcome_of("P04", "urn:usability-lab:standard:client-centricity:0.1-draft:CC-24") == EARL.failed


def outcome_of(name: str, test: str) -> Any:
    subject = URIRef(f"{ROUND}:release" if name == "verdict" else f"{ROUND}:unit:{name}")
    (assertion,) = set(graph().subjects(EARL.test, URIRef(test))) & set(graph().subjects(EARL.subject, subject))
    result = graph().value(assertion, EARL.result)
    assert (result, RDF.type, EARL.TestResult) in graph()
    return graph().value(result, EARL.outcome)


def test_that_nothing_has_to_be_fetched_and_nobody_is_named_to_the_public() -> None:
    content = described(audience=Audience.PUBLIC)
    assert isinstance(json.loads(content)["@context"], dict)
    for name in ("Anna", "Oleg"):
        assert name not in content
