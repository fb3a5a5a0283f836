"""Verdicts on the rows of WCAG as an evaluation that the W3C's WCAG-EM Report Tool opens ("Open evaluation").

The tool is particular, and the file is made as it wants it: one assertion whose test is no row of WCAG makes it refuse
the whole file; a row of WCAG 2.2 is `WCAG22:…` with the prefix *not* declared; it finds a page of the sample by its
title, which therefore is unique. How much of each row was met in part is in the text: EARL has no word for it.
"""

import json
from collections.abc import Iterator

from lab.domain.errors import InputError
from lab.domain.verdict import DECIDED
from lab.i18n import gettext as _
from lab.i18n import in_language
from lab.reports.document import ReportDocument
from lab.reports.facts import RoundFacts
from lab.reports.machine.identity import round_iri, wcag_fragment, wcag_version
from lab.reports.machine.outcomes import OUTCOME, criteria_of, explained
from protocols.standard import Criterion, Standard

Node = dict[str, object]

_WEBSITE = "_:website"
_CLASSES = {
    "passed": "Pass",
    "failed": "Fail",
    "cantTell": "CannotTell",
    "inapplicable": "NotApplicable",
    "untested": "NotTested",
}
CONTEXT: Node = {
    "reporter": "https://github.com/w3c/wcag-em-report-tool/",
    "wcagem": "http://www.w3.org/TR/WCAG-EM/#",
    "Evaluation": "wcagem:procedure",
    "Website": "wcagem:website",
    "Webpage": "wcagem:webpage",
    "defineScope": "wcagem:step1",
    "scope": "wcagem:step1a",
    "step1b": {"@id": "wcagem:step1b", "@type": "@id"},
    "conformanceTarget": "step1b",
    "accessibilitySupportBaseline": "wcagem:step1c",
    "additionalEvaluationRequirements": "wcagem:step1d",
    "exploreTarget": "wcagem:step2",
    "essentialFunctionality": "wcagem:step2b",
    "pageTypeVariety": "wcagem:step2c",
    "technologiesReliedUpon": "wcagem:step2d",
    "selectSample": "wcagem:step3",
    "structuredSample": "wcagem:step3a",
    "randomSample": "wcagem:step3b",
    "auditSample": "wcagem:step4",
    "reportFindings": "wcagem:step5",
    "documentSteps": "wcagem:step5a",
    "commissioner": "wcagem:commissioner",
    "evaluator": "wcagem:evaluator",
    "evaluationSpecifics": "wcagem:step5b",
    "WCAG20": "http://www.w3.org/TR/WCAG20/#",
    "WCAG21": "http://www.w3.org/TR/WCAG21/#",
    "WAI": "http://www.w3.org/WAI/",
    "A": "WAI:WCAG2A-Conformance",
    "AA": "WAI:WCAG2AA-Conformance",
    "AAA": "WAI:WCAG2AAA-Conformance",
    "wcagVersion": "WAI:standards-guidelines/wcag/#versions",
    "earl": "http://www.w3.org/ns/earl#",
    "Assertion": "earl:Assertion",
    "Assertor": "earl:Assertor",
    "TestCriterion": "earl:TestCriterion",
    "TestRequirement": "earl:TestRequirement",
    "TestSubject": "earl:TestSubject",
    "TestResult": "earl:TestResult",
    "OutcomeValue": "earl:OutcomeValue",
    "Pass": "earl:Pass",
    "Fail": "earl:Fail",
    "CannotTell": "earl:CannotTell",
    "NotApplicable": "earl:NotApplicable",
    "NotTested": "earl:NotTested",
    "assertedBy": {"@id": "earl:assertedBy", "@type": "@id"},
    "mode": {"@id": "earl:mode", "@type": "@id"},
    "result": "earl:result",
    "subject": "earl:subject",
    "test": "earl:test",
    "outcome": "earl:outcome",
    "dcterms": "http://purl.org/dc/terms/",
    "title": "dcterms:title",
    "description": "dcterms:description",
    "summary": "dcterms:summary",
    "date": "dcterms:date",
    "id": "@id",
    "type": "@type",
    "language": "@language",
}
"""The tool's own words. `WCAG22` is left out on purpose: a declared prefix makes the tool refuse the file."""


def refuse_without_wcag(facts: RoundFacts) -> None:
    """Raises InputError `export_without_wcag` where the round judges no edition of WCAG 2."""
    if _standard(facts) is None:
        raise InputError("export_without_wcag", standards=", ".join(one.id for one in facts.standards))


def to_evaluation(facts: RoundFacts, document: ReportDocument) -> str:
    """The file. Raises as `refuse_without_wcag`."""
    refuse_without_wcag(facts)
    standard = _standard(facts)
    assert standard is not None
    with in_language(document.language):
        evaluation = _Evaluation(standard, document).described()
    return json.dumps(evaluation, ensure_ascii=False, indent=2) + "\n"


def _standard(facts: RoundFacts) -> Standard | None:
    """The newest edition of WCAG that the round judges."""
    editions = [(wcag_version(one), one) for one in facts.standards]
    known = sorted(((version, one) for version, one in editions if version is not None), key=lambda pair: pair[0])
    return known[-1][1] if known else None


class _Evaluation:
    """One file."""

    def __init__(self, standard: Standard, document: ReportDocument) -> None:
        self._standard, self._document = standard, document
        judged = criteria_of(document)
        self._rows = [(one, judged[one.id]) for one in standard.counted if one.id in judged]
        self._pages = self._titled_pages()

    def described(self) -> Node:
        """The whole evaluation."""
        document = self._document
        version = wcag_version(self._standard)
        return {
            "@context": CONTEXT,
            "@type": "Evaluation",
            "@language": document.language,
            "defineScope": {
                "@id": "_:defineScope",
                "scope": self._website(),
                "wcagVersion": version,
                "conformanceTarget": self._target(),
                "accessibilitySupportBaseline": "",
                "additionalEvaluationRequirements": "",
            },
            "exploreTarget": {
                "@id": "_:exploreTarget",
                "technologiesReliedUpon": [],
                "essentialFunctionality": document.round.goal,
                "pageTypeVariety": "",
            },
            "selectSample": {
                "@id": "_:selectSample",
                "randomSample": [],
                "structuredSample": [self._page(name) for name in self._pages],
            },
            "auditSample": list(self._assertions()),
            "reportFindings": {
                "documentSteps": [{"@id": f"_:{one}"} for one in ("defineScope", "exploreTarget", "selectSample")],
                "commissioner": document.service.owner,
                "evaluator": document.laboratory,
                "date": document.made_at[:10],
                "title": f"{document.service.name}, {document.release.name}: {document.round.name}",
                "summary": document.summary.gate.sentence,
                "evaluationSpecifics": document.summary.people_text,
            },
        }

    def _titled_pages(self) -> dict[str, str]:
        """Unit → title, each title once, and none that of the site."""
        taken = {self._title()}
        titles: dict[str, str] = {}
        for name in dict.fromkeys(unit.subject for _row, part in self._rows for unit in part.units):
            title, number = name, 2
            while title in taken:
                title, number = f"{name} ({number})", number + 1
            titles[name] = title
            taken.add(title)
        return titles

    def _title(self) -> str:
        return f"{self._document.service.name}, {self._document.release.name}"

    def _target(self) -> str:
        """AA, as laws ask; AAA where the round decided a row of it."""
        decided = {row.level for row, part in self._rows if part.verdict.code in {one.value for one in DECIDED}}
        return "AAA" if "AAA" in decided else "AA"

    def _website(self) -> Node:
        described = self._document.service.life_situation or self._document.round.goal
        return {
            "id": _WEBSITE,
            "type": ["TestSubject", "Website"],
            "title": self._title(),
            "description": described,
        }

    def _page(self, name: str) -> Node:
        return {
            "id": round_iri(self._document.round.id, "unit", name),
            "type": ["TestSubject", "Webpage"],
            "title": self._pages[name],
            "description": _("Judged in round {number}").format(number=self._document.round.number),
        }

    def _assertions(self) -> Iterator[Node]:
        for row, part in self._rows:
            outcome = OUTCOME[part.verdict.code]
            yield self._assertion(row, self._website(), outcome, explained(part))
            for unit in part.units:
                code = "cantTell" if unit.conflict else unit.outcome.code
                yield self._assertion(row, self._page(unit.subject), code, unit.text)

    def _assertion(self, row: Criterion, subject: Node, outcome: str, words: str) -> Node:
        return {
            "type": "Assertion",
            "assertedBy": round_iri(self._document.round.id, "laboratory"),
            "mode": "earl:manual",
            "subject": subject,
            "test": {
                "id": f"WCAG{str(wcag_version(self._standard)).replace('.', '')}:{wcag_fragment(self._standard, row)}",
                "type": ["TestCriterion", "TestRequirement"],
                "title": f"{row.id} {row.title.in_language(self._document.language)}",
            },
            "result": {
                "type": "TestResult",
                "date": self._document.made_at,
                "outcome": {"id": f"earl:{outcome}", "type": ["OutcomeValue", _CLASSES[outcome]]},
                "description": words,
            },
        }
