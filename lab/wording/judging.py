"""The words for judgements: gate, verdicts, severity, statuses, outcomes; and the sentences for the gate's reasons.

One word for one thing, in windows and reports alike.
"""

from collections.abc import Callable, Mapping
from datetime import date

from lab.domain.artefact import Condition
from lab.domain.decision import Decided
from lab.domain.finding import Cause, Effort, FindingDecision, Status
from lab.domain.gate import Gate, GateState, Reason, ReasonCode
from lab.domain.unit import UnitOutcome, Why
from lab.domain.verdict import VerdictValue
from lab.i18n import gettext as _
from lab.i18n import language, ngettext, pgettext
from protocols.standard import CriterionKind, GateWeight


def gate_label(state: GateState) -> str:
    """The gate in a word or three."""
    return {
        GateState.RED: _("Not ready"),
        GateState.GREY: _("Not enough evidence"),
        GateState.AMBER: _("Ready with actions"),
        GateState.GREEN: _("Ready"),
    }[state]


def gate_sentence(gate: Gate) -> str:
    """What the gate means for the launch; a red that only waits for the owner is told apart."""
    if gate.only_waits_for_owner:
        return ngettext(
            "No criterion forbids the launch: {n} action awaits the owner.",
            "No criterion forbids the launch: {n} actions await the owner.",
            len(gate.reasons),
        ).format(n=len(gate.reasons))
    return {
        GateState.RED: _("The release should not be launched as it is."),
        GateState.GREY: _("Nobody can say yet whether the release is ready: too little was seen."),
        GateState.AMBER: _("The release can be launched if the accepted actions are done in time."),
        GateState.GREEN: _("Nothing that was tested speaks against the launch."),
    }[gate.state]


def verdict_label(value: VerdictValue) -> str:
    """A verdict in words."""
    return {
        VerdictValue.MET: _("met"),
        VerdictValue.PARTLY_MET: _("partly met"),
        VerdictValue.NOT_MET: _("not met"),
        VerdictValue.CANNOT_TELL: _("cannot tell"),
        VerdictValue.NOT_TESTED: _("not tested"),
        VerdictValue.NOT_APPLICABLE: _("not applicable"),
    }[value]


def severity_label(severity: int | None) -> str:
    """Nielsen's scale in words."""
    if severity is None:
        return _("not rated")
    return (
        _("not a problem"),
        pgettext("severity", "cosmetic"),
        pgettext("severity", "minor"),
        pgettext("severity", "major"),
        pgettext("severity", "catastrophe"),
    )[severity]


def status_label(status: Status) -> str:
    """Where a finding is."""
    return {
        Status.OPEN: pgettext("finding", "open"),
        Status.CONFIRMED: pgettext("finding", "confirmed"),
        Status.PLANNED: pgettext("finding", "planned"),
        Status.FIXED: pgettext("finding", "fixed"),
        Status.VERIFIED: pgettext("finding", "verified"),
        Status.REOPENED: pgettext("finding", "reopened"),
        Status.REJECTED: pgettext("finding", "rejected"),
        Status.ACCEPTED_RISK: pgettext("finding", "accepted as a risk"),
        Status.DUPLICATE: pgettext("finding", "duplicate"),
    }[status]


def decision_sentence(decision: FindingDecision, by: str, day: str) -> str:
    """What was decided about a finding, by whom and when. Whoever has it fixed accepts its owner and due day."""
    if decision.what == "fix":
        return _("Accepted by {by} on {day}").format(by=by, day=day)
    what = {"accept": _("Accepted as a risk"), "reject": _("Rejected")}[decision.what]
    return _("{what}: {by}, {day}").format(what=what, by=by, day=day)


def cause_label(cause: Cause) -> str:
    """Why a problem happens."""
    return {
        Cause.UNKNOWN: pgettext("cause", "not known yet"),
        Cause.WORDS: pgettext("cause", "words"),
        Cause.LAYOUT: pgettext("cause", "layout"),
        Cause.FLOW: pgettext("cause", "order of steps"),
        Cause.FEEDBACK: pgettext("cause", "feedback"),
        Cause.FUNCTION: pgettext("cause", "function"),
        Cause.PERFORMANCE: pgettext("cause", "speed"),
        Cause.ACCESS: pgettext("cause", "accessibility"),
        Cause.RULES: pgettext("cause", "rules of the service"),
        Cause.PEOPLE: pgettext("cause", "staff"),
    }[cause]


def effort_label(effort: Effort) -> str:
    """How much work a remedy is."""
    return {
        Effort.UNKNOWN: pgettext("effort", "not estimated"),
        Effort.SMALL: pgettext("effort", "small"),
        Effort.MEDIUM: pgettext("effort", "medium"),
        Effort.LARGE: pgettext("effort", "large"),
    }[effort]


def weight_label(weight: GateWeight) -> str:
    """What a criterion weighs at the gate."""
    labels: dict[GateWeight, str] = {
        "blocker": pgettext("weight", "blocker"),
        "major": pgettext("weight", "major"),
        "normal": pgettext("weight", "normal"),
    }
    return labels[weight]


def kind_label(kind: CriterionKind) -> str:
    """How a criterion is judged."""
    labels: dict[CriterionKind, str] = {
        "performance": _("judged per participant"),
        "conformance": _("judged per page, by inspection"),
        "document": _("judged from a document, by inspection"),
        "round": _("judged once, after the last session"),
        "computed": _("follows from earlier findings"),
    }
    return labels[kind]


def unit_label(outcome: UnitOutcome) -> str:
    """The outcome of one unit."""
    return {
        UnitOutcome.PASSED: pgettext("unit", "passed"),
        UnitOutcome.FAILED: pgettext("unit", "failed"),
        UnitOutcome.CANT_TELL: pgettext("unit", "cannot tell"),
        UnitOutcome.INAPPLICABLE: pgettext("unit", "not applicable"),
        UnitOutcome.UNTESTED: pgettext("unit", "not tested"),
    }[outcome]


def condition_label(condition: Condition) -> str:
    """How an attached document lies in the laboratory now."""
    return {
        Condition.KEPT: _("as it was attached"),
        Condition.MISSING: _("the file is missing"),
        Condition.CHANGED: _("the file has changed since it was attached"),
        Condition.UNREADABLE: _("the file cannot be read"),
    }[condition]


def unit_name(subject: str) -> str:
    """What a unit is called: units that are no participants, pages or findings have names of our own."""
    known = {"first round": _("first round"), "no earlier problem": _("no earlier problem"), "round": _("the round")}
    return known.get(subject, subject)


def outcome_label(outcome: str | None) -> str:
    """How an attempt at a task ended."""
    labels = {
        "success": _("success"),
        "assisted": _("with help"),
        "failed": pgettext("attempt", "failed"),
        "gave_up": _("gave up"),
        "timed_out": _("out of time"),
    }
    return labels[outcome] if outcome is not None else _("no outcome yet")


def why_label(why: Why) -> str:
    """Why the debrief proposes an outcome."""
    return {
        Why.TAGGED: _("tagged during the session"),
        Why.TAGGED_GOOD: _("tagged as good during the session"),
        Why.TAGGED_BOTH: _("tagged both as good and as bad"),
        Why.TASK_FINISHED: _("a task that exposes it was finished and nobody tagged it"),
    }[why]


def decided_label(decided: Decided) -> str:
    """What was decided about the launch."""
    return {
        Decided.LAUNCH: _("Launch"),
        Decided.LAUNCH_WITH_ACTIONS: _("Launch with actions"),
        Decided.HOLD: _("Do not launch yet"),
        Decided.TAKEN_BACK: _("Decision taken back"),
    }[decided]


def reason_sentence(reason: Reason, name_of: Callable[[str], str] = str) -> str:
    """Why the gate stands where it stands. `name_of` gives a subject (criterion, finding, task) its name."""
    name = name_of(reason.subject)
    return _expired(name, reason) if "expired" in reason.facts else _REASONS[reason.code](name, reason.facts)


def _expired(name: str, reason: Reason) -> str:
    """Of a finding: that a named person accepted its risk until a day that has passed."""
    texts = {
        ReasonCode.OPEN_CATASTROPHE: _(
            "{name}: a finding of severity 4 whose risk was accepted until {day}; the day has passed."
        ),
        ReasonCode.NO_ACTION: _(
            "{name}: the risk was accepted until {day}; the day has passed. An action with owner and date is awaited."
        ),
    }
    usual = _("{name}: an open finding of severity 3 whose risk was accepted until {day}; the day has passed.")
    return texts.get(reason.code, usual).format(name=name, day=day_words(reason.facts["expired"]))


def reasons_label(code: ReasonCode, n: int) -> str:
    """What several reasons of one kind say together."""
    texts = {
        ReasonCode.BLOCKER_NOT_MET: ngettext("{n} blocker is not met", "{n} blockers are not met", n),
        ReasonCode.BLOCKER_FAILED_BY_SEVERAL: ngettext(
            "{n} blocker failed by several participants", "{n} blockers failed by several participants", n
        ),
        ReasonCode.BLOCKER_FAILED_SEVERELY: ngettext(
            "{n} blocker failed severely by one participant", "{n} blockers failed severely by one participant each", n
        ),
        ReasonCode.OPEN_CATASTROPHE: ngettext(
            "{n} finding of severity 4 without a verified remedy",
            "{n} findings of severity 4 without a verified remedy",
            n,
        ),
        ReasonCode.CRITICAL_TASK: ngettext(
            "{n} critical task surely below its target", "{n} critical tasks surely below their targets", n
        ),
        ReasonCode.NO_ACTION: ngettext(
            "{n} deviation awaits an action with owner and date",
            "{n} deviations await an action with owner and date",
            n,
        ),
        ReasonCode.ACTION_TOO_LATE: ngettext(
            "{n} action is promised later than in three months",
            "{n} actions are promised later than in three months",
            n,
        ),
        ReasonCode.ACTION_OVERDUE: ngettext("{n} action is overdue", "{n} actions are overdue", n),
        ReasonCode.NO_VERDICT: ngettext(
            "{n} blocker or major criterion without a verdict", "{n} blocker or major criteria without a verdict", n
        ),
        ReasonCode.THIN_SEGMENT: ngettext(
            "{n} segment with too few participants", "{n} segments with too few participants", n
        ),
        ReasonCode.NOTHING_DECIDED: _("No criterion has been decided yet."),
        ReasonCode.NOTHING_MET: _("No criterion is met, so that nothing speaks for the launch."),
        ReasonCode.DEVIATION: ngettext("{n} criterion not wholly met", "{n} criteria not wholly met", n),
        ReasonCode.OPEN_MAJOR_PROBLEM: ngettext("{n} open finding of severity 3", "{n} open findings of severity 3", n),
    }
    return texts[code].format(n=n)


def _severely(name: str, facts: Mapping[str, object]) -> str:
    return _("{name}: a blocker that one participant failed severely (severity {severity}).").format(
        name=name, severity=facts.get("severity")
    )


def _by_several(name: str, facts: Mapping[str, object]) -> str:
    n = _number(facts, "failed")
    return ngettext(
        "{name}: a blocker that {n} participant failed.", "{name}: a blocker that {n} participants failed.", n
    ).format(name=name, n=n)


def _critical_task(name: str, facts: Mapping[str, object]) -> str:
    return _("{name}: success without help is surely below its target of {target} (at best {high}).").format(
        name=name, target=_percent(facts.get("target")), high=_percent(facts.get("high"))
    )


def _thin(name: str, facts: Mapping[str, object]) -> str:
    n = _number(facts, "n")
    return ngettext(
        "Segment “{name}”: {n} participant was heard; at least {needed} are needed.",
        "Segment “{name}”: {n} participants were heard; at least {needed} are needed.",
        n,
    ).format(name=name, n=n, needed=facts.get("needed"))


def _no_verdict(name: str, facts: Mapping[str, object]) -> str:
    weight = facts.get("weight")
    if weight == "blocker":
        return _("{name}: a blocker without a verdict.").format(name=name)
    return _("{name}: a major criterion without a verdict.").format(name=name)


def _promised(name: str, facts: Mapping[str, object]) -> str:
    if "owner" not in facts:
        return name
    return _("{name} — {owner}, by {due}").format(name=name, owner=facts["owner"], due=day_words(facts["due"]))


def _deviation(name: str, facts: Mapping[str, object]) -> str:
    verdict = verdict_label(VerdictValue(str(facts.get("verdict", VerdictValue.PARTLY_MET.value))))
    return _("{what}: {verdict}.").format(what=_promised(name, facts), verdict=verdict)


def _too_late(name: str, facts: Mapping[str, object]) -> str:
    return _("{name}: the action is promised for {due}, later than three months from now.").format(
        name=name, due=day_words(facts.get("due"))
    )


def _overdue(name: str, facts: Mapping[str, object]) -> str:
    return _("{name}: the action of {owner} was due on {due} and is not done.").format(
        name=name, owner=facts.get("owner"), due=day_words(facts.get("due"))
    )


def _nothing_decided(facts: Mapping[str, object]) -> str:
    if facts.get("in_scope") == 0:
        return _("The scope statement leaves out every criterion: nothing is judged.")
    if facts.get("applying") == 0:
        return _("No criterion in scope applies: nothing speaks for the launch.")
    return _("No criterion has been decided yet.")


_REASONS: Mapping[ReasonCode, Callable[[str, Mapping[str, object]], str]] = {
    ReasonCode.BLOCKER_NOT_MET: lambda name, _facts: _("{name}: a blocker that is not met.").format(name=name),
    ReasonCode.BLOCKER_FAILED_BY_SEVERAL: _by_several,
    ReasonCode.BLOCKER_FAILED_SEVERELY: _severely,
    ReasonCode.OPEN_CATASTROPHE: lambda name, _facts: _(
        "{name}: a finding of severity 4 whose remedy nobody has verified."
    ).format(name=name),
    ReasonCode.CRITICAL_TASK: _critical_task,
    ReasonCode.NO_ACTION: lambda name, _facts: _("{name}: awaits an action with owner and date.").format(name=name),
    ReasonCode.ACTION_TOO_LATE: _too_late,
    ReasonCode.ACTION_OVERDUE: _overdue,
    ReasonCode.NO_VERDICT: _no_verdict,
    ReasonCode.THIN_SEGMENT: _thin,
    ReasonCode.NOTHING_DECIDED: lambda _name, facts: _nothing_decided(facts),
    ReasonCode.NOTHING_MET: lambda _name, _facts: _("No criterion is met, so that nothing speaks for the launch."),
    ReasonCode.DEVIATION: _deviation,
    ReasonCode.OPEN_MAJOR_PROBLEM: lambda name, facts: _("{what}: an open finding of severity 3.").format(
        what=_promised(name, facts)
    ),
}


def _number(facts: Mapping[str, object], key: str) -> int:
    value = facts.get(key)
    return value if isinstance(value, int) else 0


def _percent(value: object) -> str:
    from babel.numbers import format_percent  # late: a window starts without it

    return str(format_percent(value, locale=language())) if isinstance(value, int | float) else "–"


def day_words(value: object) -> str:
    """A day as it is written in the reader's language; a dash where there is none."""
    from babel.dates import format_date  # late: a window starts without it

    return str(format_date(value, locale=language())) if isinstance(value, date) else "–"
