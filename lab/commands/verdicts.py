"""`lab verdicts`: a round's verdicts and gate, what they follow from, and whether what was kept comes out again."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from lab.commands.answering import Exit, answer, answer_json, say
from lab.commands.speaking import speak
from lab.commands.where import Folder, Json, Language, RoundName, opened
from lab.domain.errors import InputError
from lab.domain.gate import Gate
from lab.domain.kept import Difference, KeptGate, KeptVerdict
from lab.domain.level import Level, client_centricity, level_of
from lab.domain.study import Round
from lab.domain.verdict import RULE_VERSION, Verdict
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.services.kept_verdicts import Checked
from lab.services.laboratory import Laboratory
from lab.wording.judging import gate_label, gate_sentence, reason_sentence, verdict_label
from lab.wording.verdicts import (
    difference_lines,
    level_words,
    numbers_sentence,
    override_words,
    people_words,
    rule_sentences,
    scope_words,
    unit_words,
    word_words,
)
from protocols.standard import Criterion


def verdicts(
    round_name: RoundName,
    criterion: Annotated[
        str | None, typer.Option(help=_("One criterion, with everything that its verdict follows from."))
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help=_("Every verdict and gate that was kept, oldest first."))
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("Compute everything again that was kept; exit 1 if anything differs."))
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help=_("Keep them as they are now."))] = False,
    language: Language = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Say a round's verdicts and gate with their inputs, or compute again everything that was kept of them."""
    spoken = speak(language)
    with opened(folder, writes=keep) as lab:
        study = lab.rounds.find(round_name)
        if keep:
            lab.verdicts.keep(study.id)
        checked = lab.verdicts.kept.check(study.id) if check else None
        if as_json:
            answer_json(_as_data(lab, study, criterion, checked, history=history))
        elif checked is not None:
            _answer_checked(checked)
        elif history:
            _answer_history(lab, study, criterion)
        else:
            for line in _lines(lab, study, criterion, spoken):
                answer(line)
    if checked is not None and checked.differences:
        raise typer.Exit(Exit.NO)


def _answer_checked(checked: Checked) -> None:
    kept = checked.verdicts + checked.gates
    if not kept:
        say(_("Nothing was kept yet: verdicts are kept once they are shown, exported or decided on."))
    for line in difference_lines(checked.differences):
        answer(line)
    n = len(checked.differences)
    if n:
        answer(ngettext("{n} difference.", "{n} differences.", n).format(n=n))
    elif kept:
        said = ngettext(
            "{n} kept verdict or gate, it comes out again.", "{n} kept verdicts and gates, all come out again.", kept
        )
        answer(said.format(n=kept))


def _lines(lab: Laboratory, study: Round, criterion: str | None, spoken: str) -> Iterator[str]:
    found = lab.verdicts.verdicts(study.id)
    criteria = {one.id: one for one in lab.rounds.criteria_in_scope(study)}
    if criterion is not None:
        yield from _criterion_lines(_known(criterion, criteria), found[criterion], spoken)
        return
    gate, names = lab.verdicts.gate(study.id), _Names(lab, study, spoken)
    yield f"{study.name}: {gate_label(gate.state)}. {gate_sentence(gate)}"
    for reason in gate.reasons:
        yield f"  {reason_sentence(reason, names.of)}"
    left_out = [scope_words(len(study.left_out))] if study.left_out else []
    yield "; ".join((*people_words(lab.evidence.held(study.id)), *left_out))
    for standard in lab.rounds.standards(study):
        yield ""
        level = level_words(level_of([standard], found))
        yield f"{standard.title.in_language(spoken)}: {level}"
        for one in standard.counted:
            if one.id in found:
                verdict = found[one.id]
                said = verdict_label(verdict.value) + (" *" if verdict.override is not None else "")
                counted = f" ({numbers_sentence(verdict)})" if verdict.passed + verdict.failed else ""
                yield f"  {one.id}  {one.title.in_language(spoken)}: {said}{counted}"


def _criterion_lines(criterion: Criterion, verdict: Verdict, spoken: str) -> Iterator[str]:
    yield f"{criterion.id}  {criterion.title.in_language(spoken)}: {verdict_label(verdict.value)}"
    if verdict.override is not None:
        yield override_words(verdict)
    for unit in verdict.inputs:
        yield f"  {unit_words(unit)}"
        for word in unit.words:
            yield f"    {word_words(word)}"
    if not verdict.inputs:
        yield f"  {_('Nothing has been judged yet.')}"
    yield _("Rule, version {version}:").format(version=verdict.rule_version)
    for sentence in rule_sentences(verdict.kind, verdict.parameters):
        yield f"  {sentence}"


def _answer_history(lab: Laboratory, study: Round, criterion: str | None) -> None:
    if criterion is not None:
        _known(criterion, {one.id: one for one in lab.rounds.criteria(study)})
    for gate in lab.verdicts.kept.gates(study.id) if criterion is None else ():
        reasons = "; ".join(f"{code} {subject}".strip() for code, subject in gate.said.reasons)
        answer(f"{_moment(gate)}  {_('the gate')}: {gate_label(gate.said.state)}  {reasons}".rstrip())
    for kept in lab.verdicts.kept.verdicts(study.id):
        if criterion in {None, kept.verdict.criterion}:
            said = verdict_label(kept.verdict.value)
            against = override_words(kept.verdict)
            answer(f"{_moment(kept)}  {kept.verdict.criterion}: {said}  {against}".rstrip())


def _moment(kept: KeptVerdict | KeptGate) -> str:
    return f"{kept.number:>5}  {kept.at.astimezone():%Y-%m-%d %H:%M}"


def _known(criterion: str, criteria: dict[str, Criterion]) -> Criterion:
    if criterion not in criteria:
        raise InputError("criterion_unknown", id=criterion)
    return criteria[criterion]


class _Names:
    """What the subjects of reasons are called."""

    def __init__(self, lab: Laboratory, study: Round, spoken: str) -> None:
        found = (*lab.findings.findings(study.id), *lab.findings.earlier(study.id))
        self._known: dict[str, str] = {one.id: f"F-{one.number} {one.title}" for one in found}
        self._known |= {one.id: f"{one.id} {one.title.in_language(spoken)}" for one in lab.rounds.criteria(study)}
        self._known |= {one.id: one.title.in_language(spoken) for one in lab.rounds.protocol_of(study).tasks}

    def of(self, subject: str) -> str:
        """The name of a criterion, a finding, a task or a segment."""
        return self._known.get(subject, subject)


def _as_data(
    lab: Laboratory, study: Round, criterion: str | None, checked: Checked | None, *, history: bool
) -> dict[str, object]:
    """The stable JSON of the answer."""
    found = lab.verdicts.verdicts(study.id)
    weights = {one.id: one.gate for one in lab.rounds.criteria_in_scope(study)}
    if criterion is not None:
        _known(criterion, {one.id: one for one in lab.rounds.criteria_in_scope(study)})
    data: dict[str, object] = {
        "round": {"id": study.id, "name": study.name},
        "rule_version": RULE_VERSION,
        "gate": _gate(lab.verdicts.gate(study.id)),
        "level": _level(client_centricity(lab.rounds.standards(study), found)),
        "verdicts": [
            {"weight": weights[name], "value": one.value.value, **_plain(Verdict, one)}
            for name, one in found.items()
            if criterion in {None, name}
        ],
    }
    if history:
        kept = lab.verdicts.kept
        data["history"] = {
            "gates": [_plain(KeptGate, one) for one in kept.gates(study.id)],
            "verdicts": [
                _plain(KeptVerdict, one)
                for one in kept.verdicts(study.id)
                if criterion in {None, one.verdict.criterion}
            ],
        }
    if checked is not None:
        differs = [_plain(Difference, one) for one in checked.differences]
        data["check"] = {"verdicts": checked.verdicts, "gates": checked.gates, "differs": differs}
    return data


def _gate(gate: Gate) -> dict[str, object]:
    reasons = [
        [{"code": one.code.value, "subject": one.subject, "facts": one.facts} for one in told]
        for told in (gate.reasons, gate.further)
    ]
    return {"state": gate.state.value, "reasons": reasons[0], "further": reasons[1]}


def _level(level: Level) -> Any:
    return _plain(Level, level)


def _plain(kind: type[object], value: object) -> Any:
    return TypeAdapter(kind).dump_python(value, mode="json")
