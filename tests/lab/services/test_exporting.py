"""A round of a real laboratory leaves it as a report."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lab.domain.consent import Scope
from lab.domain.decision import Decided
from lab.domain.errors import InputError
from lab.domain.ids import RoundId
from lab.reports.gathering import gather_facts
from lab.reports.making import make_document
from lab.services.exporting import ExportService, export_round
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place
from lab.settings import LabSettings
from recordings.clicks import Click, ClickLog
from tests.lab.laboratories import Furnished, consent, furnished
from tests.lab.stories import Story, hold


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    made = furnished(tmp_path / "lab")
    yield made
    made.lab.close()


def held_session(place: Furnished) -> None:
    """A session with a finished task, a tag and judgements, a finding made of it, and a pilot beside it."""
    tag: dict[str, Any] = {"task": "find-service", "criterion": "CC-01", "severity": 3, "note": "=1+1 wrong entry"}
    story = (
        Story().task("find-service", 10).tag(15, **tag).judge("CC-01", "failed", severity=3).judge("CC-10", "passed")
    )
    hold(place, story.closed())
    hold(place, Story().task("find-service", 10).closed(), pilot=True)
    (gathered,) = place.lab.findings.propose(place.round.id)
    place.lab.findings.accept(place.round.id, gathered, "The wrong entry looks right")


def test_that_a_round_is_exported_in_every_format(place: Furnished, tmp_path: Path) -> None:
    held_session(place)
    paths = export_round(place.lab, place.round.id, ("html", "json", "csv"), tmp_path / "out", "en")
    report = json.loads(paths["json"].read_text(encoding="utf-8"))
    assert report["summary"]["people_text"] == "1 participant; 1 pilot session not counted"
    assert [one["title"] for one in report["findings"]] == ["The wrong entry looks right"]
    assert report["findings"][0]["evidence"][0]["left_out"] == ["No picture: nothing that may be shown was recorded."]
    assert "The wrong entry looks right" in paths["html"].read_text(encoding="utf-8")
    annotations = (paths["csv"].parent / "annotations.csv").read_text(encoding="utf-8")
    assert "'=1+1 wrong entry" in annotations


def test_that_a_decision_can_name_the_report_that_was_written(place: Furnished, tmp_path: Path) -> None:
    held_session(place)
    paths = export_round(place.lab, place.round.id, ("json",), tmp_path / "out", "en")
    (report,) = place.lab.verdicts.reports(place.round.id)
    bundle = (paths["json"].parent / "bundle.json").read_bytes()
    assert (report.sha256, report.folder) == (hashlib.sha256(bundle).hexdigest(), str(paths["json"].parent))
    assert (report.language, report.audience) == ("en", "internal")
    decision = place.lab.verdicts.decide(place.round.id, Decided.HOLD, "M. Owner", export_sha256=report.sha256)
    again = export_round(place.lab, place.round.id, ("json", "html"), tmp_path / "again", "en")
    said = json.loads(again["json"].read_text(encoding="utf-8"))["summary"]["decision"]
    assert said["export_sha256"] == decision.export_sha256 == report.sha256
    assert report.sha256 in again["html"].read_text(encoding="utf-8")
    assert len(place.lab.verdicts.reports(place.round.id)) == 2


def test_that_a_laboratory_open_for_reading_remembers_no_report(place: Furnished, tmp_path: Path) -> None:
    held_session(place)
    with Laboratory.open_readonly(place.lab.folder.path) as reading:
        export_round(reading, place.round.id, ("json",), tmp_path / "out", "en")
    assert place.lab.verdicts.reports(place.round.id) == ()


def test_that_what_is_shown_was_agreed_to_then_and_still_is(place: Furnished) -> None:
    held_session(place)
    (session, _pilot) = gather_facts(place.lab, place.round.id).sessions
    assert session.scopes == frozenset(Scope)
    place.lab.planning.give_consent(session.held.participant_id, consent(Scope.TAKE_PART, Scope.SCREEN))
    (session, _pilot) = gather_facts(place.lab, place.round.id).sessions
    assert session.scopes == {Scope.TAKE_PART, Scope.SCREEN}


def test_that_clicks_are_told_as_long_as_the_screen_may_be_shown(place: Furnished) -> None:
    held_session(place)
    (session, _pilot) = gather_facts(place.lab, place.round.id).sessions
    assert session.clicks is None  # nobody listened
    assert session.folder is not None
    click = Click(at_us=5, source="screen", button=1, x=2, y=3)
    log = ClickLog(session.folder)
    log.write(click)
    log.close()
    (session, _pilot) = gather_facts(place.lab, place.round.id).sessions
    assert session.clicks == (click,)
    assert make_document(gather_facts(place.lab, place.round.id), "en").sessions[0].clicks == 1
    place.lab.planning.give_consent(session.held.participant_id, consent(Scope.TAKE_PART, Scope.VOICE))
    (session, _pilot) = gather_facts(place.lab, place.round.id).sessions
    assert session.clicks is None


def test_that_an_export_without_a_goal_lies_among_the_exports(place: Furnished) -> None:
    job = ExportService(place.lab).job(place.round.id, ["json"], None, "en")
    assert job.out.parent == place.lab.folder.exports.resolve()
    assert job.run().paths["json"].is_file()


def test_that_a_round_without_sessions_has_a_report(place: Furnished, tmp_path: Path) -> None:
    paths = export_round(place.lab, place.round.id, ("html",), tmp_path / "out", "ru")
    assert "сессий ещё не было" in paths["html"].read_text(encoding="utf-8")


def test_that_an_unknown_round_is_refused(place: Furnished, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        export_round(place.lab, RoundId("nothing"), ("html",), tmp_path / "out", "en")
    assert refused.value.code == "round_unknown"


def test_that_a_booking_has_a_consent_form(place: Furnished) -> None:
    form = ExportService(place.lab).consent_form(place.booking.id, "ru")
    assert place.participant.code in form
    assert place.service.name in form


def test_that_the_form_names_the_operator_and_where_to_write_to(place: Furnished) -> None:
    forms = ExportService(place.lab)
    assert "_____" in forms.consent_form(place.booking.id, "en")
    place.lab.change_settings(LabSettings(name="Room 12", operator="Agency of Care", operator_address="1, High Street"))
    form = forms.consent_form(place.booking.id, "en")
    assert "Agency of Care" in form
    assert "Address: 1, High Street" in form
    assert "_____" not in form
    assert "Room 12" not in form


def test_that_a_self_trial_is_called_so(place: Furnished) -> None:
    booking, _session = hold(place, Story().task("find-service", 10).closed())
    trial = place.lab.planning.add_self_trial(place.round.id, Scope, "en")
    place.lab.scheduling.cancel(place.booking.id)
    tried = place.lab.scheduling.book(trial.id, Place("Room 1", booking.starts, 60, "Anna")).booking
    prepared = place.lab.sessions.prepare(tried.id, (), "en")
    place.lab.sessions.ingest(prepared.session_id, Story().task("find-service", 10).closed().told)
    sessions = make_document(gather_facts(place.lab, place.round.id), "en").sessions
    assert {one.participant: one.notes for one in sessions} == {
        "P02": (),
        "P03": ("self-trial of the laboratory, no participant",),
    }
