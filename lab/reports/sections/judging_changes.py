"""Words against the rules on the way: weights, scope, overrides, decisions; each with name, reason and day."""

from collections.abc import Iterator

from lab.domain.criterion_changes import LEFT_OUT, ChangedWhat, CriterionChange
from lab.domain.decision import Decided
from lab.i18n import gettext as _
from lab.reports import figures
from lab.reports.facts import RoundFacts
from lab.reports.names import Names
from lab.wording.judging import decided_label, gate_label, verdict_label, weight_label
from protocols.standard import GateWeight

_WEIGHTS: dict[str, GateWeight] = {"blocker": "blocker", "major": "major", "normal": "normal"}


def judging_changes(facts: RoundFacts, names: Names) -> Iterator[str]:
    """Everything that a person changed about how the round is judged, each kind in its order."""
    told = {one.criterion for one in facts.criterion_changes if one.what is ChangedWhat.GATE}
    for gate in facts.study.gates:
        if gate.criterion not in told:  # set when the round was made
            yield _(
                "{criterion} has the gate “{gate}” in this round, whatever its standard says ({who}): {why}"
            ).format(criterion=gate.criterion, gate=weight_label(gate.gate), who=names.person(gate.by), why=gate.why)
    for change in facts.criterion_changes:
        yield _criterion_change(change, names)
    yield from _overrides(facts, names)
    yield from _decisions(facts, names)


def _criterion_change(change: CriterionChange, names: Names) -> str:
    who, day = names.person(change.by), figures.day(change.at.date())
    if change.what is ChangedWhat.GATE:
        return _("{day}: {criterion} weighs “{after}”, before “{before}” ({who}): {why}").format(
            day=day, criterion=change.criterion, before=_weight(change.before), after=_weight(change.after), who=who,
            why=change.why,
        )  # fmt: skip
    said = (
        _("{day}: {criterion} was left out of the scope ({who}): {why}")
        if change.after == LEFT_OUT
        else _("{day}: {criterion} was taken into the scope again ({who}): {why}")
    )
    return said.format(day=day, criterion=change.criterion, who=who, why=change.why)


def _weight(written: str) -> str:
    return weight_label(_WEIGHTS[written]) if written in _WEIGHTS else figures.NONE


def _overrides(facts: RoundFacts, names: Names) -> Iterator[str]:
    for one in facts.overrides:
        who, day = names.person(one.by), figures.day(one.at.date())
        if one.value is None:
            yield _("{day}: {criterion} is as the rule says again; {who} took the word against it back: {why}").format(
                day=day, criterion=one.criterion, who=who, why=one.why
            )
        else:
            yield _("{day}: {who} called {criterion} “{verdict}” against the rule: {why}").format(
                day=day, who=who, criterion=one.criterion, verdict=verdict_label(one.value), why=one.why
            )


def _decisions(facts: RoundFacts, names: Names) -> Iterator[str]:
    """Decisions that were replaced or taken back, and against the computed gate; one that simply holds is no change."""
    if len(facts.decisions) == 1 and not facts.decisions[0].overrides_gate:
        return
    for one in facts.decisions:
        said = _("{day}: {what} ({who}). The computed gate was “{gate}”.").format(
            day=figures.day(one.at.date()), what=decided_label(one.decided), who=names.person(one.by),
            gate=gate_label(one.gate),
        )  # fmt: skip
        against = one.overrides_gate or one.decided is Decided.TAKEN_BACK
        yield f"{said} {one.reason}" if against and one.reason else said
