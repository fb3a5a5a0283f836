"""The session: devices check, then the running session, then on to the debrief."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QHideEvent, QShowEvent

from lab.domain.booking import Booking
from lab.domain.ids import BookingId, SessionId, new_id
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState
from lab.i18n import gettext as _
from lab.i18n import language
from lab.live.messages import Host, Rearm
from lab.services.session_view import Inventory, devices_here, plan_in
from ui.alerts import Choice
from ui.desk import Desk
from ui.palette_entries import PaletteEntry
from ui.screen import Screen, Subject
from ui.session.board import SessionBoard
from ui.session.devices_check import DevicesCheck
from ui.session.keymap import Keymap, keymap_of
from ui.session.keys_help import KeysHelp
from ui.session.palette import session_entries
from ui.session.placing import keep_off_recorded_screen
from ui.session.planned import SessionPlan, SourcePlan
from ui.session.running import RunningSession
from ui.session.session_head import SessionHead
from ui.session.sources import proposed
from ui.session.task_cards import TaskCards
from ui.session.undo import Undo
from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyState

RUNS = frozenset({SessionState.RUNNING, SessionState.PAUSED})
BEFORE = frozenset({SessionState.PLANNED, SessionState.READY})


@dataclass(frozen=True, slots=True)
class Loaded:
    """One session as the laboratory has it."""

    plan: SessionPlan
    folder: Path
    record: SessionRecord
    found: Inventory


class SessionScreen(Screen):
    """Shows the session that was asked for, or else the one that is under way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "session", _("Session"))
        self.title_label.setProperty("role", "heading")
        self._wanted: str | None = None
        self.session: RunningSession | None = None
        self.head: SessionHead | None = None
        self.board: SessionBoard | None = None
        self.check: DevicesCheck | None = None
        self._folder: Path | None = None
        self._found: Inventory | None = None
        self.cards: TaskCards | None = None
        self._started_here = False
        desk.bridge.message.connect(self._hear)
        desk.bridge.connected.connect(self._connection)
        desk.bridge.pictures.connect(self._pictures)
        desk.preferences.changed.connect(self._preferences_changed)

    # -- which session

    def open_subject(self, subject: Subject) -> None:
        """`booking`: prepare its session; `session`: one that is prepared."""
        if "session" in subject:
            self._want(str(subject["session"]))
        elif "booking" in subject:
            self._prepare(str(subject["booking"]))

    def _prepare(self, booking: str) -> None:
        lab = self.desk.lab

        def prepare() -> str:
            planned: Booking = lab.scheduling.booking(BookingId(booking))
            if planned.session_id is not None and planned.state is not SessionState.PLANNED:
                return planned.session_id
            sources = proposed(planned.setup.value, devices_here())
            return lab.sessions.prepare(BookingId(booking), sources, language()).session_id

        self.desk.background.write(prepare).owned_by(self).on_done(self._want).start()

    def _want(self, session: str) -> None:
        if self.session is None or self.session.id != session:
            self._let_go()
            self._wanted = session
            self.refresh()

    def load(self) -> Loaded | None:
        """The wanted session, else the one under way."""
        sessions = self.desk.lab.sessions
        wanted = self._wanted
        if wanted is None:
            under_way = [one for one in sessions.open_sessions() if one.state in RUNS | {SessionState.READY}]
            if not under_way or under_way[0].session_id is None:
                return None
            wanted = under_way[0].session_id
        folder = sessions.folder_of(SessionId(wanted))
        return Loaded(plan_in(folder), folder, sessions.record_of(SessionId(wanted)), devices_here())

    def concerns(self, change: Any) -> bool:
        """Only while no session is shown: a shown one is followed through the room."""
        return self.session is None and change is not None

    def show_loaded(self, loaded: Loaded | None) -> None:
        """Follow the session that was loaded."""
        if loaded is None:
            if self.session is None:
                self._show_none()
            return
        if self.session is not None and self.session.id == loaded.plan.session_id:
            return
        self._follow(loaded)

    def _show_none(self) -> None:
        today = Button(_("To today’s sessions"), lambda: self.desk.navigator.go("today"), kind="primary")
        explanation = _(
            "A session begins from Today or from the schedule: devices are checked, then tasks are timed here."
        )
        self.show_empty(EmptyState("video-camera", _("No session is under way"), explanation, today))

    # -- following a session

    def _follow(self, loaded: Loaded) -> None:
        author = self.desk.preferences.person.name or loaded.plan.moderator
        session = RunningSession(loaded.plan, self.desk.room.client, author)
        self.session, self._folder, self._found = session, loaded.folder, loaded.found
        session.seed(loaded.record)
        session.take(self.desk.room.heard(session.id))
        session.state_changed.connect(self._state_changed)
        session.behind.connect(self._catch_up)
        session.refused.connect(self.desk.alerts.error)
        if session.state in BEFORE | RUNS:
            session.request(Host(id=new_id(), folder=str(loaded.folder)))
        if session.state in RUNS:
            self.desk.alerts.info(
                _("{code} is under way. It went on without this window; nothing was lost.").format(
                    code=loaded.plan.code
                )
            )
        self._title(loaded.plan)
        self._show_state()

    def _title(self, plan: SessionPlan) -> None:
        words = _("{code} · {service}, release {release} · round {round}").format(
            code=plan.code, service=plan.service, release=plan.release, round=plan.round.number
        )
        self.title_label.setText(words + (" · " + _("pilot, not counted") if plan.pilot else ""))

    def _state_changed(self, state: SessionState) -> None:
        assert self.session is not None
        if state not in BEFORE | RUNS and self._started_here and self.isVisible():
            self._started_here = False
            self.desk.navigator.go("debrief", session=self.session.id)
        self._show_state()

    def _show_state(self) -> None:
        session = self.session
        assert session is not None
        if session.state in BEFORE:
            self._show_check(session)
        elif session.state in RUNS:
            self._show_board(session)
        else:
            self._show_ended(session)
        self._ask_for_stills()

    def _show_check(self, session: RunningSession) -> None:
        if self.check is not None:
            return
        assert self._found is not None
        self.check = DevicesCheck(session, self._found, self.desk.background)
        self.check.sources_changed.connect(self._rearm)
        self.check.rescan_requested.connect(self._rescan)
        self.check.start_requested.connect(self._start)
        self.body.addWidget(self.check, 1)
        self.show_body()

    def _show_board(self, session: RunningSession) -> None:
        self._started_here = True
        if self.board is not None:
            return
        self._drop_check()
        self.head = SessionHead()
        self.head.finish_requested.connect(self._finish)
        self.action_row.addWidget(self.head)
        self.board = SessionBoard(session, self.head, self.desk.background, self._keymap)
        self.board.help_requested.connect(self._help)
        self.cards = TaskCards(session.plan, self.desk.alerts, self)
        self.board.card_requested.connect(self.cards.show)
        self.board.print_requested.connect(self.cards.print)
        self.board.choose_requested.connect(self._choose_device)
        self._undo = Undo(self.desk.alerts, session.plan, lambda: self.session)
        self.board.taken_back.connect(self._undo.offer_tag)
        self.board.voided.connect(self._undo.offer_attempt)
        self.body.addWidget(self.board, 1)
        self.show_body()
        self.board.setFocus()
        if session.plan.setup == "two_screens":
            keep_off_recorded_screen(self.window(), session.plan.sources)

    def _show_ended(self, session: RunningSession) -> None:
        self._drop_check()
        self._drop_board()
        words = _("The session of {code} has ended").format(code=session.plan.code)
        go = Button(_("To the debrief"), lambda: self.desk.navigator.go("debrief", session=session.id), kind="primary")
        review = Button(_("Look at the recording"), lambda: self.desk.navigator.go("review", session=session.id))
        explanation = _("Judge its criteria while you remember; the debrief may also wait until the day’s end.")
        self.show_empty(EmptyState("check-circle", words, explanation, go, review))

    # -- what is asked of the session

    def _start(self) -> None:
        if self.session is not None:
            self.session.move(SessionState.RUNNING)

    def _finish(self) -> None:
        finish = Choice(_("Finish"), self._finish_now)
        self.desk.alerts.ask(
            _("Finish the session? The recording ends; answers, tags and judgements can follow."), finish
        )

    def _finish_now(self) -> None:
        if self.board is not None and self.session is not None:
            self.board.verbs.end(self.session.now(), None)
            self.session.move(SessionState.DEBRIEF)

    def _rearm(self, sources: tuple[SourcePlan, ...]) -> None:
        if self.session is not None:
            self.session.request(Rearm(id=new_id(), session=self.session.id, sources=sources))

    def _rescan(self) -> None:
        def show(found: Inventory) -> None:
            self._found = found
            if self.check is not None:
                self.check.show_inventory(found)

        self.desk.background.read(lambda: devices_here(rescan=True)).owned_by(self).on_done(show).start()

    def _choose_device(self, source: str) -> None:
        from ui.session.choose_device import ask_for_device

        if self.session is not None:
            ask = partial(ask_for_device, self.session, source, self.desk.alerts)
            self.desk.background.read(lambda: devices_here(rescan=True)).owned_by(self.session).on_done(ask).start()

    def _catch_up(self) -> None:
        session = self.session
        if session is not None:
            read = lambda: self.desk.lab.sessions.record_of(SessionId(session.id))  # noqa: E731 - for the writes' queue
            self.desk.background.write(read).owned_by(session).on_done(session.seed).start()

    # -- keys, cards

    def _keymap(self) -> Keymap:
        person = self.desk.preferences.person
        return keymap_of(person.keys, on=person.single_keys)

    def _preferences_changed(self) -> None:
        if self.board is not None:
            self.board.show_record()

    def _help(self) -> None:
        KeysHelp(self, self._keymap(), lambda: self.desk.navigator.go("settings")).open()

    # -- the room

    def _hear(self, message: Any) -> None:
        if self.session is not None:
            self.session.hear(message)

    def _connection(self, connected: bool) -> None:
        if self.session is not None:
            self.session.connection(connected)

    def _pictures(self, pictures: Any) -> None:
        for shown in (self.check, self.board):
            if shown is not None:
                shown.show_pictures(pictures)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the live picture."""
        super().showEvent(event)
        self._ask_for_stills()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._ask_for_stills()

    def _ask_for_stills(self) -> None:
        if self.session is not None and self.desk.room.dialled:
            self.desk.room.client.want_stills(on=self.isVisible() and self.session.state in BEFORE | RUNS)

    # -- palette, end

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """The running session's actions, its tasks, and every criterion as a tag."""
        return session_entries(self.board, self._finish, self._help) if self.board is not None else ()

    def dispose(self) -> None:
        """Let go of the keys, the card and the picture."""
        self._let_go()

    def _let_go(self) -> None:
        if self.session is not None and self.desk.room.dialled:
            self.desk.room.client.want_stills(on=False)
        if self.cards is not None:
            self.cards.close()
            self.cards = None
        self._drop_check()
        self._drop_board()
        self.session = None
        self._started_here = False

    def _drop_check(self) -> None:
        if self.check is not None:
            self.body.removeWidget(self.check)
            self.check.hide()
            self.check.deleteLater()
            self.check = None

    def _drop_board(self) -> None:
        if self.board is not None and self.head is not None:
            self.board.dispose()
            for widget in (self.board, self.head):
                widget.hide()
                widget.deleteLater()
            self.body.removeWidget(self.board)
            self.action_row.removeWidget(self.head)
            self.board = self.head = None
