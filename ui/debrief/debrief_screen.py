"""The debrief of one session: criteria, tags, questionnaires; then the session is closed and sealed."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QTabWidget

from lab.domain.record import SessionRecord
from lab.domain.unit import Proposal, awaiting, awaiting_second_rater, disputed, proposals
from lab.i18n import gettext as _
from ui.alerts import Choice
from ui.debrief.answers_page import AnswersPage
from ui.debrief.close_button import CloseButton
from ui.debrief.criteria_page import CriteriaPage
from ui.debrief.criteria_tab import CriteriaTab
from ui.debrief.judging import Judging
from ui.debrief.left_open import LeftOpen
from ui.debrief.loading import Following, Loaded, first_waiting, read_debrief, what_follows
from ui.debrief.tags_page import TagsPage
from ui.desk import Desk
from ui.held.amended import AmendedSession
from ui.held.asked import Asked, asked
from ui.held.drafts import Drafts
from ui.held.ended import Withdrawn, withdrawn_page
from ui.held.ending_menu import EndingMenu
from ui.held.endings import Endings, ending_of
from ui.held.followed import Followed, Session
from ui.held.reason_field import ReasonField
from ui.held.running import RunningSession
from ui.held.session_watch import SessionWatch
from ui.held.undo import Undo
from ui.held.verbs import Verbs
from ui.palette_entries import PaletteEntry
from ui.screen import Screen, Subject, scrolling
from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyState


class DebriefScreen(Screen):
    """Shows the debrief of the session that was asked for, or of the first that waits for one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "debrief", _("Debrief"), scrolls=False)
        self._wanted: str | None = None
        self._erasing = ""
        self._tag = ""
        self._loaded_now: Loaded | None = None
        self._followed = Followed(desk, self)
        self._followed.record_changed.connect(self._show_record)
        self.judging = Judging(lambda: self.session)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Parts of the debrief"))
        self.tabs.setUsesScrollButtons(False)
        self._criteria_tab: CriteriaTab | None = None
        self.tags: TagsPage | None = None
        self.answers: AnswersPage | None = None
        self._drafts: Drafts | None = None
        self.reason = ReasonField()
        self.reason.changed.connect(lambda: self._followed.give_reason(self.reason.text))
        self._followed.reason_missing.connect(self._ask_why)
        self.reason.hide()
        self.body.addWidget(self.reason)
        self.body.addWidget(self.tabs, 1)
        self.look = Button(_("Look at the recording"), self._review, icon_name="play")
        self.close_session = CloseButton(desk, self._followed)
        self.close_session.about_to_ask.connect(self._keep_typed)
        self.close_session.closed.connect(self._closed)
        self.action_row.addWidget(self.look)
        self.action_row.addWidget(self.close_session)
        self.endings = Endings(desk, self)
        self.ending_menu = EndingMenu(self.endings)
        self.action_row.addWidget(self.ending_menu)
        watch = SessionWatch(desk, self._shown, self)
        watch.erasing.connect(self._erase)
        watch.withdrawn.connect(self._erase)

    @property
    def session(self) -> Session | None:
        """The session that is shown."""
        return self._followed.session

    @property
    def criteria(self) -> CriteriaPage | None:
        """The criteria that are shown."""
        return self._criteria_tab.page if self._criteria_tab is not None else None

    def _shown(self) -> str:
        return self._loaded_now.plan.session_id if self._loaded_now is not None else ""

    # -- which session

    def open_subject(self, subject: Subject) -> None:
        """`session`; `annotation`: the tag to code."""
        wanted = str(subject.get("session", ""))
        self._tag = str(subject.get("annotation", ""))
        if wanted and (self._loaded_now is None or wanted != self._loaded_now.plan.session_id):
            self._followed.let_go()
            self._wanted, self._loaded_now, self._erasing = wanted, None, ""
            self.refresh()
        else:
            self._show_tag()

    def load(self) -> Loaded | Withdrawn | None:
        """The wanted session, else the first that waits for its debrief."""
        wanted = self._wanted or first_waiting(self.desk.lab)
        return None if wanted is None else read_debrief(self.desk.lab, wanted, erasing=wanted == self._erasing)

    def concerns(self, change: Any) -> bool:
        """Changes of the database matter while nothing is shown; a shown session is followed by its own events."""
        return change is not None and self.session is None

    def show_loaded(self, loaded: Loaded | Withdrawn | None) -> None:
        """Show the debrief."""
        if loaded is None:
            self._show_none()
            return
        if isinstance(loaded, Withdrawn):
            self._clear()
            self.show_empty(withdrawn_page(self.desk, loaded.code))
            return
        if self._loaded_now is not None and self._loaded_now.plan.session_id == loaded.plan.session_id:
            return
        self._loaded_now = loaded
        self._followed.follow(loaded.plan, loaded.folder, loaded.record)
        self.reason.forget()
        self._build(loaded)
        self._show_record()
        self.show_body()
        if self._criteria_tab is not None:
            self._criteria_tab.begin()
        self._show_tag()

    def _erase(self) -> None:
        """The participant withdraws: nothing of the session is shown any more."""
        self._wanted = self._erasing = self._shown()
        self._clear()
        self.refresh(another=True)

    def _ask_why(self) -> None:
        """Nothing is amended without a reason: what was pressed shows what holds."""
        if self.criteria is not None:
            self.criteria.draw_anew()
        self._show_record()
        self.reason.demand()

    def _clear(self) -> None:
        self._followed.let_go()
        if self.answers is not None:
            self.answers.handing_over.close()
            self.answers = None
        self.reason.hide()
        self._loaded_now = None
        self.tabs.clear()
        self._criteria_tab = self.tags = None
        self.ending_menu.show_for(None)
        self.look.hide()
        self.close_session.hide()

    def _show_tag(self) -> None:
        """Show the tag that was asked for, to be coded."""
        if self._tag and self.tags is not None:
            self.tabs.setCurrentWidget(self.tags)
            self.tags.choose(self._tag)
            self._tag = ""

    def _show_none(self) -> None:
        self.look.hide()
        self.close_session.hide()
        explanation = _("After a session its criteria are judged here, its tags are coded and its answers taken down.")
        today = Button(_("To today’s sessions"), lambda: self.desk.navigator.go("today"), kind="primary")
        self.show_empty(EmptyState("chats-circle", _("No session waits for its debrief"), explanation, today))

    def _build(self, loaded: Loaded) -> None:
        plan, folder = loaded.plan, loaded.folder
        keep = partial(self.desk.lab.drafts.keep, plan.session_id)
        self._drafts = drafts = Drafts(loaded.drafts, keep, self.desk.background)
        self.title_label.setText(_("Debrief of {code}").format(code=plan.code))
        words = _("{service}, release {release} · round {round}")
        self.set_subtitle(words.format(service=plan.service, release=plan.release, round=plan.round.number))
        self.tabs.clear()
        self.judging.forget()
        self.judging.judge = self.session.author if self.session is not None else ""
        tab = self._criteria_tab = CriteriaTab(
            plan, self.judging, drafts, lambda: self.desk.preferences.person.single_keys
        )
        tab.judge_chosen.connect(self._show_record)
        tab.page.tag_chosen.connect(self._look_at)
        tab.page.elsewhere.connect(self._judge_with_the_round)
        self.tags = TagsPage(plan.criteria, folder, self.desk.background, drafts)
        self.tags.editor.edited.connect(self._edit)
        self.tags.editor.retract_requested.connect(self._retract)
        self.tags.editor.look_requested.connect(self._look_at)
        self.answers = AnswersPage(lambda: self.session, self.desk, drafts)
        for page in (tab, self.tags, scrolling(self.answers)):
            self.tabs.addTab(page, "")

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """The ways to end the session that is shown."""
        return self.ending_menu.palette_entries()

    # -- showing

    def _show_record(self) -> None:
        session, loaded = self.session, self._loaded_now
        tab = self._criteria_tab
        if session is None or loaded is None or tab is None or self.tags is None:
            return
        record = session.record
        self.ending_menu.show_for(ending_of(session))
        known = {card.id for card in loaded.plan.criteria}
        found = proposals(record, loaded.plan.protocol, loaded.standards)
        made = tuple(one for one in found if one.criterion in known)
        tab.show_record(made, record, loaded.standards)
        self.tags.show_tags(record.annotations)
        questions = asked(loaded.plan, record)
        if self.answers is not None:
            self.answers.show_questions(loaded.plan, questions, record)
        self._count(made, record, questions)
        self.reason.setVisible(isinstance(session, AmendedSession))
        self.close_session.show_state()
        self.look.show()

    def _count(self, made: tuple[Proposal, ...], record: SessionRecord, questions: tuple[Asked, ...]) -> None:
        """Say on the tabs, and on closing, what is still open."""
        left = LeftOpen(
            criteria=len(awaiting(made, record.judgements)),
            disputed=len(disputed(record.judgements)),
            second=len(awaiting_second_rater(record.judgements)),
            tags=sum(not tag.is_coded for tag in record.annotations),
            questionnaires=sum(not one.answered for one in questions),
        )
        self.close_session.left = left
        self.tabs.setTabText(0, _counted(_("Criteria"), left.criteria + left.disputed + left.second))
        self.tabs.setTabText(1, _counted(_("Tags"), left.tags))
        self.tabs.setTabText(2, _counted(_("Questionnaires"), left.questionnaires))

    # -- doing

    def _edit(self, tag: str, fields: dict[str, Any]) -> None:
        if self.session is not None:
            Verbs(self.session).edit(tag, **fields)

    def _retract(self, tag: str) -> None:
        session = self.session
        if session is not None:
            found = session.record.annotations_by_id[tag]
            Verbs(session).retract(session.now(), tag)
            if session.record.annotations_by_id[tag].retracted:  # else it was refused, and that is said
                Undo(self.desk.alerts, session.plan, lambda: self.session).offer_tag(found)

    def _look_at(self, tag: str) -> None:
        if self._loaded_now is not None:
            self.desk.navigator.go("review", session=self._loaded_now.plan.session_id, annotation=tag)

    def _judge_with_the_round(self, criterion: str) -> None:
        if self._loaded_now is not None:
            study = self._loaded_now.plan.round.id
            self.desk.navigator.go("round_debrief", round=study, criterion=criterion)

    def _review(self) -> None:
        if self._loaded_now is not None:
            self.desk.navigator.go("review", session=self._loaded_now.plan.session_id)

    def _keep_typed(self) -> None:
        if self.tags is not None:
            self.tags.editor.write_now()

    def _closed(self, session: RunningSession) -> None:
        read = self.desk.background.read(lambda: what_follows(self.desk.lab, session.id)).owned_by(self)
        read.on_done(lambda following: self._say_closed(session.plan.code, following)).start()

    def _say_closed(self, code: str, following: Following) -> None:
        """Say so, and lead to the next session that waits for its debrief, or to that of the whole round."""
        go = self.desk.navigator.go
        choices: tuple[Choice, ...] = ()
        if following.session is not None:
            onwards = partial(self.open_subject, {"session": following.session})
            choices = (Choice(_("To the next debrief"), onwards),)
        elif following.round_id is not None:
            choices = (Choice(_("To the round debrief"), partial(go, "round_debrief", round=following.round_id)),)
        self.desk.alerts.done(_("{code} is closed.").format(code=code), *choices, key="close_session")


def _counted(words: str, left: int) -> str:
    return f"{words} ({left})" if left else words
