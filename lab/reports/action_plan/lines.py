"""The lines of the plan, in the words of the report."""

from dataclasses import dataclass

from lab.domain.action_plan import Answer, Asked, asked
from lab.i18n import gettext as _
from lab.reports.facts import RoundFacts
from lab.reports.names import Names
from lab.wording.judging import severity_label, verdict_label


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is read.

    Attributes:
        asked: as the laboratory keeps it; by it the line is known again.
        answer: as it is shown, without what is told of people in free texts.
    """

    asked: Asked
    answer: Answer
    number: str
    title: str
    severity: str
    criterion: str
    to_do: str


def asked_of(facts: RoundFacts) -> tuple[Asked, ...]:
    """What is asked of the owner of a round."""
    return asked(
        (*facts.earlier, *facts.findings),
        facts.criteria_in_scope,
        facts.verdicts,
        facts.gate,
        facts.actions,
        facts.inspections,
    )


def lines_of(facts: RoundFacts) -> tuple[Line, ...]:
    """The lines in the language in force."""
    names, shown = Names(facts), asked_of(facts)
    kept = {one.subject: one for one in facts.asked or shown}
    return tuple(_line(kept[one.subject], one, names) for one in shown)


def _line(kept: Asked, one: Asked, names: Names) -> Line:
    return Line(
        asked=kept,
        answer=one.answer,
        number=names.short(one.subject),
        title=one.finding.title if one.finding is not None else names.criterion(one.subject),
        severity=_severity(one.severity),
        criterion="\n".join(names.criterion(criterion) for criterion in one.criteria),
        to_do=_to_do(one),
    )


def _severity(severity: int | None) -> str:
    label = severity_label(severity)
    return label if severity is None else f"{severity} – {label}"


def _to_do(one: Asked) -> str:
    if one.finding is None:
        assert one.verdict is not None
        return _("The criterion is {verdict}: say what will be done so that it is met.").format(
            verdict=verdict_label(one.verdict.value)
        )
    if not one.open:
        return _("It is called fixed and waits for its retest: nothing is asked here.")
    return "\n\n".join(filter(None, (one.finding.statement, one.finding.recommendation)))
