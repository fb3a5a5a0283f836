"""The review of one session: see what was seen, exactly; add, change and take back tags; set tasks right."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QHideEvent, QKeyEvent

from lab.domain.events import AttemptOutcome
from lab.domain.ids import SessionId
from lab.domain.record import SessionRecord
from lab.i18n import gettext as _
from lab.services.session_view import SessionPlan, loudness_of, plan_in, reading_trouble, recording_in
from lab.wording import sentence
from recordings.playback import Recording
from ui.desk import Desk
from ui.review.corrections import Corrections
from ui.review.left_players import LeftPlayers
from ui.review.review_desk import ReviewDesk
from ui.review.timeline import LEAP_US
from ui.screen import Screen, Subject
from ui.session.amended import AmendedSession
from ui.session.followed import Followed
from ui.session.key_filter import KeyFilter
from ui.session.keymap import TAGS, Act, Keymap, keymap_of
from ui.session.keys_help import KeysHelp
from ui.session.verbs import TagContent
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
        self.review: ReviewDesk | None = None
        self._corrections: Corrections | None = None
        self._left = LeftPlayers()
        self._followed = Followed(desk, self)
        self._followed.record_changed.connect(self._show_record)
        self._followed.state_changed.connect(self._show_amending)
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
        self._followed.follow(loaded.plan, loaded.folder, loaded.record)
        self._build(loaded)
        self._show_amending()
        self._show_record()
        self.show_body()
        self._look()

    def _show_none(self) -> None:
        self.chooser.hide()
        today = Button(_("To today’s sessions"), lambda: self.desk.navigator.go("today"), kind="primary")
        explanation = _("After a session its recording is seen again here, with every tag at its own picture.")
        self.show_empty(EmptyState("film-strip", _("Nothing was recorded yet"), explanation, today))

    def _build(self, loaded: Loaded) -> None:
        plan = loaded.plan
        self.title_label.setText(_("Review of {code}").format(code=plan.code))
        words = _("{service}, release {release} · round {round}")
        self.set_subtitle(words.format(service=plan.service, release=plan.release, round=plan.round.number))
        self.chooser.show()
        self.chooser.clear()
        for session, name in loaded.sessions:
            self.chooser.addItem(name, session)
        self.chooser.setCurrentIndex(self.chooser.findData(plan.session_id))
        self.review = ReviewDesk(plan, loaded.recording, self._keymap())
        self._corrections = Corrections(self.review, self._followed, self.desk.alerts)
        self._connect(self.review)
        self.body.addWidget(self.review, 1)
        self._read_sound(loaded.recording)

    def _connect(self, review: ReviewDesk) -> None:
        review.timeline.moment_chosen.connect(review.go_to)
        review.timeline.tag_chosen.connect(review.choose_tag)
        review.list.currentRowChanged.connect(self._row_chosen)
        review.list.itemClicked.connect(lambda _item: self._row_chosen())
        review.attempts.go_to.connect(review.go_to)
        review.transport.toggled.connect(self._toggle)
        review.transport.stepped.connect(self._step)
        review.transport.leapt.connect(self._leap)
        review.transport.rate_chosen.connect(self._rate)
        review.reason.textChanged.connect(self._show_amending)
        if review.player is not None:
            review.player.failed.connect(self._failed)

    def _read_sound(self, recording: Recording | None) -> None:
        review = self.review
        if recording is None or review is None or (player := review.player) is None:
            return
        read = self.desk.background.read(lambda: loudness_of(recording, BUCKETS, lambda: player.ended))
        read.owned_by(review).on_done(review.timeline.show_waveform).start()

    # -- showing

    def _show_record(self) -> None:
        if self.review is not None and self._corrections is not None and self._followed.session is not None:
            self.review.show_record(self._followed.session.record)
            self._corrections.coding.show()

    def _show_amending(self) -> None:
        """A closed session is amended, with the reason that stands in the field."""
        session = self._followed.session
        if self.review is not None:
            self.review.show_amending(amending=isinstance(session, AmendedSession))
            if isinstance(session, AmendedSession):
                session.reason = self.review.reason.text()

    def _look(self) -> None:
        """Show the tag or the moment that was asked for; a tag with a moment is played from there."""
        review, tag, moment = self.review, self._tag, self._moment
        if review is None:
            return
        self._tag = self._moment = None
        if tag is not None and moment is not None:
            review.play_tag(tag, from_us=moment)
        elif tag is not None:
            review.choose_tag(tag)
        elif moment is not None:
            review.go_to(moment)
        elif review.position_us == 0:
            review.go_to(0)

    def _on_chosen(self) -> None:
        self.open_subject({"session": str(self.chooser.currentData())})

    def _row_chosen(self) -> None:
        chosen = self.review.list.chosen if self.review is not None else None
        if self.review is not None and chosen is not None:
            self.review.editor.write_now()
            self.review.choose_tag(chosen)

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
        trouble = reading_trouble(error)
        if trouble is None:
            raise error
        words = _("The recording cannot be read further: {error} Tags and tasks are not affected.")
        self.desk.alerts.error(words.format(error=sentence(trouble)), key="review_failed")

    # -- keys

    def _keymap(self) -> Keymap:
        person = self.desk.preferences.person
        return keymap_of(person.keys, on=person.single_keys)

    def _on_key(self, act: Act, _event: QKeyEvent) -> None:
        review = self.review
        if review is None or self._corrections is None or self._followed.session is None:
            return
        corrections, attempt, chosen = self._corrections, review.attempt_here(), review.list.chosen
        if act in TAGS:
            button = review.pad.button(TAGS.index(act) + 1)
            if button is not None:
                corrections.coding.put(review.position_us, TagContent(button))
        elif act in _OUTCOMES and attempt is not None:
            corrections.say_outcome(attempt.id, _OUTCOMES[act])
        elif act is Act.TAKE_BACK and chosen is not None:
            corrections.retract(chosen)
        elif act is Act.PLAY_TAG and chosen is not None:
            review.play_tag(chosen)
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
        """Give back the recording and the keys; now the threads are waited for: nobody else would."""
        self._keys.rest()
        self._leave()
        self._left.wait()

    def _leave(self) -> None:
        if self.review is not None:
            self.review.editor.write_now()
        self._followed.let_go()
        self._shown = None
        self._corrections = None
        if self.review is not None:
            if self.review.player is not None:
                self._left.take(self.review.player)
            self.body.removeWidget(self.review)
            self.review.hide()
            self.review.deleteLater()
            self.review = None
