"""Today leads a new user to the sample service, and everybody to what comes next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lab.database import judging
from lab.database.store import Changed
from lab.domain.finding import Finding, FindingDecision, Status
from lab.domain.ids import FindingId
from lab.domain.session import SessionState
from tests.ui.conftest import Opened
from tests.ui.rounds import book, hold, make_round
from ui.today.day import read_day
from ui.today.today_screen import TodayScreen


def texts(widget: QWidget) -> str:
    """Everything that a widget says."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, words: str) -> QPushButton:
    """The shown button with these words."""
    return next(one for one in widget.findChildren(QPushButton) if one.text() == words and one.isVisible())


def soon() -> datetime:
    """In a moment; the day before midnight has a next session all the same."""
    return datetime.now(UTC).astimezone() + timedelta(minutes=1)


def test_that_a_new_user_comes_to_a_booked_sample_session_in_two_steps(opened: Opened, qtbot: QtBot) -> None:
    screen = opened.show("today")
    qtbot.mouseClick(button(screen, "Try it on the sample service"), Qt.MouseButton.LeftButton)
    (asked,) = opened.window.message_bar.bars()
    qtbot.mouseClick(button(asked, "I agree, prepare the session"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened.lab.scheduling.today(datetime.now(UTC).astimezone())), timeout=20_000)
    opened.settle()
    (booking,) = opened.lab.scheduling.today(datetime.now(UTC).astimezone())
    assert booking.pilot
    assert booking.moderator == "Anna Petrova"
    consent = opened.lab.planning.participant(booking.participant_id).consent
    assert consent is not None
    assert (consent.on_paper, consent.self_trial) == (False, True)
    assert "P01: self-trial, no participant" in texts(screen)
    assert "P01" in texts(screen)


def test_that_the_next_session_and_what_must_be_reset_are_shown(opened: Opened) -> None:
    made = book(opened.lab, make_round(opened.lab), 1, first=soon())
    screen = opened.show("today")
    said = texts(screen)
    assert "Child benefit, 2.3" in said
    assert "P01: consent signed" in said
    protocol = opened.lab.rounds.protocol_of(made.study)
    assert all(task.restore.en in said for task in protocol.tasks)


def test_that_a_tick_stays_when_the_day_is_shown_anew(opened: Opened, qtbot: QtBot) -> None:
    book(opened.lab, make_round(opened.lab), 1, first=soon())
    screen = opened.show("today")
    first = screen.findChildren(QCheckBox)[0]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    screen.refresh()
    opened.settle()
    again = next(box for box in screen.findChildren(QCheckBox) if box.isVisible())
    assert again is not first
    assert again.isChecked()


def test_that_ticks_are_kept_in_the_database_for_their_booking(opened: Opened, qtbot: QtBot) -> None:
    made = book(opened.lab, make_round(opened.lab), 1, first=soon())
    screen = opened.show("today")
    first = screen.findChildren(QCheckBox)[0]
    task = opened.lab.rounds.protocol_of(made.study).tasks[0].id
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    opened.settle()
    assert first.isVisible()
    assert opened.lab.scheduling.booking(made.bookings[0].id).restored == (task,)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.lab.scheduling.booking(made.bookings[0].id).restored == ()


def test_that_a_session_in_debrief_waits_in_a_list_and_a_running_one_stands_on_top(opened: Opened) -> None:
    made = book(opened.lab, make_round(opened.lab), 2, first=soon())
    hold(opened.lab, made, made.bookings[0], {})
    day = read_day(opened.lab, datetime.now(UTC).astimezone())
    assert day.under_way == ()
    assert day.next is not None
    assert day.next.code == "P02"


def test_that_without_bookings_the_way_to_book_is_offered(opened: Opened, qtbot: QtBot) -> None:
    make_round(opened.lab)
    screen = opened.show("today")
    card = screen.findChild(QWidget, "nothing_booked")
    assert card is not None
    qtbot.mouseClick(button(card, "Book a session"), Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.current_name == "schedule"


def test_that_recordings_past_their_term_are_listed_and_erased_on_the_participants_code(
    opened: Opened, qtbot: QtBot
) -> None:
    made = book(opened.lab, make_round(opened.lab), 1, first=soon() - timedelta(days=400))
    hold(opened.lab, made, made.bookings[0], {})
    screen = opened.show("today")
    card = screen.findChild(QWidget, "to_erase")
    assert card is not None
    assert "term ends on" in texts(card)
    erase = card.findChild(QPushButton, "erase_P01")
    assert erase is not None
    qtbot.mouseClick(erase, Qt.MouseButton.LeftButton)
    assert isinstance(screen, TodayScreen)
    dialog = screen._term.dialog
    assert dialog is not None
    assert not dialog.act.isEnabled()
    dialog.field.setText("p01")
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.lab.scheduling.booking(made.bookings[0].id).state is SessionState.WITHDRAWN
    assert all(not one.isVisible() for one in screen.findChildren(QWidget, "to_erase"))


def test_that_recordings_within_their_term_are_left_alone(opened: Opened) -> None:
    made = book(opened.lab, make_round(opened.lab), 1, first=soon() - timedelta(days=300))
    hold(opened.lab, made, made.bookings[0], {})
    assert read_day(opened.lab, datetime.now(UTC).astimezone()).to_erase == ()


def test_that_a_withdrawn_session_is_not_called_saved_and_closed(opened: Opened) -> None:
    made = book(opened.lab, make_round(opened.lab), 2, first=soon())
    hold(opened.lab, made, made.bookings[0], {})
    opened.lab.sessions.withdraw(made.bookings[0].id, "Anna")
    said = texts(opened.show("today"))
    assert "P01: withdrawn, recordings and words are erased" in said
    assert "saved and closed" not in said


def noon() -> datetime:
    """Twelve o'clock of this day, here."""
    return datetime.now(UTC).astimezone().replace(hour=12, minute=0, second=0, microsecond=0)


def test_that_a_late_session_stays_the_next_one_until_its_end_or_the_next_begins(opened: Opened) -> None:
    book(opened.lab, make_round(opened.lab), 2, first=noon())

    def at(minutes: int) -> tuple[str | None, bool, tuple[str, ...], tuple[str, ...]]:
        day = read_day(opened.lab, noon() + timedelta(minutes=minutes))
        missed, waiting = (tuple(one.code for one in found) for found in (day.missed, day.waiting))
        return day.next.code if day.next is not None else None, day.is_late, missed, waiting

    assert at(0) == ("P01", False, (), ("P02",))
    assert at(59) == ("P01", True, (), ("P02",))
    assert at(61) == ("P02", False, ("P01",), ())
    assert at(80) == ("P02", True, ("P01",), ())
    assert at(140) == (None, False, ("P01", "P02"), ())


def test_that_a_late_session_says_so_beside_its_button(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    book(opened.lab, make_round(opened.lab), 1, first=noon())
    late = noon() + timedelta(minutes=38)
    monkeypatch.setattr("ui.today.today_screen.read_day", lambda lab, _now: read_day(lab, late))
    screen = opened.show("today")
    card = screen.findChild(QWidget, "next_session")
    assert card is not None
    assert card.accessibleName() == "Late: P01, 12:00"
    assert "Late: P01, 12:00" in texts(card)
    assert button(card, "Check the devices and begin").isEnabled()


def test_that_an_expired_risk_is_told_with_its_owner_and_leads_to_the_finding(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab)
    service = opened.lab.findings
    draft = Finding(FindingId(""), made.study.id, 0, "The form forgets the address", owner="O. Sidorov")
    kept = service.create(made.study.id, draft)
    ended = datetime.now(UTC).date() - timedelta(days=5)
    decision = FindingDecision("accept", "M. Petrova", ended, "until the new form", ended)
    with opened.lab.store.writing(Changed("finding", (made.study.id,))) as db:
        accepted = kept.moved(Status.ACCEPTED_RISK, "M. Petrova", ended)
        judging.put_finding(db, replace(accepted, decision=decision))
    screen = opened.show("today")
    card = screen.findChild(QWidget, "expired_risks")
    assert card is not None
    assert "F-1 The form forgets the address" in texts(card)
    assert "owner: O. Sidorov" in texts(card)
    qtbot.mouseClick(button(card, "Open"), Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.current_name == "findings"
