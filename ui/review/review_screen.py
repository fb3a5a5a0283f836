"""The review of one session: see what was seen, exactly; add, change and take back tags; set tasks right."""

from typing import Any

from PySide6.QtGui import QHideEvent, QKeyEvent

from lab.domain.ids import SessionId
from lab.i18n import gettext as _
from lab.services.session_view import reading_trouble
from lab.wording import sentence
from lab.wording.preflight import override_words
from ui import theme
from ui.desk import Desk
from ui.held.amended import AmendedSession
from ui.held.ended import erasing_page, withdrawn_page
from ui.held.ending_menu import EndingMenu
from ui.held.endings import Endings, ending_of
from ui.held.followed import Followed
from ui.held.session_watch import SessionWatch
from ui.held.verbs import TagContent
from ui.keys.key_filter import KeyFilter
from ui.keys.keymap import OUTCOMES, TAGS, Act, Keymap, keymap_of
from ui.keys.keys_help import KeysHelp
from ui.palette_entries import PaletteEntry
from ui.review.corrections import Corrections
from ui.review.left_players import LeftPlayers
from ui.review.loading import Erased, Loaded, Named, loaded
from ui.review.mp4_button import Mp4Button
from ui.review.overview import Overview
from ui.review.review_desk import ReviewDesk
from ui.review.timeline import LEAP_US
from ui.screen import Screen, Subject
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.empty import EmptyState

_OF_A_TAG = frozenset({Act.TAKE_BACK, Act.END_TAG, Act.PLAY_TAG})


class ReviewScreen(Screen):
    """Shows the session that was asked for, else the last one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "review", _("Review"))
        self._wanted: str | None = None
        self._tag: str | None = None
        self._moment: int | None = None
        self._shown: str | None = None
        self._erasing = ""
        self.review: ReviewDesk | None = None
        self._corrections: Corrections | None = None
        self._left = LeftPlayers()
        self._followed = Followed(desk, self)
        self._followed.record_changed.connect(self._show_record)
        self._followed.state_changed.connect(self._show_amending)
        self._followed.reason_missing.connect(self._ask_why)
        self.chooser = ChoiceBox()
        self.chooser.setObjectName("choose_session")
        self.chooser.setAccessibleName(_("Session"))
        self.chooser.setMinimumContentsLength(round(32 / theme.text_scale() ** 2))
        self.chooser.activated.connect(self._on_chosen)
        self.action_row.addWidget(self.chooser)
        self.mp4 = Mp4Button(desk)
        self.action_row.addWidget(self.mp4)
        self.endings = Endings(desk, self)
        self.ending_menu = EndingMenu(self.endings)
        self.action_row.addWidget(self.ending_menu)
        watch = SessionWatch(desk, lambda: self._shown or "", self)
        watch.erasing.connect(self._erase)
        watch.withdrawn.connect(self._erase)
        self._keys = KeyFilter(self, self._keymap, self._on_key)
        self._keys.listen()

    # -- which session

    def open_subject(self, subject: Subject) -> None:
        """`session`; `annotation`: the tag to look at, or `at_us`: the moment."""
        self._tag = str(subject["annotation"]) if "annotation" in subject else None
        self._moment = int(subject["at_us"]) if "at_us" in subject else None
        wanted = str(subject.get("session", self._shown or ""))
        self._erasing = ""
        if wanted and wanted != self._shown:
            self._leave()
            self._wanted = wanted
            self.refresh()
        else:
            self._look()

    def load(self) -> Loaded | Erased | None:
        """The wanted session, else the last one that was held."""
        return loaded(self.desk.lab, self._wanted or "", self._shown or "", self._erasing)

    def concerns(self, change: Any) -> bool:
        """While nothing is shown; a shown session is followed by its own events."""
        return change is not None and self._shown is None

    def show_loaded(self, found: Loaded | Erased | None) -> None:
        """Show the session."""
        if found is None:
            self._show_none()
        elif isinstance(found, Erased):
            self._show_erased(found)
        elif found.plan.session_id != self._shown:
            self._show_session(found)

    def _show_session(self, found: Loaded) -> None:
        self._leave()
        self._shown = found.plan.session_id
        self._followed.follow(found.plan, found.folder, found.record)
        self._build(found)
        self._show_amending()
        self._show_record()
        self.show_body()
        self._look()

    def _show_erased(self, found: Erased) -> None:
        self._leave()
        self.title_label.setText(_("Review of {code}").format(code=found.code))
        self.set_subtitle("")
        self._offer(found.sessions, "")
        self.show_empty(withdrawn_page(self.desk, found.code) if found.done else erasing_page(found.code))

    def _erase(self) -> None:
        """Its files are about to go, or are gone: nothing of it is held open or shown any more."""
        self._wanted = self._erasing = self._shown or ""
        self._leave()
        self.refresh(another=True)

    def _offer(self, sessions: tuple[Named, ...], shown: str) -> None:
        self.chooser.setVisible(bool(sessions))
        self.chooser.clear()
        for session, name in sessions:
            self.chooser.addItem(name, session)
        self.chooser.setCurrentIndex(self.chooser.findData(shown))

    def _show_none(self) -> None:
        self.chooser.hide()
        today = Button(_("To today’s sessions"), lambda: self.desk.navigator.go("today"), kind="primary")
        explanation = _("After a session its recording is seen again here, with every tag at its own picture.")
        self.show_empty(EmptyState("film-strip", _("Nothing was recorded yet"), explanation, today))

    def _build(self, found: Loaded) -> None:
        plan = found.plan
        self.title_label.setText(_("Review of {code}").format(code=plan.code))
        words = _("{service}, release {release} · round {round}")
        words = words.format(service=plan.service, release=plan.release, round=plan.round.number)
        override = found.record.override
        self.set_subtitle(words + (f" · {override_words(override, reason=False)}" if override is not None else ""))
        self._offer(found.sessions, plan.session_id)
        self.review = ReviewDesk(plan, found.recording, self._keymap())
        self._corrections = Corrections(self.review, self._followed, self.desk.alerts)
        self._connect(self.review)
        self.body.addWidget(self.review, 1)
        Overview(self.desk, self.review, SessionId(plan.session_id), found.recording)

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
        review.transport.sound_chosen.connect(self._hear)
        review.reason.changed.connect(self._show_amending)
        if review.player is not None:
            review.player.failed.connect(self._failed)

    # -- showing

    def _show_record(self) -> None:
        if self.review is not None and self._followed.session is not None:
            session = self._followed.session
            self.review.show_record(session.record)
            if self._corrections is not None:
                self._corrections.coding.show()
            self.ending_menu.show_for(ending_of(session))

    def _show_amending(self) -> None:
        """A closed session is amended, with the reason that stands in the field."""
        session = self._followed.session
        if self.review is not None:
            closed = isinstance(session, AmendedSession)
            self.review.show_amending(amending=closed)
            self.mp4.show_for(self.review.plan if closed and self.review.player is not None else None)
            self._followed.give_reason(self.review.reason.text)

    def _ask_why(self) -> None:
        """Nothing is amended without a reason: what was pressed shows what holds."""
        if self.review is not None:
            self._show_record()
            self.review.reason.demand()

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

    def _hear(self, source: str | None) -> None:
        if self.review is not None and self.review.player is not None:
            self.review.player.hear(source)

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
        elif act in OUTCOMES and attempt is not None:
            corrections.say_outcome(attempt.id, OUTCOMES[act])
        elif act in _OF_A_TAG and chosen is not None:
            doing = {Act.TAKE_BACK: corrections.retract, Act.END_TAG: corrections.end_tag_here}
            doing.get(act, review.play_tag)(chosen)
        elif act is Act.PLAY:
            self._toggle()
        elif act in (Act.REWIND, Act.FORWARD):
            self._leap(-1 if act is Act.REWIND else 1)
        elif act is Act.HELP:
            KeysHelp(self, self._keymap(), lambda: self.desk.navigator.go("settings")).open()

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Its recording as MP4, and the ways to end the session that is shown."""
        return (*self.mp4.palette_entries(), *self.ending_menu.palette_entries())

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
        self.ending_menu.show_for(None)
        self.mp4.show_for(None)
        self._shown = None
        self._corrections = None
        if self.review is not None:
            if self.review.player is not None:
                self._left.take(self.review.player)
            self.body.removeWidget(self.review)
            self.review.hide()
            self.review.deleteLater()
            self.review = None
