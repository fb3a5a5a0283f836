"""The document says what the round says: gate, level, findings, figures, scope, sessions, and what is left out."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest

from lab.domain.attendance import Attendee
from lab.domain.decision import Decided, Decision
from lab.domain.events import AnswersPut, CheckFault, CheckOverridden, Stamped, UnitOutcomeName
from lab.domain.finding import FindingDecision, Status
from lab.domain.folding import with_event
from lab.domain.gate import OF_BLOCKERS, GateState
from lab.domain.ids import FindingId, RoundId
from lab.domain.judgement import Judgement
from lab.domain.judging import Inspection
from lab.domain.person import Role
from lab.domain.record import Move
from lab.domain.session import SessionState
from lab.domain.study import GateOverride, Pooling, RoundAmendment, RuleChange, RuleParameters
from lab.domain.timeline import SECOND_US, clock_text
from lab.domain.unit import UnitOutcome
from lab.domain.verdict import Override, VerdictValue
from lab.reports.document import ReportDocument
from lab.reports.facts import Audience, RoundFacts, SessionFacts
from lab.reports.html import render
from lab.reports.json_export import schema, to_json
from lab.reports.making import make_document
from lab.reports.names import Names
from lab.reports.written.method import method_blocks
from protocols import library
from tests.lab.domain.test_clap import measure
from tests.lab.reports import example

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def facts() -> RoundFacts:
    return example.facts()


@pytest.fixture(scope="module")
def document(facts: RoundFacts) -> ReportDocument:
    return make_document(facts, "en")


def test_that_the_gate_comes_with_its_reasons_and_their_places(document: ReportDocument) -> None:
    gate = document.summary.gate
    assert (gate.state, gate.label) == ("red", "Not ready")
    reasons = {one.subject: one for group in gate.reasons for one in group.reasons}
    assert reasons["CC-24"].link == "criterion-CC-24"
    assert "CC-24" in reasons["CC-24"].text
    assert reasons["read-decision"].link == "task-read-decision"
    assert reasons[example.findings()[0].id].short == "F-1"
    assert {group.code for group in gate.further} >= {"no_verdict", "thin_segment"}


def test_that_the_worst_findings_and_what_to_do_stand_on_the_first_page(document: ReportDocument) -> None:
    assert document.summary.worst == (1, 2, 3)
    dues = [one.due for one in document.summary.to_do]
    assert dues == ["2026-03-30", "2026-04-15", None]
    assert document.summary.to_do[2].owner == ""


def test_that_little_coverage_shows_bounds_and_no_level(document: ReportDocument) -> None:
    level = document.summary.level
    assert level.value is not None
    assert level.coverage < 50
    assert level.headline == "19–95%"
    assert level.by_standard[1] == "Web Content Accessibility Guidelines (WCAG) 2.2: 0 of 86 decided"


def test_that_without_the_client_centricity_list_there_is_no_level(facts: RoundFacts) -> None:
    others = tuple(one for one in facts.standards if one.id != "client-centricity")
    level = make_document(replace(facts, standards=others), "en").summary.level
    assert (level.headline, level.text) == ("–", "The round was not tested against it.")


def test_that_a_finding_that_nothing_shows_says_so_and_is_no_headline(facts: RoundFacts) -> None:
    worst = next(one for one in facts.findings if one.number == make_document(facts, "en").summary.worst[0])
    bare = replace(facts, findings=tuple(replace(one, evidence=()) if one is worst else one for one in facts.findings))
    document = make_document(bare, "en")
    assert worst.number not in document.summary.worst
    said = {one.number: one.unsupported_text for one in document.findings}
    assert said[worst.number] == "No evidence yet: somebody says so."
    page = Inspection(worst.criteria[0], "Start page", UnitOutcome.FAILED, "Oleg", facts.made_at)
    inspected = make_document(replace(bare, inspections=(page,)), "en")
    part = next(one for one in inspected.findings if one.number == worst.number)
    assert part.unsupported_text == ""
    assert part.inspections == (f"Seen at inspection: {worst.criteria[0]}, Start page (Oleg)",)


def test_that_an_owner_and_a_day_that_nobody_accepted_say_so(facts: RoundFacts) -> None:
    due = date(2027, 1, 15)
    written = replace(facts.findings[0], status=Status.PLANNED, owner="Forms team", due=due, decision=None)
    accepted = FindingDecision("fix", "Anna", date(2026, 11, 1), owner="Forms team", due=due)
    texts = []
    for finding in (written, replace(written, decision=accepted)):
        document = make_document(replace(facts, findings=(finding,), actions=()), "en")
        texts += [one.text.endswith("(not accepted yet)") for one in document.summary.to_do if one.owner]
    assert texts == [True, False]


def test_that_a_finding_of_an_earlier_round_is_told_apart_from_one_with_its_number(facts: RoundFacts) -> None:
    here = facts.findings[0]
    before = replace(here, id=FindingId("before"), round_id=RoundId("earlier"), title="Lost input")
    names = Names(replace(facts, earlier=(before,)))
    assert (names.subject("before"), names.link("before")) == (f"F-{here.number} (earlier round) Lost input", None)
    assert names.subject(here.id) == f"F-{here.number} {here.title}"


def test_that_an_expired_risk_says_when_it_ended(facts: RoundFacts) -> None:
    decision = FindingDecision("accept", "M. Owner", date(2020, 1, 1), "rare", date(2020, 6, 1))
    first = replace(facts.findings[0], status=Status.REOPENED, decision=decision)
    document = make_document(replace(facts, findings=(first,)), "en")
    assert "this ended on June 1, 2020" in document.findings[0].decision_text


def test_that_much_coverage_shows_the_level(facts: RoundFacts) -> None:
    decided = {key: one for key, one in facts.verdicts.items() if one.value in {"met", "partly_met", "not_met"}}
    document = make_document(replace(facts, verdicts=decided), "en")
    assert document.summary.level.headline == "80%"


def test_that_people_not_counted_are_told(document: ReportDocument) -> None:
    assert document.summary.people_text == "6 participants; 1 pilot session not counted; 1 participant withdrew"
    counted = {one.participant: one.counted for one in document.sessions}
    assert counted == {"P90": False, "P91": False, **dict.fromkeys(example.PEOPLE, True)}


def test_that_every_criterion_in_scope_has_a_verdict_with_inputs_and_rule(
    document: ReportDocument, facts: RoundFacts
) -> None:
    parts = [one for standard in document.standards for group in standard.groups for one in group.criteria]
    assert {one.id for one in parts} == set(facts.verdicts)
    refused = next(one for one in parts if one.id == "CC-24")
    assert refused.verdict.code == "not_met"
    assert [(unit.subject, unit.outcome.code) for unit in refused.units] == [
        ("P01", "failed"),
        ("P02", "passed"),
        ("P03", "failed"),
        ("P04", "failed"),
        ("P05", "passed"),
        ("P06", "failed"),
    ]
    assert refused.passed.text == "2 of 6 (33%; 95% interval 9–70%)"
    assert {one.rule_version for one in parts} == {document.method.rule_version}


def test_that_the_scope_statement_is_printed(document: ReportDocument) -> None:
    (left_out,) = document.scope.left_out
    assert (left_out.criterion, left_out.by) == ("CC-38", "M. Petrova")
    assert "2 participants, 3 wanted" in [one.text for one in document.scope.segments]


def test_that_tasks_have_success_time_and_censored_attempts(document: ReportDocument) -> None:
    read = next(one for one in document.tasks if one.id == "read-decision")
    assert read.success.text == "2 of 6 (33%; 95% interval 9–70%)"
    assert read.success_target_text == "target 90%: surely missed"
    assert [(one.outcome.code, one.n) for one in read.outcomes] == [("success", 2), ("failed", 3), ("gave_up", 1)]
    assert read.never_arrived_text.startswith("4 attempts that did not succeed")
    fill = next(one for one in document.tasks if one.id == "fill-form")
    assert (fill.assists, fill.success.value) == (1, pytest.approx(5 / 6))


def test_that_scores_have_an_interval_and_a_grade_of_the_mean(document: ReportDocument) -> None:
    (sus,) = document.scores
    assert sus.score.n == 6
    assert sus.grade == "C-"
    assert len(sus.values) == 6


def test_that_what_consent_leaves_out_is_said(document: ReportDocument) -> None:
    assert any("P03" in line and "did not agree that clips" in line for line in document.method.left_out)
    assert any("P05" in line and "face" in line for line in document.method.left_out)
    assert any("consent was taken back" in line for line in document.method.left_out)


def test_that_corrections_after_closing_are_told(document: ReportDocument) -> None:
    assert any("task end set right" in line for line in document.method.changes)


def with_seq(session: SessionFacts, value: int) -> SessionFacts:
    """The same session, with the question after the task answered."""
    answers = AnswersPut(
        id=f"{session.held.code}-seq", at_us=1, author="Anna", questionnaire="seq", task="fill-form",
        values={library.questionnaire("seq").items[0].id: value}, language="en",
    )  # fmt: skip
    record = with_event(session.held.record, Stamped(seq=10_000, event=answers))
    return replace(session, held=replace(session.held, record=record))


def test_that_scores_after_a_task_follow_the_task_when_its_figures_are_pooled(facts: RoundFacts) -> None:
    before = "0" * 64
    sessions = [with_seq(one, 7) if one.held.counts else one for one in facts.sessions]
    old = next(place for place, one in enumerate(sessions) if one.held.counts)
    sessions[old] = with_seq(sessions[old], 1)
    sessions[old] = replace(sessions[old], held=replace(sessions[old].held, protocol_sha256=before))
    amendment = RoundAmendment(
        "m1", example.ROUND, before, example.SHA, ("fill-form",), "the card was wrong.", "Anna", example.TODAY
    )
    changed = replace(
        facts,
        sessions=tuple(sessions),
        protocols={**facts.protocols, before: facts.protocol},
        amendments=(amendment,),
    )
    apart = next(one for one in make_document(changed, "en").scores if one.task == "fill-form")
    assert set(apart.values) == {7}
    pooling = Pooling(example.ROUND, "fill-form", before, example.SHA, "Anna", "only a typing error", example.TODAY)
    pooled = make_document(replace(changed, poolings=(pooling,)), "en").scores
    together = next(one for one in pooled if one.task == "fill-form")
    assert len(together.values) == len(apart.values) + 1


def test_that_a_changed_protocol_counts_tasks_apart_until_somebody_pools_them(facts: RoundFacts) -> None:
    before = "0" * 64
    sessions = list(facts.sessions)
    sessions[1] = replace(sessions[1], held=replace(sessions[1].held, protocol_sha256=before))
    amendment = RoundAmendment(
        "m1", example.ROUND, before, example.SHA, ("fill-form",), "the card was wrong.", "Anna", example.TODAY
    )
    changed = replace(
        facts,
        sessions=tuple(sessions),
        protocols={**facts.protocols, before: facts.protocol},
        amendments=(amendment,),
    )
    apart = {one.id: one for one in make_document(changed, "en").tasks}
    assert (apart["fill-form"].success.n, apart["find-service"].success.n) == (5, 6)
    assert "counted apart" in apart["fill-form"].pooled_text
    pooling = Pooling(example.ROUND, "fill-form", before, example.SHA, "Anna", "only a typing error", example.TODAY)
    document = make_document(replace(changed, poolings=(pooling,)), "en")
    assert next(one for one in document.tasks if one.id == "fill-form").success.n == 6
    assert any("only a typing error" in line for line in document.method.changes)


def test_that_a_change_of_the_rules_numbers_is_told_with_both(facts: RoundFacts) -> None:
    before, after = RuleParameters(), RuleParameters(n_min=8, fail_at=0.4)
    change = RuleChange("c1", example.ROUND, before, after, "The law asks for it.", "Anna", example.TODAY)
    (told,) = [
        line
        for line in make_document(replace(facts, rule_changes=(change,)), "en").method.changes
        if "numbers of the rules" in line
    ]
    assert "The law asks for it. From 5 participants, 3 of each segment, met from 80%, not met below 50%" in told
    assert "to 8 participants, 3 of each segment, met from 80%, not met below 40%." in told


def test_that_a_gate_that_the_round_sets_is_told_with_name_and_reason(facts: RoundFacts) -> None:
    gate = GateOverride("CC-24", "major", "Anna", "Nothing is refused here.")
    changes = make_document(replace(facts, study=replace(facts.study, gates=(gate,))), "en").method.changes
    (told,) = [line for line in changes if "in this round" in line]
    assert told.startswith("CC-24 has the gate “major” in this round")
    assert told.endswith(": Nothing is refused here.")


def test_that_the_public_never_reads_how_few_people_a_segment_had(facts: RoundFacts) -> None:
    low = replace(facts.study, rules=RuleParameters(segment_n_min=1))
    public = make_document(replace(facts, study=low), "en", audience=Audience.PUBLIC)
    assert all(one.n is None or one.n >= 3 for one in public.scope.segments)
    assert any(one.text.startswith("fewer than 3") for one in public.scope.segments)


def test_that_a_decision_against_the_gate_shows_its_reason(facts: RoundFacts) -> None:
    decision = Decision(
        example.ROUND, GateState.RED, Decided.LAUNCH, "M. Petrova", example.TODAY, "watch it daily", "law sets the day"
    )
    earlier = replace(decision, decided=Decided.HOLD, at=example.TODAY - timedelta(days=2))
    shown = make_document(replace(facts, decisions=(earlier, decision)), "en").summary.decision
    assert shown is not None
    assert (shown.decided.code, shown.overrides_gate, shown.reason) == ("launch", True, "law sets the day")


def test_that_an_overridden_verdict_shows_both(facts: RoundFacts) -> None:
    override = Override(VerdictValue.MET, "M. Petrova", "seen elsewhere", example.TODAY.date())
    verdicts = {**facts.verdicts, "CC-02": replace(facts.verdicts["CC-02"], override=override)}
    document = make_document(replace(facts, verdicts=verdicts), "en")
    parts = [one for standard in document.standards for group in standard.groups for one in group.criteria]
    part = next(one for one in parts if one.id == "CC-02")
    assert (part.verdict.code, part.computed.code) == ("met", "not_tested")
    assert part.override is not None
    assert part.override.why == "seen elsewhere"


def test_that_a_public_report_names_nobody_and_quotes_nobody(facts: RoundFacts) -> None:
    text = to_json(make_document(facts, "en", audience=Audience.PUBLIC))
    for told in ("What am I supposed to do now?", "Oleg", "typed the whole address again", '"Anna"', "M. Petrova"):
        assert told not in text
    segments = make_document(facts, "en", audience=Audience.PUBLIC).scope.segments
    assert [(one.n, one.text) for one in segments] == [
        (4, "4 participants, 4 wanted"),
        (None, "fewer than 3, 3 wanted"),
    ]


def test_that_an_empty_round_has_a_report(facts: RoundFacts) -> None:
    empty = replace(facts, sessions=(), findings=(), verdicts={}, actions=())
    document = make_document(empty, "ru")
    assert document.summary.level.headline == "–"
    assert document.summary.worst == ()
    assert document.summary.people_text == "участников пока не было"


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("make", [to_json], ids=["json"])
def test_that_the_json_keeps_its_schema(facts: RoundFacts, language: str, make: Callable[..., str]) -> None:
    described = json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))
    data = json.loads(make(make_document(facts, language)))
    jsonschema.Draft202012Validator.check_schema(described)
    jsonschema.validate(data, described, cls=jsonschema.Draft202012Validator)
    assert ReportDocument.model_validate(data).language == language


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.PUBLIC])
def test_that_a_clap_test_is_printed_with_its_session(facts: RoundFacts, audience: Audience) -> None:
    first, *others = facts.sessions
    record = replace(first.held.record, claps=(measure(ms=62.4),))
    told = replace(facts, sessions=(replace(first, held=replace(first.held, record=record)), *others))
    document = make_document(told, "en", audience=audience)
    part = document.sessions[0]
    assert "clap test: sound 62 ms after the picture (±\u00a03\u00a0ms)" in part.notes
    (clap,) = part.claps
    assert (clap.offset_ms, clap.spread_ms, clap.claps) == (62.4, 3.0, 5)
    assert clap.device == ("" if audience is Audience.PUBLIC else "Table")
    assert "62 ms after the picture" in render(document)
    assert all(not one.claps for one in document.sessions[1:])


def test_that_a_session_names_who_watched_it_by_the_page_but_not_to_the_public(facts: RoundFacts) -> None:
    first, *others = facts.sessions
    booked = replace(first.booking, observers=("Zoya",))
    came = [("p1", "Olga", Role.LEAD), ("p2", "zoya", Role.OBSERVER), ("p3", "Участник", Role.PARTICIPANT)]
    people = {person: Attendee(person, name, "Benefits", role, "1", 5) for person, name, role in came}
    record = replace(first.held.record, people=people)
    told = replace(facts, sessions=(replace(first, booking=booked, held=replace(first.held, record=record)), *others))
    assert make_document(told, "en").sessions[0].observers == ("Zoya", "Olga")
    assert make_document(told, "en", audience=Audience.PUBLIC).sessions[0].observers == ()


def test_that_the_page_says_who_watched_as_what_and_for_how_long(facts: RoundFacts) -> None:
    first, *others = facts.sessions
    begins, ends = 7 * SECOND_US, 607 * SECOND_US
    moves = (Move(SessionState.RUNNING, begins, "A"), Move(SessionState.DEBRIEF, ends, "A"))
    record = replace(first.held.record, moves=moves)
    people = [
        Attendee("p1", "Olga", "", Role.LEAD, "1", begins - 9),
        Attendee("p2", "Zoya <b>", "", Role.OBSERVER, "1", begins + 65 * SECOND_US, begins + 125 * SECOND_US),
        Attendee("p3", "Early", "", Role.OBSERVER, "1", 0, begins - 1),
        Attendee("p4", "Ivan", "", Role.PARTICIPANT, "1", begins),
        Attendee("p5", "Late", "", Role.NOTE_TAKER, "1", ends + 5),
        Attendee("p6", "", "", Role.OBSERVER, "1", begins),
    ]
    held = replace(first.held, record=replace(record, people={one.person: one for one in people}))
    told = replace(facts, sessions=(replace(first, held=held), *others))
    document = make_document(told, "en")
    texts = [one.text for one in document.sessions[0].watched]
    whole = clock_text(ends - begins)
    assert texts == [
        f"Olga, lead observer, 0:00–{whole}",
        "Zoya <b>, observer, 1:05–2:05",
        "Late, note-taker, in the debrief",
    ]
    assert "Zoya &lt;b&gt;, observer, 1:05–2:05" in render(document)
    assert "Who watched" not in render(make_document(told, "en", audience=Audience.PUBLIC))
    written = str(list(method_blocks(make_document(told, "ru"))))
    assert f"Olga, ведущий наблюдатель, 0:00–{whole}" in written
    assert "Late, секретарь, на разборе" in written


def test_that_the_schema_in_the_docs_is_the_one_of_the_program() -> None:
    assert (DOCS / "report.schema.json").read_text(encoding="utf-8") == schema()


def test_that_texts_are_russian_in_a_russian_report(facts: RoundFacts) -> None:
    document = make_document(facts, "ru")
    assert document.summary.gate.label == "Не готово"
    assert document.tasks[0].title == example.PROTOCOL.tasks[0].title.ru
    assert document.standards[0].title == library.standard("client-centricity").title.ru


def test_that_the_finding_of_the_blocker_that_heads_the_gate_is_among_the_worst(facts: RoundFacts) -> None:
    blocker = next(one for one in facts.gate.reasons if one.code in OF_BLOCKERS).subject
    model = next(one for one in facts.findings if one.severity == 3 and one.evidence)
    crowd = tuple(
        replace(model, id=FindingId(f"crowd-{n}"), number=50 + n, criteria=(), affected=model.exposed) for n in range(4)
    )
    rare = frozenset(list(model.exposed)[:1])
    binding = replace(model, id=FindingId("binding"), number=60, criteria=(blocker,), affected=rare)
    summary = make_document(replace(facts, findings=(*crowd, binding)), "en").summary
    assert summary.worst[0] == 60


def test_that_a_session_started_despite_the_check_says_so_and_the_public_hears_no_reason(facts: RoundFacts) -> None:
    dark = CheckFault(source="camera", code="preflight_dark", facts={"shows": "face"})
    why = CheckOverridden(id="why", at_us=0, author="Anna", faults=(dark,), reason="The lens is broken.")
    first = facts.sessions[0]
    record = with_event(first.held.record, Stamped(seq=0, event=why))
    told = replace(facts, sessions=(replace(first, held=replace(first.held, record=record)), *facts.sessions[1:]))
    (note,) = [note for note in make_document(told, "en").sessions[0].notes if "check" in note]
    assert "the picture is black" in note
    assert note.endswith("reason: The lens is broken")
    public = make_document(told, "en", audience=Audience.PUBLIC).sessions[0].notes
    assert "started although the check of the devices found faults" in public


def test_that_tasks_have_their_efficiency(document: ReportDocument) -> None:
    found = {one.code: one.figure for one in document.tasks[1].measures}
    assert set(found) == {"goals_per_minute", "time_that_led_to_goals", "completion_per_minute", "quick_median"}
    assert found["goals_per_minute"].n == 6
    assert found["quick_median"].text == "5:00 (6 participants)"


def test_that_segments_have_a_path_of_their_own_or_are_said_to_be_thin(facts: RoundFacts) -> None:
    parents, assistive = make_document(facts, "en").segment_paths
    assert [one.id for one in parents.stages] == [one.id for one in facts.protocol.stages]
    assert (assistive.stages, assistive.text) == ((), "2 participants")
    assert "at least 3" in assistive.warning
    public = make_document(facts, "en", audience=Audience.PUBLIC).segment_paths[1]
    assert public.text == "fewer than 3"


def test_that_agreement_and_what_is_unseen_are_told(document: ReportDocument, facts: RoundFacts) -> None:
    certainty = document.certainty
    assert certainty is not None
    assert {one.kind for one in certainty.agreement} == {"severities", "tags"}
    assert all(one.kappa.value is None for one in certainty.agreement if one.n < 5)
    assert certainty.undiscovered is not None
    assert any("Lewis 2001" in text for text in certainty.texts)
    public = make_document(facts, "en", audience=Audience.PUBLIC).certainty
    assert public is not None
    assert {name for one in public.agreement for name in one.judges} == {"name withheld"}


def test_that_three_judges_are_told_together_beside_every_pair(facts: RoundFacts) -> None:
    sessions = []
    for number, session in enumerate(facts.sessions):
        word: UnitOutcomeName = "passed" if number % 2 else "failed"
        said = {("CC-24", judge): Judgement("CC-24", judge, word, 1) for judge in ("Anna", "Ira", "Oleg")}
        record = replace(session.held.record, judgements_by_judge=said, adjudications={})
        sessions.append(replace(session, held=replace(session.held, record=record)))
    document = make_document(replace(facts, sessions=tuple(sessions)), "en")
    assert document.certainty is not None
    (found,) = (one for one in document.certainty.agreement if one.kind == "verdicts_together")
    counted = sum(one.held.counts for one in sessions)
    assert (found.judges, found.n, found.share, found.kappa.value) == (("Anna", "Ira", "Oleg"), counted, 1, 1)
    assert (found.label, found.kappa.text) == ("Judgements, 3 judges each", "κ 1")
    assert "Judgements, 3 judges each" in render(document)


def test_that_charts_are_told_in_words_and_stand_beside_their_table(document: ReportDocument) -> None:
    page = render(document)
    assert page.count('<svg class="chart" role="img" aria-label="') == 2
    assert "Success without help and time to success of every task. Find the service: 5 of 6" in page
    assert "Experience curve, stage by stage. Success without help: Search and entry: 83%" in page
    assert render(document) == page
