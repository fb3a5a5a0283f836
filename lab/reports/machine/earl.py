"""Verdicts of all criteria of all standards as EARL 1.0 in JSON-LD, with what each rests on.

Every criterion is one assertion about the release, made by the laboratory; every unit that was judged (a participant, a
page, an artefact) is one more about that unit, which is part of the release's test. A criterion that the scope leaves
out is untested, and says why. https://www.w3.org/TR/EARL10-Schema/
"""

import json
from collections.abc import Iterator

from lab.i18n import gettext as _
from lab.i18n import in_language
from lab.reports.document import CriterionPart, ReportDocument
from lab.reports.facts import RoundFacts
from lab.reports.judging_parts import UnitPart
from lab.reports.machine.identity import criterion_iri, round_iri
from lab.reports.machine.outcomes import OUTCOME, criteria_of, explained
from protocols.standard import Criterion, Standard

Node = dict[str, object]

_LINK = {"@type": "@id"}
CONTEXT: Node = {
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "Assertion": "earl:Assertion",
    "Assertor": "earl:Assertor",
    "Software": "earl:Software",
    "Organization": "foaf:Organization",
    "TestSubject": "earl:TestSubject",
    "TestCriterion": "earl:TestCriterion",
    "TestRequirement": "earl:TestRequirement",
    "TestResult": "earl:TestResult",
    "assertedBy": {"@id": "earl:assertedBy", **_LINK},
    "subject": {"@id": "earl:subject", **_LINK},
    "test": {"@id": "earl:test", **_LINK},
    "mode": {"@id": "earl:mode", **_LINK},
    "outcome": {"@id": "earl:outcome", **_LINK},
    "result": "earl:result",
    "title": "dct:title",
    "description": "dct:description",
    "date": {"@id": "dct:date", "@type": "xsd:dateTime"},
    "isPartOf": {"@id": "dct:isPartOf", **_LINK},
    "id": "@id",
    "type": "@type",
}
"""Everything is said in the file: nothing has to be fetched to read it."""


def to_earl(facts: RoundFacts, document: ReportDocument) -> str:
    """The file; its words are in the language of the document."""
    with in_language(document.language):
        made = _Assertions(facts, document)
        graph = [*made.assertors(), *made.subjects(), *made.tests(), *made.assertions()]
    described = {"@context": {**CONTEXT, "@language": document.language}, "@graph": graph}
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


class _Assertions:
    """The nodes of one file."""

    def __init__(self, facts: RoundFacts, document: ReportDocument) -> None:
        self._facts, self._document = facts, document
        self._judged = criteria_of(document)
        self._left_out = {one.criterion: one.why for one in document.scope.left_out}
        self._release = self._iri("release")
        self._laboratory = self._iri("laboratory")
        self._program = f"urn:usability-lab:software:{document.app_version}"

    def assertors(self) -> Iterator[Node]:
        """The laboratory, whose people judge, and the program that computes."""
        yield {"id": self._laboratory, "type": ["Assertor", "Organization"], "title": self._document.laboratory}
        title = f"Usability Lab {self._document.app_version}"
        yield {"id": self._program, "type": ["Assertor", "Software"], "title": title}

    def subjects(self) -> Iterator[Node]:
        """The release, and what it was judged on."""
        named = f"{self._document.service.name}, {self._document.release.name}"
        yield {
            "id": self._release,
            "type": "TestSubject",
            "title": named,
            "description": self._document.round.goal,
            "date": self._document.made_at,
        }
        names = {unit.subject for one in self._judged.values() for unit in one.units}
        for name in sorted(names):
            yield {"id": self._unit_iri(name), "type": "TestSubject", "title": name, "isPartOf": self._release}

    def tests(self) -> Iterator[Node]:
        """Every criterion of every pinned standard, obsolete ones apart."""
        for standard, criterion in self._criteria():
            yield {
                "id": criterion_iri(standard, criterion),
                "type": ["TestCriterion", "TestRequirement"],
                "title": f"{criterion.id} {criterion.title.in_language(self._document.language)}",
                "isPartOf": f"urn:usability-lab:standard:{standard.id}:{standard.version}",
            }

    def assertions(self) -> Iterator[Node]:
        """What is said of each."""
        for standard, criterion in self._criteria():
            test = criterion_iri(standard, criterion)
            part = self._judged.get(criterion.id)
            yield self._verdict(test, criterion, part)
            for unit in part.units if part is not None else ():
                yield self._unit(test, criterion, unit)

    def _criteria(self) -> Iterator[tuple[Standard, Criterion]]:
        return ((standard, one) for standard in self._facts.standards for one in standard.counted)

    def _verdict(self, test: str, criterion: Criterion, part: CriterionPart | None) -> Node:
        if part is None:
            why = _("Left out of this round: {why}").format(why=self._left_out.get(criterion.id, ""))
            return self._assertion("verdict", test, self._release, "untested", why, "manual")
        computed = part.kind.code == "computed" and part.override is None
        # People judge the units, the rule joins them; by an override a person alone says it.
        mode = "automatic" if computed else "manual" if part.override is not None else "semiAuto"
        by = self._program if computed else self._laboratory
        outcome = OUTCOME[part.verdict.code]
        node = self._assertion("verdict", test, self._release, outcome, explained(part), mode, by)
        return {**node, "date": self._document.made_at}

    def _unit(self, test: str, criterion: Criterion, unit: UnitPart) -> Node:
        computed = criterion.kind == "computed"
        mode, by = ("automatic", self._program) if computed else ("manual", self._laboratory)
        outcome = "cantTell" if unit.conflict else unit.outcome.code
        subject = self._unit_iri(unit.subject)
        return self._assertion(unit.subject, test, subject, outcome, unit.text, mode, by)

    def _assertion(
        self, name: str, test: str, subject: str, outcome: str, words: str, mode: str, by: str | None = None
    ) -> Node:
        return {
            "id": self._iri("assertion", test, name),
            "type": "Assertion",
            "assertedBy": by or self._laboratory,
            "subject": subject,
            "test": test,
            "mode": f"earl:{mode}",
            "result": {"type": "TestResult", "outcome": f"earl:{outcome}", "description": words},
        }

    def _unit_iri(self, name: str) -> str:
        return self._iri("unit", name)

    def _iri(self, *names: str) -> str:
        return round_iri(self._document.round.id, *names)
