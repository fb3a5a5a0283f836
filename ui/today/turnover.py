"""Between two sessions: what must be done before the next participant comes in. What the program knows it ticks."""

from collections.abc import Callable

from lab.domain.session import SessionState
from lab.i18n import gettext as _
from lab.i18n import language
from protocols.protocol import Task
from ui.naming import NamedBooking
from ui.today.day import Day
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.texts import overline, quiet, small
from ui.widgets.tick import Tick


class TurnoverCard(Card):
    """The list between the last session and the next one. `put_back` is called with a task's id and its tick."""

    def __init__(self, day: Day, put_back: Callable[[str, bool], None], note_consent: Callable[[], None]) -> None:
        assert day.next is not None
        super().__init__(_("Before {code} comes in").format(code=day.next.code), name="turnover")
        self._put_back = put_back
        self._note_consent = note_consent
        if day.last is not None:
            self._saved(day.last)
        self._consent(day.next)
        if day.protocol is not None:
            self.add(overline(_("Put everything back to its start")))
            for task in day.protocol.tasks:
                self._restore(day.next, task)

    def _saved(self, last: NamedBooking) -> None:
        if last.booking.state is SessionState.WITHDRAWN:
            words = _("{code}: withdrawn, recordings and words are erased").format(code=last.code)
        elif last.booking.state is SessionState.DEBRIEF:
            words = _("{code}: recorded and saved; the debrief may wait until the day's end").format(code=last.code)
        else:
            words = _("{code}: saved and closed").format(code=last.code)
        self.add(state_line(words, "check-circle", "good"))

    def _consent(self, following: NamedBooking) -> None:
        if following.participant.withdrawn is not None:
            words = _("{code}: consent taken back, no session can be held").format(code=following.code)
            self.add(state_line(words, "warning-circle", "careful"))
        elif following.consented:
            trial = following.consent is not None and following.consent.self_trial
            words = _("{code}: self-trial, no participant") if trial else _("{code}: consent signed")
            self.add(state_line(words.format(code=following.code), "check-circle", "good"))
        else:
            words = _("{code}: consent not signed yet").format(code=following.code)
            self.add(state_line(words, "warning-circle", "careful"))
            self.add(Button(_("Note the consent"), self._note_consent, icon_name="pencil-line"))

    def _restore(self, following: NamedBooking, task: Task) -> None:
        tick = Tick(task.title.in_language(language()), value=task.id in following.booking.restored)
        tick.box.toggled.connect(lambda on: self._put_back(task.id, on))
        explanation = small(task.restore.in_language(language()))
        explanation.setContentsMargins(32, 0, 0, 0)
        tick.box.setAccessibleDescription(explanation.text())
        self.add(tick, explanation)
        if task.test_account:
            account = quiet(_("Test account: {account}").format(account=task.test_account))
            account.setProperty("role", "small")
            account.setContentsMargins(32, 0, 0, 0)
            self.add(account)
