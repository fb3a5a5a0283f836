"""The session: devices check, then the running session, then on to the debrief."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QHideEvent, QShowEvent

from lab.domain.ids import BookingId, SessionId, new_id
from lab.domain.session import PREPARED, RUNS, SessionState
from lab.i18n import gettext as _
from lab.live.messages import Host
from lab.services.session_view import Inventory, devices_here
from ui.alerts import Choice
from ui.desk import Desk
from ui.held.ended import Withdrawn, ended_page, withdrawn_page
from ui.held.ending_menu import EndingMenu
from ui.held.endings import Endings, ending_of
from ui.held.planned import SessionPlan
from ui.held.running import RunningSession
from ui.held.session_watch import SessionWatch
from ui.held.undo import Undo
from ui.keys.keymap import Keymap, keymap_of
from ui.keys.keys_help import KeysHelp
from ui.palette_entries import PaletteEntry
from ui.screen import Screen, Subject
from ui.session.beginning import Beginning, refuse
from ui.session.board import SessionBoard
from ui.session.chord_hold import ChordHold
from ui.session.devices_check import DevicesCheck
from ui.session.loading import Loaded, loaded, prepared
from ui.session.palette import session_entries
from ui.session.placing import OffRecordedScreen
from ui.session.proposing import last_used, window_on
from ui.session.session_head import SessionHead
from ui.session.task_cards import TaskCards
from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyState


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
        self.endings = Endings(desk, self)
        self._beginning = Beginning(desk, self.endings, self._prepare)
        self.ending_menu = EndingMenu(self.endings)
        self.action_row.addWidget(self.ending_menu)
        watch = SessionWatch(desk, lambda: self._shown, self)
        watch.withdrawn.connect(self._withdrawn)
        watch.gone.connect(self._gone)
        desk.bridge.message.connect(self._hear)
        desk.bridge.connected.connect(self._connection)
        desk.bridge.pictures.connect(self._pictures)
        desk.preferences.changed.connect(self._preferences_changed)

    # -- which session

    def open_subject(self, subject: Subject) -> None:
        """`booking`: prepare its session; `session`: one that is prepared; `annotation`: a tag of it to be coded."""
        if "session" in subject:
            self._want(str(subject["session"]))
            if "annotation" in subject and self.board is not None:
                self.board.choose_tag(str(subject["annotation"]))
        elif "booking" in subject:
            self._prepare(BookingId(str(subject["booking"])))

    def _prepare(self, booking: BookingId) -> None:
        work = partial(prepared, self.desk.lab, booking, last_used(self.desk.memory), window_on(self))
        failed = partial(refuse, self.desk, booking)
        self.desk.background.write(work).owned_by(self).on_done(self._want).on_error(failed).start()

    def _want(self, session: str) -> None:
        if self.session is None or self.session.id != session:
            self._let_go()
            self._wanted = session
            self.refresh()

    def load(self) -> Loaded | Withdrawn | None:
        """The wanted session, else the one under way."""
        return loaded(self.desk.lab, self._wanted)

    def concerns(self, change: Any) -> bool:
        """Only while no session is shown: a shown one is followed through the room."""
        return self.session is None and change is not None

    def show_loaded(self, found: Loaded | Withdrawn | None) -> None:
        """Follow the session that was loaded."""
        if isinstance(found, Withdrawn):
            self._let_go()
            self.title_label.setText(_("Session"))
            self.show_empty(withdrawn_page(self.desk, found.code))
        elif found is None:
            if self.session is None:
                self._show_none()
        elif self.session is None or self.session.id != found.plan.session_id:
            self._follow(found)

    def _show_none(self) -> None:
        self.title_label.setText(_("Session"))
        self.show_empty(_nothing_under_way(self.desk))

    @property
    def _shown(self) -> str:
        return self.session.id if self.session is not None else ""

    # -- following a session

    def _follow(self, found: Loaded) -> None:
        lands = not self.desk.room.dialled
        author = self.desk.preferences.person.name or found.plan.moderator
        session = RunningSession(found.plan, self.desk.room.client, author)
        self.session, self._folder, self._found = session, found.folder, found.found
        session.seed(found.record)
        session.take(self.desk.room.heard(session.id), self.desk.room.standing())
        session.state_changed.connect(self._state_changed)
        session.behind.connect(self._catch_up)
        session.refused.connect(self.desk.alerts.error)
        if session.state in PREPARED | RUNS:
            session.request(Host(id=new_id(), folder=str(found.folder)))
        if session.state in RUNS and lands:
            self.desk.alerts.info(
                _("{code} is under way. It went on without this window; nothing was lost.").format(code=found.plan.code)
            )
        self.title_label.setText(_title_of(found.plan))
        self._show_state()

    def _state_changed(self, state: SessionState) -> None:
        assert self.session is not None
        if state is SessionState.DEBRIEF and self._started_here and self.isVisible():
            self._started_here = False
            self.desk.navigator.go("debrief", session=self.session.id)
        self._show_state()

    def _show_state(self) -> None:
        session = self.session
        assert session is not None
        if session.state in PREPARED:
            self._show_check(session)
        elif session.state in RUNS:
            self._show_board(session)
        else:
            self._show_ended(session)
        self.ending_menu.show_for(ending_of(session))
        self._ask_for_stills()

    def _show_check(self, session: RunningSession) -> None:
        if self.check is not None:
            return
        assert self._found is not None
        chords = self.desk.preferences.person.chords
        self.check = DevicesCheck(session, self._found, self.desk.background, self.desk.lab.clap_tests, chords=chords)
        self.check.sources_changed.connect(session.rearm)
        OffRecordedScreen(self.check, session, self.desk.alerts)
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
        self.action_row.insertWidget(0, self.head)
        self.board = SessionBoard(session, self.head, self.desk.background, self._keymap, self.desk.room.company)
        self.board.help_requested.connect(self._help)
        self.board.room_wanted.connect(partial(self.desk.navigator.go, "second_room"))
        self.board.grid_wanted.connect(partial(self.desk.navigator.go, "live_grid", round=session.plan.round.id))
        self.cards = TaskCards(session, self.desk.alerts, self)
        self.cards.serve(self.board)
        self.board.choose_requested.connect(self._choose_device)
        self._undo = Undo(self.desk.alerts, session.plan, lambda: self.session)
        self.board.taken_back.connect(self._undo.offer_tag)
        self.board.voided.connect(self._undo.offer_attempt)
        self.body.addWidget(self.board, 1)
        self.show_body()
        self.board.setFocus()
        OffRecordedScreen(self.board, session, self.desk.alerts)
        ChordHold(self.board, self.desk.preferences, self.desk.alerts)

    def _show_ended(self, session: RunningSession) -> None:
        self._drop_check()
        self._drop_board()
        self.show_empty(ended_page(self.desk, session.id, session.plan.code, session.state))

    def _withdrawn(self) -> None:
        """Asked for elsewhere, or here: nothing of the person stays, not even in memory."""
        self._wanted = self._shown
        self._let_go()
        self.refresh(another=True)

    def _gone(self) -> None:
        """What was shown is a booking again."""
        self._wanted = None
        self._let_go()
        self.refresh(another=True)

    # -- what is asked of the session

    def _start(self) -> None:
        if self.session is not None and self.check is not None:
            self._beginning.ask(self.session, self.check.preflight, self)

    def _finish(self) -> None:
        finish = Choice(_("Finish"), self._finish_now)
        self.desk.alerts.ask(
            _("Finish the session? The recording ends; answers, tags and judgements can follow."), finish
        )

    def _finish_now(self) -> None:
        """A task that still runs ends with the session."""
        if self.session is not None:
            self.session.move(SessionState.DEBRIEF)

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
        chords = self.desk.preferences.person.chords
        KeysHelp(self, self._keymap(), lambda: self.desk.navigator.go("settings"), chords=chords).open()

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
            self.desk.room.client.want_stills(on=self.isVisible() and self.session.state in PREPARED | RUNS)

    # -- palette, end

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """The running session's actions, its tasks, and every criterion as a tag."""
        entries = session_entries(self.board, self._finish, self._help) if self.board is not None else ()
        return (*entries, *self.ending_menu.palette_entries())

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
        self.ending_menu.show_for(None)
        self.session = None
        self._started_here = False

    def _drop_check(self) -> None:
        if self.check is not None:
            self.check.dispose()
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


def _title_of(plan: SessionPlan) -> str:
    words = _("{code} · {service}, release {release} · round {round}").format(
        code=plan.code, service=plan.service, release=plan.release, round=plan.round.number
    )
    return words + (" · " + _("pilot, not counted") if plan.pilot else "")


def _nothing_under_way(desk: Desk) -> EmptyState:
    today = Button(_("To today’s sessions"), lambda: desk.navigator.go("today"), kind="primary")
    explanation = _("A session begins from Today or from the schedule: devices are checked, then tasks are timed here.")
    return EmptyState("video-camera", _("No session is under way"), explanation, today)
