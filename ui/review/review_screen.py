"""The review of one session: see what was seen, exactly; add, change and take back tags; set tasks right."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from PySide6.QtGui import QHideEvent, QKeyEvent

from lab.domain.events import AttemptOutcome
from lab.domain.ids import SessionId
from lab.domain.record import SessionRecord
from lab.i18n import gettext as _
from lab.services.session_view import SessionPlan, plan_in, recording_in
from recordings.playback import Recording
from ui.alerts import Choice
from ui.desk import Desk
from ui.review.review_desk import ReviewDesk
from ui.review.timeline import LEAP_US
from ui.screen import Screen, Subject
from ui.session.amended import AmendedSession
from ui.session.followed import Followed
from ui.session.key_filter import KeyFilter
from ui.session.keymap import TAGS, Act, Keymap, keymap_of
from ui.session.keys_help import KeysHelp
from ui.session.pad import pad_for
from ui.session.verbs import TagContent, Verbs
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.empty import EmptyState

BUCKETS = 1200
_OUTCOMES: dict[Act, AttemptOutcome] = {
    Act.SUCCESS: "success",
    Act.ASSISTED: "assisted",
    Act.FAILED: "failed",
    Act.GAVE_UP: "gave_up",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """One session, its recording, and all that can be reviewed (id, words)."""

    plan: SessionPlan
    folder: Path
    record: SessionRecord
    recording: Recording | None
    sessions: tuple[tuple[str, str], ...]


class ReviewScreen(Screen):
    """Shows the session that was asked for, else the last one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "review", _("Review"))
        self._wanted: str | None = None
        self._tag: str | None = None
        self._moment: int | None = None
        self._shown: str | None = None
        self._verbs: Verbs | None = None
        self.review: ReviewDesk | None = None
        self._followed = Followed(desk, self)
        self._followed.record_changed.connect(self._show_record)
        self.chooser = ChoiceBox()
        self.chooser.setObjectName("choose_session")
        self.chooser.setAccessibleName(_("Session"))
        self.chooser.setMinimumContentsLength(20)
        self.chooser.activated.connect(self._on_chosen)
        self.action_row.addWidget(self.chooser)
        self._keys = KeyFilter(self, self._keymap, self._on_key)
        self._keys.listen()

    # -- which session

    def open_subject(self, subject: Subject) -> None:
        """`session`; `annotation`: the tag to look at, or `at_us`: the moment."""
        self._tag = str(subject["annotation"]) if "annotation" in subject else None
        self._moment = int(subject["at_us"]) if "at_us" in subject else None
        wanted = str(subject.get("session", self._shown or ""))
        if wanted and wanted != self._shown:
            self._leave()
            self._wanted = wanted
            self.refresh()
        else:
            self._look()

    def load(self) -> Loaded | None:
        """The wanted session, else the last one that was held."""
        lab = self.desk.lab
        held = [
            (booking, study)
            for study in lab.rounds.rounds()
            for booking in lab.sessions.sessions_of(study.id, pilots=True)
        ]
        if not held:
            return None
        held.sort(key=lambda one: one[0].starts, reverse=True)
        names = []
        for booking, study in held:
            code = lab.planning.participant(booking.participant_id).code
            names.append(
                (str(booking.session_id), f"{code} · {study.name} · {booking.starts.astimezone():%d.%m %H:%M}")
            )
        wanted = SessionId(self._wanted or self._shown or names[0][0])
        folder = lab.sessions.folder_of(wanted)
        recording = recording_in(folder) if wanted != self._shown else None
        return Loaded(plan_in(folder), folder, lab.sessions.record_of(wanted), recording, tuple(names))

    def concerns(self, change: Any) -> bool:
        """While nothing is shown; a shown session is followed by its own events."""
        return change is not None and self._shown is None

    def show_loaded(self, loaded: Loaded | None) -> None:
        """Show the session."""
        if loaded is None:
            self._show_none()
            return
        if loaded.plan.session_id == self._shown:
            return
        self._leave()
        self._shown = loaded.plan.session_id
        session = self._followed.follow(loaded.plan, loaded.folder, loaded.record)
        self._verbs = Verbs(session)
        self._build(loaded, amending=isinstance(session, AmendedSession))
        self._show_record()
        self.show_body()
        self._look()

    def _show_none(self) -> None:
        self.chooser.hide()
        today = Button(_("To today’s sessions"), lambda: self.desk.navigator.go("today"), kind="primary")
        explanation = _("After a session its recording is seen again here, with every tag at its own picture.")
        self.show_empty(EmptyState("film-strip", _("Nothing was recorded yet"), explanation, today))

    def _build(self, loaded: Loaded, *, amending: bool) -> None:
        plan = loaded.plan
        self.title_label.setText(_("Review of {code}").format(code=plan.code))
        words = _("{service}, release {release} · round {round}")
        self.set_subtitle(words.format(service=plan.service, release=plan.release, round=plan.round.number))
        self.chooser.show()
        self.chooser.clear()
        for session, name in loaded.sessions:
            self.chooser.addItem(name, session)
        self.chooser.setCurrentIndex(self.chooser.findData(plan.session_id))
        self.review = ReviewDesk(plan, loaded.recording, self._keymap(), amending=amending)
        self._connect(self.review)
        self.body.addWidget(self.review, 1)
        self._read_sound(loaded.recording)

    def _connect(self, review: ReviewDesk) -> None:
        review.timeline.moment_chosen.connect(review.go_to)
        review.timeline.tag_chosen.connect(review.choose_tag)
        review.list.currentRowChanged.connect(self._row_chosen)
        review.list.itemClicked.connect(lambda _item: self._row_chosen())
        review.editor.edited.connect(self._edit)
        review.editor.retract_requested.connect(self._retract)
        review.pad.pressed.connect(lambda button: self._put(TagContent(button)))
        review.attempts.go_to.connect(review.go_to)
        review.attempts.start_here.connect(self._start_here)
        review.attempts.end_here.connect(self._end_here)
        review.attempts.void_requested.connect(self._void)
        review.attempts.outcome_said.connect(self._outcome)
        review.transport.toggled.connect(self._toggle)
        review.transport.stepped.connect(self._step)
        review.transport.leapt.connect(self._leap)
        review.transport.rate_chosen.connect(self._rate)
        review.reason.textChanged.connect(self._reason)
        if review.player is not None:
            review.player.failed.connect(self._failed)

    def _read_sound(self, recording: Recording | None) -> None:
        track = recording.sound_track if recording is not None else None
        review = self.review
        if track is None or review is None:
            return

        def loudness() -> list[float]:
            return [float(loud) for loud in track.waveform(BUCKETS)]

        self.desk.background.read(loudness).owned_by(review).on_done(review.timeline.show_waveform).start()

    # -- showing

    def _show_record(self) -> None:
        if self.review is not None and self._followed.session is not None:
            self.review.show_record(self._followed.session.record)

    def _look(self) -> None:
        """Show the tag or the moment that was asked for."""
        if self.review is None:
            return
        if self._tag is not None:
            self.review.choose_tag(self._tag)
        elif self._moment is not None:
            self.review.go_to(self._moment)
        elif self.review.position_us == 0:
            self.review.go_to(0)
        self._tag = self._moment = None

    def _on_chosen(self) -> None:
        self.open_subject({"session": str(self.chooser.currentData())})

    def _row_chosen(self) -> None:
        chosen = self.review.list.chosen if self.review is not None else None
        if self.review is not None and chosen is not None:
            self.review.editor.write_now()
            self.review.choose_tag(chosen)

    # -- changing

    def _put(self, content: TagContent) -> None:
        if self.review is not None and self._verbs is not None:
            tag = self._verbs.tag_afterwards(self.review.position_us, content)
            self.review.list.choose(tag)
            self.review.timeline.show_chosen(tag)
            self._show_record()

    def _edit(self, tag: str, fields: dict[str, Any]) -> None:
        if self._verbs is not None:
            self._verbs.edit(tag, **fields)

    def _retract(self, tag: str) -> None:
        session = self._followed.session
        if self._verbs is None or session is None:
            return
        found = session.record.annotations_by_id[tag]
        self._verbs.retract(session.now(), tag)
        again = TagContent(None, found.criterion, found.severity, found.note)
        undo = Choice(_("Put it back"), lambda: self._put_at(found.anchor_us, again))
        self.desk.alerts.info(_("Taken back."), undo, key="taken_back")

    def _put_at(self, moment_us: int, content: TagContent) -> None:
        if self._verbs is not None:
            self._verbs.tag_afterwards(moment_us, content)

    def _start_here(self, attempt: str) -> None:
        if self._verbs is not None and self.review is not None:
            self._verbs.correct(attempt, start_us=self.review.position_us)

    def _end_here(self, attempt: str) -> None:
        if self._verbs is not None and self.review is not None:
            self._verbs.correct(attempt, end_us=self.review.position_us)

    def _void(self, attempt: str) -> None:
        if self._verbs is not None and self._followed.session is not None:
            self._verbs.void(attempt)

    def _outcome(self, attempt: str, outcome: str) -> None:
        if self._verbs is not None:
            self._verbs.judge(attempt, cast("AttemptOutcome", outcome))

    def _reason(self, text: str) -> None:
        if isinstance(self._followed.session, AmendedSession):
            self._followed.session.reason = text

    # -- playing

    def _toggle(self) -> None:
        if self.review is not None and self.review.player is not None:
            self.review.player.toggle()

    def _step(self, pictures: int) -> None:
        if self.review is not None and self.review.player is not None:
            self.review.player.step(pictures)

    def _leap(self, direction: int) -> None:
        review = self.review
        if review is None:
            return
        moment = review.position_us + direction * LEAP_US
        if review.player is not None:
            review.player.seek(moment)
        else:
            review.go_to(moment)

    def _rate(self, rate: float) -> None:
        if self.review is not None and self.review.player is not None:
            self.review.player.set_rate(rate)

    def _failed(self, error: Exception) -> None:
        words = _("The recording cannot be read further: {error}. Tags and tasks are not affected.")
        self.desk.alerts.error(words.format(error=error), key="review_failed")

    # -- keys

    def _keymap(self) -> Keymap:
        person = self.desk.preferences.person
        return keymap_of(person.keys, on=person.single_keys)

    def _on_key(self, act: Act, _event: QKeyEvent) -> None:
        review = self.review
        if review is None or self._followed.session is None:
            return
        attempt = review.attempt_here()
        if act in TAGS:
            protocol = self._followed.session.plan.protocol
            task = protocol.task(attempt.task) if attempt is not None else None
            button = pad_for(protocol, task).button(TAGS.index(act) + 1)
            if button is not None:
                self._put(TagContent(button))
        elif act in _OUTCOMES and attempt is not None:
            self._outcome(attempt.id, _OUTCOMES[act])
        elif act is Act.TAKE_BACK and review.list.chosen is not None:
            self._retract(review.list.chosen)
        elif act is Act.PLAY:
            self._toggle()
        elif act in (Act.REWIND, Act.FORWARD):
            self._leap(-1 if act is Act.REWIND else 1)
        elif act is Act.HELP:
            KeysHelp(self, self._keymap(), lambda: self.desk.navigator.go("settings")).open()

    # -- leaving

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: it stands still."""
        super().hideEvent(event)
        if self.review is not None and self.review.player is not None:
            self.review.player.pause()

    def dispose(self) -> None:
        """Give back the recording and the keys."""
        self._keys.rest()
        self._leave()

    def _leave(self) -> None:
        if self.review is not None:
            self.review.editor.write_now()
        self._followed.let_go()
        self._verbs = None
        self._shown = None
        if self.review is not None:
            self.review.close_recording()
            self.body.removeWidget(self.review)
            self.review.hide()
            self.review.deleteLater()
            self.review = None
