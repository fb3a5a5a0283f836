"""Signs that stand before words: what the words say, for the eye."""

from lab.reports.paper.blocks import Run, Words, words
from lab.reports.parts import EvidencePart, FindingPart, Labelled

SEVERITY = {0: "○", 1: "◔", 2: "◑", 3: "◕", 4: "●"}
GATE = {"red": "✖", "grey": "?", "amber": "▲", "green": "✔"}
VERDICT = {
    "met": "✔",
    "partly_met": "◑",
    "not_met": "✖",
    "cannot_tell": "?",
    "not_tested": "○",
    "not_applicable": "–",
}
GOOD = "✔"


def sign(text: str) -> Run:
    """A sign with a space behind it."""
    return Run(text=f"{text} ", look="symbol")


def severity_words(value: int | None, label: str) -> Words:
    """ "◕ 3 · major"."""
    if value is None:
        return words(label)
    return words(sign(SEVERITY[value]), Run(text=f"{value} · {label}", look="strong"))


def verdict_words(verdict: Labelled) -> Words:
    """ "✔ met"."""
    return words(sign(VERDICT[verdict.code]), verdict.label)


def still_of(finding: FindingPart) -> EvidencePart | None:
    """The moment whose frame stands for a finding; None where none may be shown."""
    return next((one for one in finding.evidence if one.still), None)


def finding_link(number: int) -> Run:
    """ "F-3", leading to the finding."""
    return Run(text=f"F-{number}", to=f"finding-{number}")
