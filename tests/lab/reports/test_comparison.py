"""A retest's report says what changed since the round it retests, with test and interval; a first round's does not."""

import re
from dataclasses import replace

import pytest

from lab.domain.events import AnswersPut, Stamped
from lab.domain.folding import with_event
from lab.domain.group_comparison import GroupsCompared, Side, compare_groups
from lab.domain.record import SessionRecord
from lab.domain.service import ClientCategory
from lab.domain.study import RuleParameters
from lab.reports.document import ReportDocument
from lab.reports.facts import Audience, RoundFacts
from lab.reports.gathering import gather_facts
from lab.reports.html import render
from lab.reports.making import make_document
from lab.wording.changes import p_words
from protocols import library
from protocols.protocol import AskedQuestionnaires, Protocol
from protocols.questionnaire import Questionnaire
from tests.lab.laboratories import PROTOCOL, Furnished
from tests.lab.reports import example
from tests.lab.stories import Story, hold

TASK = "fill-form"


def retested(language: str = "en") -> ReportDocument:
    """The example's round beside an earlier one in which the first of its people were heard."""
    facts = example.facts()
    return make_document(replace(facts, before=replace(facts.study, number=0), compared=compared(facts)), language)


def compared(facts: RoundFacts) -> GroupsCompared:
    held = [one.held for one in facts.counted]
    earlier, later = (Side(some, dict.fromkeys(example.TASKS, some)) for some in (held[:4], held))
    return compare_groups(earlier, later, example.TASKS[1:], [(facts.questionnaires["sus"], None)], example.TASKS[:1])


def test_that_a_retest_is_shown_beside_the_round_it_retests(place: Furnished) -> None:
    for outcome in ("failed", "success"):
        hold(place, Story().task(TASK, 5, outcome).closed())
    release = place.lab.planning.add_release(place.service.id, "2.4")
    later = place.lab.rounds.make_round(release.id, PROTOCOL, "Retest", place.round.segments, retest_of=place.round.id)
    for _ in range(3):
        hold(place, Story().task(TASK, 5).closed(), round_id=later.id)
    first = make_document(gather_facts(place.lab, place.round.id), "en")
    assert first.comparison is None
    found = make_document(gather_facts(place.lab, later.id), "en").comparison
    assert found is not None
    assert (found.earlier_name, found.participants) == (place.round.name, (2, 3))
    success = found.figures[0]
    assert (success.kind, success.task, success.earlier.n, success.later.n) == ("success", TASK, 2, 3)
    assert success.change is not None
    assert success.change.by == pytest.approx(1 / 2)
    assert success.change_text.startswith("+50 points (95% interval ")
    assert found.notes


def test_that_every_change_has_its_test_its_interval_and_its_probability() -> None:
    found = retested().comparison
    assert found is not None
    assert {one.kind for one in found.figures} == {"success", "time", "score"}
    tested = [one for one in found.figures if one.change is not None]
    untested = [one.conclusion for one in found.figures if one.change is None]
    assert (len(tested), untested) == (len(found.figures) - 1, ["Too few, or too alike, to test."])
    for one in tested:
        assert one.change is not None
        assert one.change.low <= one.change.by <= one.change.high
        assert one.change.test.label in one.conclusion
        assert re.search(r"p\s[<=]\s[01]\.\d\d\d;", one.conclusion)
    assert any("Not compared" in note for note in found.notes)


@pytest.mark.parametrize(("language", "title"), [("en", "Is it better now?"), ("ru", "Стало ли лучше?")])
def test_that_the_page_has_it_as_a_table_with_a_way_to_it(language: str, title: str) -> None:
    page = render(retested(language))
    assert f'<h2 id="comparison">{title}</h2>' in page
    assert f'<a href="#comparison">{title}</a>' in page
    assert 'id="comparison"' not in render(make_document(example.facts(), language))


def test_that_a_thin_segment_is_named_and_not_compared() -> None:
    parents, assistive = make_document(example.facts(), "en").segments
    assert (parents.text, parents.figures) == ("4 participants", ())
    assert parents.warning == "Nobody to compare with: fewer than 3 participants are outside this segment."
    assert (assistive.figures, assistive.warning[:20]) == ((), "Too thin to compare:")
    public = make_document(example.facts(), "en", audience=Audience.PUBLIC).segments
    assert [one.text for one in public] == ["4 participants", "fewer than 3"]


def test_that_a_segment_stands_beside_everybody_else() -> None:
    facts = example.facts()
    two = replace(facts, study=replace(facts.study, rules=RuleParameters(segment_n_min=2)))
    document = make_document(two, "en")
    other, found = document.segments
    assert (other.warning, other.figures) == ("Everybody else is the other segment: see there.", ())
    assert found.warning == ""
    success = next(one for one in found.figures if one.task == "find-service" and one.kind == "success")
    assert (success.earlier.n, success.later.n, success.change is not None) == (4, 2, True)
    assert "This segment" in render(document)
    assert make_document(two, "en", audience=Audience.PUBLIC).segments[1].figures == ()


def test_that_client_categories_stand_side_by_side_only_where_there_are_two() -> None:
    facts = example.facts()
    assert make_document(facts, "en").categories == ()
    assert 'id="categories"' not in render(make_document(facts, "en"))
    parents, assistive = facts.study.segments
    segments = (parents, replace(assistive, category=ClientCategory.BUSINESS))
    thin = replace(facts, study=replace(facts.study, segments=segments))
    assert [one.warning[:20] for one in make_document(thin, "en").categories] == [
        "Nobody to compare wi", "Too thin to compare:"
    ]  # fmt: skip
    two = replace(thin, study=replace(thin.study, rules=RuleParameters(segment_n_min=2)))
    document = make_document(two, "en")
    people, business = document.categories
    assert (people.name, people.text, people.figures) == ("People", "4 participants", ())
    assert people.warning == "Everybody else is the other category: see there."
    success = next(one for one in business.figures if one.task == "find-service" and one.kind == "success")
    assert (business.name, success.earlier.n, success.later.n) == ("Business", 4, 2)
    assert success.change is not None
    assert success.change.low <= success.change.by <= success.change.high
    assert '<h2 id="categories">Client categories beside everybody else</h2>' in render(document)
    assert "Категории клиентов рядом с остальными" in render(make_document(two, "ru"))


def test_that_the_path_shows_every_stage_and_its_quotes_but_not_to_the_public() -> None:
    document = make_document(example.facts(), "en")
    assert [one.id for one in document.path] == [one.id for one in example.PROTOCOL.stages]
    documents, decision = document.path[2:]
    assert documents.waiting_text.endswith(
        "3 participants waited and nobody measured how long: there is no waiting time."
    )
    assert (documents.waiting, documents.within_norm) == (None, None)
    assert [one.words for one in decision.quotes] == ["What am I supposed to do now?"]
    assert decision.seen_text == "for: 1 (1 participant); against: 4 (4 participants)"
    assert not any(one.quotes for one in make_document(example.facts(), "en", audience=Audience.PUBLIC).path)
    assert '<h2 id="path">' in render(document)


def test_that_a_target_is_kept_or_missed_beyond_chance_or_not_told() -> None:
    facts = example.facts()
    said = {one.id: one.time_target_text for one in make_document(facts, "en").tasks}
    assert (
        said["attach-document"]
        == "target 2:00: those who succeeded kept it, beyond chance (p\u00a0=\u00a00.010, one-sided)"
    )
    assert said["find-service"] == "target 1:30"
    hurried = {
        **example.PROTOCOL.__dict__,
        "tasks": [{**one.__dict__, "target_time_s": 20} for one in example.PROTOCOL.tasks],
    }
    protocol = Protocol.model_validate(hurried)
    missed = make_document(replace(facts, protocols={example.SHA: protocol}), "en").tasks
    assert all("those who succeeded missed it" in one.time_target_text for one in missed[:3])


def test_that_the_report_says_how_many_problems_nobody_had_yet() -> None:
    certainty = make_document(example.facts(), "en").certainty
    assert certainty is not None
    (said,) = [one for one in certainty.texts if "Lewis" in one]
    assert said.startswith("Participants had 4 problems; had by one participant only: 1. By that about 0.5 more")
    nobody = replace(example.facts(), findings=())
    nothing = make_document(nobody, "en").certainty
    assert nothing is not None
    assert nothing.undiscovered is None
    assert not any("Lewis" in one for one in nothing.texts)


def test_that_a_probability_is_never_nought() -> None:
    assert (p_words(0.0000001), p_words(0.04)) == ("p\u00a0<\u00a00.001", "p\u00a0=\u00a00.040")


@pytest.mark.parametrize(
    ("name", "answers", "said", "scale"),
    [
        ("csat", [5, 2], "1 of 2 (50%; 95% interval 9–91%)", "share of those who answered 4 or 5 of 5"),
        ("nps", [10, 2], "0 (95% interval −73 to +73; 2 participants)", "−100 to 100"),
        ("umux-lite", [7, 1], "50 (95% interval ", "0 to 100, higher is better"),
        ("nasa-tlx", [12, 8], "50 (95% interval ", "0 to 100, lower is better"),
    ],
)
def test_that_each_questionnaire_is_reported_by_its_own_method(
    name: str, answers: list[int], said: str, scale: str
) -> None:
    facts, asked = example.facts(), library.questionnaire(name)
    sessions = [
        replace(
            one, held=replace(one.held, record=answered(one.held.record, name, dict.fromkeys(ids_of(asked), value)))
        )
        for one, value in zip(facts.counted, answers, strict=False)
    ]
    plan = {**example.PROTOCOL.__dict__, "questionnaires": AskedQuestionnaires(after_session=(name,))}
    changed = replace(
        facts,
        sessions=tuple(sessions),
        protocols={example.SHA: Protocol.model_validate(plan)},
        questionnaires={name: asked},
    )
    (part,) = make_document(changed, "en").scores
    assert part.score.text.startswith(said)
    assert part.scale_text.startswith(scale)
    assert part.grade is None
    assert any("predicts a SUS score of 55.4" in note for note in part.notes) is (name == "umux-lite")


def ids_of(asked: Questionnaire) -> list[str]:
    return [item.id for item in asked.items]


def answered(record: SessionRecord, name: str, values: dict[str, int | None]) -> SessionRecord:
    """The session with these answers and no others."""
    event = AnswersPut(id="own", at_us=1, author="Anna", questionnaire=name, values=values, language="en")
    return with_event(replace(record, answers_by_place={}), Stamped(seq=999, event=event))
