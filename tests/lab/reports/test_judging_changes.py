"""Whoever spoke against the rules stands in the report, in both languages, beside what the rules say."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lab.domain.criterion_changes import ChangedWhat, CriterionChange
from lab.domain.decision import Decided, Decision
from lab.domain.gate import GateState
from lab.domain.study import GateOverride
from lab.domain.verdict import Override, OverrideSaid, VerdictValue
from lab.reports.facts import Audience, RoundFacts
from lab.reports.html import render
from lab.reports.making import make_document
from tests.lab.reports import example

AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
HEAVIER = GateOverride("CC-35", "blocker", "Anna Petrova", "the law says so")


@pytest.fixture(scope="module")
def changed() -> RoundFacts:
    """A round in which people spoke against the rules."""
    facts = example.facts()
    said = Override(VerdictValue.MET, "M. Petrova", "the letter was changed", AT.date())
    verdicts = dict(facts.verdicts)
    verdicts["CC-24"] = replace(verdicts["CC-24"], override=said)
    gate, scope = ChangedWhat.GATE, ChangedWhat.SCOPE
    return replace(
        facts,
        verdicts=verdicts,
        study=replace(facts.study, gates=(HEAVIER,)),
        criterion_changes=(
            CriterionChange(example.ROUND, "CC-35", gate, "normal", "blocker", "Anna Petrova", HEAVIER.why, AT),
            CriterionChange(example.ROUND, "CC-38", scope, "judged", "left_out", "M. Petrova", "no release yet", AT),
            CriterionChange(example.ROUND, "CC-07", scope, "left_out", "judged", "Oleg", "a mistake", AT),
        ),
        overrides=(
            OverrideSaid("CC-01", VerdictValue.MET, "Oleg", "seen elsewhere", AT),
            OverrideSaid("CC-01", None, "Oleg", "was wrong", AT),
            OverrideSaid("CC-24", VerdictValue.MET, said.by, said.why, AT),
        ),
        decisions=(
            Decision(example.ROUND, GateState.RED, Decided.HOLD, "M. Petrova", AT),
            Decision(example.ROUND, GateState.RED, Decided.TAKEN_BACK, "M. Petrova", AT, reason="too early"),
            Decision(example.ROUND, GateState.AMBER, Decided.LAUNCH, "M. Petrova", AT, "watched", "the law wants it"),
        ),
    )


EXPECTED: Mapping[str, tuple[str, ...]] = {
    "en": (
        "CC-35 weighs “blocker”, before “normal” (Anna Petrova): the law says so",
        "CC-38 was left out of the scope (M. Petrova): no release yet",
        "CC-07 was taken into the scope again (Oleg): a mistake",
        "Oleg called CC-01 “met” against the rule: seen elsewhere",
        "CC-01 is as the rule says again; Oleg took the word against it back: was wrong",
        "Decision taken back (M. Petrova). The computed gate was “Not ready”. too early",
        "Launch (M. Petrova). The computed gate was “Ready with actions”. the law wants it",
    ),
    "ru": (
        "вес CC-35 теперь «блокирующий», прежде «обычный» (Anna Petrova): the law says so",
        "критерий CC-38 исключён из охвата (M. Petrova): no release yet",
        "критерий CC-07 возвращён в охват (Oleg): a mistake",
        "вопреки правилу по CC-01 сказано «выполнен» (Oleg): seen elsewhere",
        "по CC-01 снова действует правило, возражение отозвано (Oleg): was wrong",
        "Решение отменено (M. Petrova). По расчёту было: «Не готово». too early",
        "Запустить (M. Petrova). По расчёту было: «Готово с условиями». the law wants it",
    ),
}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_every_word_against_the_rules_is_told(changed: RoundFacts, language: str) -> None:
    told = "\n".join(make_document(changed, language).method.changes)
    assert [line for line in EXPECTED[language] if line not in told] == []
    assert told.count("CC-35") == 1


def test_that_the_public_learns_no_name(changed: RoundFacts) -> None:
    told = "\n".join(make_document(changed, "en", audience=Audience.PUBLIC).method.changes)
    assert "name withheld called CC-01" in told
    assert "Oleg" not in told


def test_that_overrides_stand_beside_what_is_computed(changed: RoundFacts) -> None:
    document = make_document(changed, "en")
    page = render(document)
    assert "Overridden by M. Petrova on" in page
    assert "The rule says: not met." in page
    assert "This goes against the computed gate (Ready with actions). Reason: the law wants it" in page
    decision = document.summary.decision
    assert decision is not None
    assert (decision.decided.code, decision.gate.code, decision.overrides_gate) == ("launch", "amber", True)


def test_that_a_decision_that_was_taken_back_is_none(changed: RoundFacts) -> None:
    assert make_document(replace(changed, decisions=changed.decisions[:2]), "en").summary.decision is None


def test_that_every_level_comes_with_its_bounds(changed: RoundFacts) -> None:
    level = make_document(changed, "en").summary.level
    assert level.coverage_text
    told = [line for line in level.by_standard if "level" in line]
    assert told
    assert all("between" in line for line in told)
