"""The register: services, releases, participants, consent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lab.domain.consent import Consent, Scope
from lab.domain.errors import InputError, RuleError
from lab.domain.ids import ParticipantId, RoundId, ServiceId
from lab.domain.service import ClientCategory, LifeStage
from protocols import library
from tests.lab.laboratories import PROTOCOL, Furnished, consent, furnished


def test_that_what_was_registered_is_there_after_reopening(tmp_path: Path) -> None:
    first = furnished(tmp_path / "lab")
    first.lab.close()
    with type(first.lab).open(tmp_path / "lab") as again:
        assert again.planning.services() == (first.service,)
        assert again.planning.releases(first.service.id) == (first.release,)
        assert again.rounds.rounds() == (first.round,)
        assert again.planning.participants(first.round.id) == (first.participant,)
        assert again.scheduling.bookings_of(first.round.id) == (first.booking,)


@pytest.mark.parametrize("name", ["Пособие на ребёнка", "П" * 300, "  surrounded  "])
def test_that_names_in_cyrillic_and_of_300_letters_are_kept(place: Furnished, name: str) -> None:
    service = place.lab.planning.add_service(name, "Ответственная", ClientCategory.PEOPLE, LifeStage.IDEA)
    assert place.lab.planning.service(service.id).name == name.strip()


def test_that_all_faults_of_a_form_are_said_at_once(place: Furnished) -> None:
    with pytest.raises(InputError) as refused:
        place.lab.planning.add_service("", "x" * 301, ClientCategory.PEOPLE, LifeStage.IDEA, "a\x00b")
    assert refused.value.facts["faults"] == (
        ("name", "missing"),
        ("owner", "too_long"),
        ("life_situation", "control_characters"),
    )


def test_that_codes_go_on_and_segments_must_exist(place: Furnished) -> None:
    planning = place.lab.planning
    assert planning.add_participant(place.round.id).code == "P02"
    with pytest.raises(InputError, match="segment_unknown"):
        planning.add_participant(place.round.id, "nobody")
    with pytest.raises(InputError, match="round_unknown"):
        planning.add_participant(RoundId("none"))
    with pytest.raises(InputError, match="service_unknown"):
        planning.add_release(ServiceId("none"), "1")


def test_that_an_unsigned_form_is_no_consent(place: Furnished) -> None:
    unsigned = Consent("1", "en", consent().signed_on, frozenset({Scope.SCREEN}), on_paper=False)
    with pytest.raises(InputError) as refused:
        place.lab.planning.give_consent(place.participant.id, unsigned)
    assert refused.value.facts["faults"] == (("scopes", "take_part_missing"), ("on_paper", "not_signed"))


def test_that_a_segment_is_assigned_later_and_must_exist(place: Furnished) -> None:
    planning = place.lab.planning
    person = planning.add_participant(place.round.id)
    assert planning.assign_segment(person.id, "parents").segment_id == "parents"
    assert planning.participant(person.id).segment_id == "parents"
    assert planning.assign_segment(person.id, None) == person
    with pytest.raises(InputError, match="segment_unknown"):
        planning.assign_segment(person.id, "nobody")
    with pytest.raises(InputError, match="participant_unknown"):
        planning.assign_segment(ParticipantId("none"), "parents")


def test_that_a_form_is_signed_today_at_the_latest(place: Furnished) -> None:
    today = datetime.now(UTC).astimezone().date()
    with pytest.raises(InputError) as refused:
        place.lab.planning.give_consent(place.participant.id, replace(consent(), signed_on=today + timedelta(days=1)))
    assert refused.value.facts["faults"] == (("signed_on", "in_the_future"),)
    assert place.lab.planning.give_consent(place.participant.id, replace(consent(), signed_on=today)).consent


def test_that_a_self_trial_has_no_paper_and_no_real_service(place: Furnished) -> None:
    planning = place.lab.planning
    trial = planning.add_self_trial(place.round.id, {Scope.TAKE_PART}, "ru")
    assert planning.participant(trial.id) == trial
    assert trial.consent is not None
    assert (trial.consent.on_paper, trial.consent.self_trial) == (False, True)
    with pytest.raises(InputError):
        planning.give_consent(place.participant.id, trial.consent)
    real = library.text_of(PROTOCOL).replace(b"id: sample-child-benefit", b"id: our-own", 1)
    study = place.lab.rounds.make_round(place.release.id, real, "Real")
    with pytest.raises(RuleError, match="self_trial_elsewhere"):
        planning.add_self_trial(study.id, {Scope.TAKE_PART}, "ru")
