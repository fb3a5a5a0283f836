"""After the session: findings out of tags, a second rating where one is due, words and promises of the owner."""

from dataclasses import replace
from datetime import date, timedelta

from lab.domain.finding import CATASTROPHE, Finding
from lab.domain.ids import RoundId
from lab.domain.study import Round
from lab.i18n import gettext as _
from lab.i18n import language
from lab.services.laboratory import Laboratory
from protocols.protocol import Protocol

ACTION_DAYS = 60
REFUSAL = "CC-24"


def judge_round(lab: Laboratory, study: Round, protocol: Protocol, raters: tuple[str, str]) -> tuple[Finding, ...]:
    """Gather the round's tags into findings and have two people rate each problem."""
    for gathered in lab.findings.propose(study.id):
        if not gathered.positive:
            lab.findings.accept(study.id, gathered, language=language())
    return tuple(_rated(lab, finding, protocol, raters) for finding in lab.findings.findings(study.id))


def _rated(lab: Laboratory, finding: Finding, protocol: Protocol, raters: tuple[str, str]) -> Finding:
    severity = finding.severity if finding.severity is not None else 2
    for rater in raters:
        finding = lab.findings.rate(finding.id, rater, min(severity, CATASTROPHE))
    if finding.statement or finding.task is None:
        return finding
    task = protocol.task(finding.task)
    statement = _("In the task “{task}”: {what}. Seen with {codes}.").format(
        task=task.title.in_language(language()), what=finding.title, codes=", ".join(sorted(finding.affected))
    )
    return lab.findings.edit(replace(finding, statement=statement))


def promise_actions(lab: Laboratory, round_id: RoundId, owner: str, today: date) -> None:
    """The owner promises one action, about the refusal, so that the report shows what a promise looks like."""
    about_refusal = [one for one in lab.findings.findings(round_id) if REFUSAL in one.criteria]
    if about_refusal:
        due = today + timedelta(days=ACTION_DAYS)
        text = _("Explain the decision and name the next step.")
        lab.verdicts.promise(round_id, about_refusal[0].id, text, owner, due, owner)
