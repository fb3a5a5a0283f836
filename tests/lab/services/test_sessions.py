"""Session folders are prepared under consent; events come in once; corrections follow the journal."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lab.archive import late_words, session_file
from lab.archive.journal import Journal
from lab.archive.late_words import LateWord
from lab.database.versions import back_up
from lab.domain import events
from lab.domain.consent import Scope, TakenBack
from lab.domain.errors import InputError, RuleError, WorldError
from lab.domain.ids import SessionId
from lab.domain.session import SessionState
from lab.services.days import today
from lab.services.scheduling import Place
from lab.wording import sentence
from recordings.plan import SourcePlan
from tests.lab.laboratories import Furnished, consent
from tests.lab.stories import Story, hold

SOURCES = (
    SourcePlan(id="screen", kind="synthetic_screen", shows="screen"),
    SourcePlan(id="camera", kind="synthetic_camera", shows="face"),
    SourcePlan(id="microphone", kind="synthetic_microphone", shows="voice"),
)


def life(*states: SessionState) -> list[events.Stamped]:
    """A journal in which the session goes through these states."""
    told, current = [], SessionState.PLANNED
    for number, state in enumerate(states, 1):
        event = events.SessionMoved(id=f"m{number}", at_us=number, author="Anna", from_state=current, to_state=state)
        told.append(events.Stamped(seq=number, event=event))
        current = state
    return told


CLOSED_LIFE = (SessionState.READY, SessionState.RUNNING, SessionState.DEBRIEF, SessionState.CLOSED)


def test_that_a_prepared_folder_says_all_that_was_planned(place: Furnished) -> None:
    prepared = place.lab.sessions.prepare(place.booking.id, SOURCES, "ru")
    plan = session_file.read(prepared.folder)
    assert (plan.code, plan.service, plan.round.name) == ("P01", "Child benefit", "Before launch")
    assert plan.protocol_sha256 == place.round.protocol_sha256
    assert plan.sources == SOURCES
    assert {card.id for card in plan.criteria} >= {"CC-24", "1.1.1"}
    assert prepared.folder.name == "2026-11-23-P01"


def test_that_preparing_again_gives_the_same_session(place: Furnished) -> None:
    first = place.lab.sessions.prepare(place.booking.id, SOURCES, "en")
    again = place.lab.sessions.prepare(place.booking.id, SOURCES[:1], "en")
    assert (again.session_id, again.folder) == (first.session_id, first.folder)
    assert session_file.read(again.folder).sources == SOURCES[:1]


def test_that_nothing_is_prepared_without_consent(place: Furnished) -> None:
    other = place.lab.planning.add_participant(place.round.id)
    booking = place.lab.scheduling.edit(place.booking).booking
    moved = place.lab.scheduling.cancel(booking.id)
    from lab.services.scheduling import Place

    fresh = place.lab.scheduling.book(other.id, Place("Room 1", moved.starts, 60, "Anna")).booking
    with pytest.raises(RuleError, match="consent_missing"):
        place.lab.sessions.prepare(fresh.id, SOURCES, "en")


def test_that_a_source_without_consent_is_not_recorded_and_said(place: Furnished) -> None:
    place.lab.planning.give_consent(place.participant.id, consent(Scope.TAKE_PART, Scope.SCREEN))
    prepared = place.lab.sessions.prepare(place.booking.id, SOURCES, "en")
    assert prepared.left_out == SOURCES[1:]
    assert session_file.read(prepared.folder).sources == SOURCES[:1]


def test_that_events_come_in_once_in_order_and_without_holes(place: Furnished) -> None:
    sessions = place.lab.sessions
    session_id = sessions.prepare(place.booking.id, SOURCES, "en").session_id
    journal = life(*CLOSED_LIFE)
    assert sessions.ingest(session_id, journal[:1]) == 1
    assert sessions.ingest(session_id, journal[2:]) == 1
    assert sessions.ingest(session_id, [*journal, *journal]) == 4
    record = sessions.record_of(session_id)
    assert (record.state, record.last_seq) == (SessionState.CLOSED, 4)
    assert sessions.booking_of(session_id).state is SessionState.CLOSED
    assert sessions.open_sessions() == ()


def test_that_a_correction_needs_a_closed_session_a_name_and_a_reason(place: Furnished) -> None:
    sessions = place.lab.sessions
    session_id = sessions.prepare(place.booking.id, SOURCES, "en").session_id
    late = events.TagPut(
        id="x1", at_us=9, author="Anna", annotation="a1", pressed_us=2, lead_us=0, lag_us=1, criterion="CC-24"
    )
    sessions.ingest(session_id, life(*CLOSED_LIFE[:3]))
    with pytest.raises(RuleError, match="session_not_closed"):
        sessions.amend(session_id, late, "Anna", "seen in review")
    sessions.ingest(session_id, life(*CLOSED_LIFE))
    with pytest.raises(InputError):
        sessions.amend(session_id, late, "", "")
    sessions.amend(session_id, late, "Anna", "seen in review")
    again = sessions.amend(
        session_id,
        events.TagEdited(id="x2", at_us=10, author="Oleg", annotation="a1", base_version=1, severity=3),
        "Oleg",
        "agreed",
    )
    assert [(one.criterion, one.severity) for one in again.annotations] == [("CC-24", 3)]
    with pytest.raises(RuleError, match="annotation_exists"):
        sessions.amend(session_id, late, "Anna", "twice")


def test_that_a_session_is_independent_if_its_round_is(place: Furnished) -> None:
    assert not place.round.independent
    assert place.lab.rounds.set_independent(place.round.id, on=True).independent
    prepared = place.lab.sessions.prepare(place.booking.id, SOURCES, "en")
    assert session_file.read(prepared.folder).independent


def late_tag(number: int, **fields: object) -> events.TagPut:
    """A tag that came after the session was closed."""
    heading = {"id": f"l{number}", "at_us": 9, "author": "Olga", "annotation": f"a{number}", "pressed_us": 2}
    return events.TagPut.model_validate({**heading, "lead_us": 0, "lag_us": 1, **fields})


def test_that_what_came_late_is_taken_in_once_as_amendments(place: Furnished) -> None:
    sessions, late = place.lab.sessions, place.lab.folder.late
    session_id = sessions.prepare(place.booking.id, SOURCES, "en").session_id
    came = datetime(2026, 3, 2, 12, tzinfo=UTC).isoformat()
    edit = events.TagEdited(id="e", at_us=10, author="Olga", annotation="a1", base_version=1, severity=3)
    late_words.keep(late, session_id, (LateWord(at=came, event=edit), LateWord(at=came, event=late_tag(1))))
    with (late / f"{session_id}.jsonl").open("ab") as torn:
        torn.write(b'{"at": "2026')
    sessions.ingest(session_id, life(*CLOSED_LIFE[:3]))
    assert place.lab.late.take_in(session_id) == 0
    sessions.ingest(session_id, life(*CLOSED_LIFE))
    assert place.lab.catch_up().troubles == ()
    assert [(one.severity, one.author) for one in sessions.record_of(session_id).annotations] == [(3, "Olga")]
    late_words.keep(late, session_id, (LateWord(at=came, event=late_tag(2)),))
    assert [place.lab.late.take_in(session_id) for _twice in range(2)] == [1, 0]
    corrections = sessions.corrections(session_id)
    assert [(one.author, one.at.isoformat()) for one in corrections] == [("Olga", came)] * 3


@pytest.mark.parametrize("criterion", ["CC-07", "CC-37"])
def test_that_a_criterion_of_the_whole_round_is_not_judged_in_a_session(place: Furnished, criterion: str) -> None:
    session_id = place.lab.sessions.prepare(place.booking.id, SOURCES, "en").session_id
    place.lab.sessions.ingest(session_id, life(*CLOSED_LIFE))
    said = events.JudgementPut(id="j1", at_us=9, author="Anna", criterion=criterion, outcome="failed", severity=4)
    with pytest.raises(RuleError, match="criterion_not_judged_in_sessions"):
        place.lab.sessions.amend(session_id, said, "Anna", "seen in review")
    judged = said.model_copy(update={"criterion": "CC-24"})
    assert len(place.lab.sessions.amend(session_id, judged, "Anna", "seen in review").judgements) == 1


def test_that_pilots_are_not_among_the_sessions_that_count(place: Furnished) -> None:
    from dataclasses import replace

    place.lab.scheduling.edit(replace(place.booking, pilot=True))
    place.lab.sessions.prepare(place.booking.id, SOURCES, "en")
    assert place.lab.sessions.sessions_of(place.round.id) == ()
    assert len(place.lab.sessions.sessions_of(place.round.id, pilots=True)) == 1


def with_words() -> list[events.Stamped]:
    """A closed session in which the participant said something."""
    told = life(*CLOSED_LIFE)
    tag = events.TagPut(
        id="x1", at_us=2, author="Anna", annotation="a1", pressed_us=2, lead_us=0, lag_us=1, quote="SECRET WORDS"
    )
    events_in_order = [*[one.event for one in told[:2]], tag, *[one.event for one in told[2:]]]
    return [events.Stamped(seq=seq, event=event) for seq, event in enumerate(events_in_order, 1)]


def test_that_a_withdrawn_session_leaves_no_words_in_the_database_and_the_folder(place: Furnished) -> None:
    sessions = place.lab.sessions
    prepared = sessions.prepare(place.booking.id, SOURCES, "en")
    journal, _nothing = Journal.open(prepared.folder / "journal.sqlite")
    told = [journal.append(stamped.event).result() for stamped in with_words()]
    journal.close()
    sessions.ingest(prepared.session_id, told)
    note = events.TagEdited(id="x2", at_us=9, author="Oleg", annotation="a1", base_version=1, note="MORE SECRETS")
    sessions.amend(prepared.session_id, note, "Oleg", "agreed")
    back_up(place.lab.folder.database, place.lab.folder.backups, "0001")
    assert sessions.withdraw(place.booking.id, "Anna", "asked by letter").state is SessionState.WITHDRAWN
    assert sessions.record_of(prepared.session_id).annotations_by_id == {}
    assert not list(prepared.folder.glob("*.mkv"))
    place.lab.close()
    files = [path for path in place.lab.folder.path.rglob("*") if path.is_file()]
    assert {"journal.sqlite", "lab.sqlite"} < {path.name for path in files}
    assert any(path.parent == place.lab.folder.backups for path in files)
    assert [path for path in files if b"SECRET" in path.read_bytes()] == []


def test_that_a_withdrawal_in_the_room_takes_the_words_out_of_the_database(place: Furnished) -> None:
    sessions = place.lab.sessions
    session_id = sessions.prepare(place.booking.id, SOURCES, "en").session_id
    told = with_words()
    sessions.ingest(session_id, told)
    last = events.SessionMoved(
        id="w", at_us=99, author="Anna", from_state=SessionState.CLOSED, to_state=SessionState.WITHDRAWN
    )
    sessions.ingest(session_id, [events.Stamped(seq=len(told) + 1, event=last)])
    assert sessions.record_of(session_id).annotations_by_id == {}
    assert sessions.booking_of(session_id).state is SessionState.WITHDRAWN
    assert sessions.catch_up().sessions == ()


def test_that_a_session_that_never_began_is_withdrawn_without_a_trace(place: Furnished) -> None:
    prepared = place.lab.sessions.prepare(place.booking.id, SOURCES, "en")
    place.lab.sessions.withdraw(place.booking.id, "Anna")
    assert not prepared.folder.exists()
    assert place.lab.scheduling.booking(place.booking.id).state is SessionState.WITHDRAWN


def test_that_one_damaged_folder_keeps_no_other_session_from_being_taken_in(place: Furnished) -> None:
    sessions = place.lab.sessions
    _first, lost = hold(place, Story())
    damaged = sessions.prepare(place.booking.id, SOURCES, "en")
    (damaged.folder / "journal.sqlite").write_bytes(b"no journal at all, but long enough to be looked at" * 10)
    _booking, good = hold(place, Story())
    journal, _nothing = Journal.open(sessions.folder_of(good) / "journal.sqlite")
    for stamped in Story().closed().told:
        journal.append(stamped.event).result()
    journal.close()
    landing = place.lab.catch_up()
    assert sessions.booking_of(good).state is SessionState.CLOSED
    assert landing.under_way == lost
    assert {error.code for error in landing.troubles} >= {"session_folder_incomplete"}
    assert len(landing.troubles) == 2


def test_that_an_unknown_session_is_said(place: Furnished) -> None:
    with pytest.raises(InputError, match="session_unknown"):
        place.lab.sessions.record_of(SessionId("nobody"))


def hosted(folder: Path, *states: SessionState) -> Journal:
    """What the room leaves in a folder: a journal with these states."""
    journal, _nothing = Journal.open(folder / "journal.sqlite")
    for stamped in life(*states):
        journal.append(stamped.event).result()
    return journal


def test_that_preparing_again_takes_up_a_narrower_consent_and_the_pilot_flag(place: Furnished) -> None:
    sessions = place.lab.sessions
    first = sessions.prepare(place.booking.id, SOURCES, "en")
    place.lab.planning.give_consent(place.participant.id, consent(Scope.TAKE_PART, Scope.SCREEN))
    place.lab.scheduling.edit(replace(place.lab.scheduling.booking(place.booking.id), pilot=True, moderator="Oleg"))
    again = sessions.prepare(place.booking.id, SOURCES, "ru")
    plan = session_file.read(again.folder)
    assert again.session_id == first.session_id == plan.session_id
    assert plan.consent.scopes == (Scope.SCREEN, Scope.TAKE_PART)
    assert (plan.sources, again.left_out) == (SOURCES[:1], SOURCES[1:])
    assert (plan.pilot, plan.moderator, plan.language) == (True, "Oleg", "ru")


def test_that_preparing_again_on_another_day_renames_the_folder(place: Furnished) -> None:
    sessions = place.lab.sessions
    first = sessions.prepare(place.booking.id, SOURCES, "en")
    place.lab.scheduling.move(place.booking.id, place.booking.starts + timedelta(days=2))
    again = sessions.prepare(place.booking.id, SOURCES, "en")
    assert again.folder.name == "2026-11-25-P01"
    assert not first.folder.exists()
    assert sessions.folder_of(first.session_id) == again.folder
    assert session_file.read(again.folder).booked_start.startswith("2026-11-25")


def test_that_preparing_again_pins_the_amended_protocol(place: Furnished) -> None:
    sessions, rounds = place.lab.sessions, place.lab.rounds
    first = sessions.prepare(place.booking.id, SOURCES, "en")
    shorter = re.sub(rb"target_time_s: \d+", b"target_time_s: 7", rounds.document(place.round.protocol_sha256), count=1)
    amendment = rounds.amend_round(place.round.id, shorter, "the time was too long", "Anna")
    sessions.prepare(place.booking.id, SOURCES, "en")
    assert sessions.protocol_sha256(first.session_id) == amendment.after_sha256 != place.round.protocol_sha256
    assert session_file.read(first.folder).protocol.tasks[0].target_time_s == 7


def test_that_a_ready_session_is_outdated_once_consent_or_plan_have_changed(place: Furnished) -> None:
    sessions = place.lab.sessions
    session_id = sessions.prepare(place.booking.id, SOURCES, "en").session_id
    sessions.ingest(session_id, life(SessionState.READY))
    assert not sessions.is_outdated(session_id)
    place.lab.planning.give_consent(place.participant.id, consent(Scope.TAKE_PART, Scope.SCREEN))
    assert sessions.is_outdated(session_id)


def test_that_a_session_that_never_began_becomes_a_booking_again(place: Furnished) -> None:
    sessions = place.lab.sessions
    prepared = sessions.prepare(place.booking.id, SOURCES, "en")
    journal = hosted(prepared.folder, SessionState.READY)
    sessions.catch_up()
    with pytest.raises(WorldError, match="journal_in_use"):
        sessions.stand_down(prepared.session_id)
    journal.abandon()
    booking = sessions.stand_down(prepared.session_id)
    assert (booking.state, booking.session_id, booking.folder) == (SessionState.PLANNED, None, None)
    assert not prepared.folder.exists()
    assert place.lab.scheduling.no_show(booking.id).state is SessionState.NO_SHOW


def test_that_a_session_that_began_does_not_become_a_booking_again(place: Furnished) -> None:
    sessions = place.lab.sessions
    prepared = sessions.prepare(place.booking.id, SOURCES, "en")
    hosted(prepared.folder, SessionState.READY, SessionState.RUNNING).close()
    with pytest.raises(RuleError, match="illegal_move"):
        sessions.stand_down(prepared.session_id)
    assert prepared.folder.exists()


def test_that_standing_down_is_finished_at_the_next_start(place: Furnished) -> None:
    sessions = place.lab.sessions
    prepared = sessions.prepare(place.booking.id, SOURCES, "en")
    sessions.ingest(prepared.session_id, life(SessionState.READY))
    assert sessions.catch_up().troubles == ()
    assert place.lab.scheduling.booking(place.booking.id).state is SessionState.PLANNED


def test_that_nothing_is_taken_in_of_a_withdrawn_session(place: Furnished) -> None:
    sessions = place.lab.sessions
    session_id = sessions.prepare(place.booking.id, SOURCES, "en").session_id
    sessions.ingest(session_id, with_words())
    sessions.forget(session_id)
    assert sessions.ingest(session_id, with_words()) == 0
    record = sessions.record_of(session_id)
    assert (record.state, record.erased, record.annotations) == (SessionState.WITHDRAWN, True, ())


def test_that_the_laboratorys_lead_and_lag_stand_in_the_plan(place: Furnished) -> None:
    place.lab.change_settings(place.lab.settings.model_copy(update={"lead_s": 4.5, "lag_s": 12.0}))
    plan = session_file.read(place.lab.sessions.prepare(place.booking.id, SOURCES, "en").folder)
    assert (plan.lead_us, plan.lag_us) == (4_500_000, 12_000_000)


def test_that_a_withdrawal_takes_the_consent_back_and_keeps_what_was_signed(place: Furnished) -> None:
    lab, signed = place.lab, place.participant.consent
    lab.sessions.withdraw(place.booking.id, "Anna", "SECRET REASON")
    person = lab.planning.participant(place.participant.id)
    assert person.withdrawn == TakenBack(today(), "Anna")
    assert person.consent is not None
    assert signed is not None
    assert replace(person.consent, taken_back=None) == signed
    assert person.consent.in_force == frozenset()
    later = Place("Room 1", place.booking.starts + timedelta(days=1), 60, "Anna")
    with pytest.raises(RuleError, match="participant_withdrew") as refused:
        lab.scheduling.book(person.id, later)
    assert sentence(refused.value).startswith("P01 took the consent back on ")
    with pytest.raises(RuleError, match="participant_withdrew"):
        lab.planning.give_consent(person.id, signed)


def test_that_a_withdrawal_in_the_room_takes_the_consent_back_in_its_authors_name(place: Furnished) -> None:
    sessions = place.lab.sessions
    session_id = sessions.prepare(place.booking.id, SOURCES, "en").session_id
    told = life(*CLOSED_LIFE)
    last = events.SessionMoved(
        id="w", at_us=99, author="Oleg", from_state=SessionState.CLOSED, to_state=SessionState.WITHDRAWN
    )
    sessions.ingest(session_id, [*told, events.Stamped(seq=len(told) + 1, event=last)])
    sessions.forget(session_id, "Anna")
    assert place.lab.planning.participant(place.participant.id).withdrawn == TakenBack(today(), "Oleg")


def test_that_a_session_planned_before_the_withdrawal_is_not_prepared(place: Furnished) -> None:
    later = Place("Room 1", place.booking.starts + timedelta(days=1), 60, "Anna")
    other = place.lab.scheduling.book(place.participant.id, later).booking
    place.lab.sessions.withdraw(place.booking.id, "Anna")
    with pytest.raises(RuleError, match="participant_withdrew"):
        place.lab.sessions.prepare(other.id, SOURCES, "en")


def test_that_a_term_that_is_over_erases_and_leaves_the_consent(place: Furnished) -> None:
    place.lab.sessions.erase(place.booking.id, "Anna")
    assert place.lab.scheduling.booking(place.booking.id).state is SessionState.WITHDRAWN
    assert place.lab.planning.participant(place.participant.id).withdrawn is None
