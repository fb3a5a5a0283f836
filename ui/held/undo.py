"""Undo instead of "Are you sure": what was done is said in the bar, with the way back."""

from collections.abc import Callable

from lab.domain.annotation import Annotation
from lab.domain.attempt import Attempt
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language
from ui.alerts import Alerts, Choice
from ui.held.event_desk import EventDesk
from ui.held.planned import SessionPlan
from ui.held.verbs import Verbs

UNDO = "undo"
"""Only the last thing can be undone from the bar."""


class Undo:
    """Offers the way back from what a person has just done in a session.

    Args:
        desk: the session that is shown; asked again when somebody undoes, for it may have been closed since.
    """

    def __init__(self, alerts: Alerts, plan: SessionPlan, desk: Callable[[], EventDesk | None]) -> None:
        self._alerts = alerts
        self._titles = {task.id: task.title.in_language(language()) for task in plan.protocol.tasks}
        self._id = plan.session_id
        self._desk = desk

    def offer_tag(self, tag: Annotation) -> None:
        """A tag was taken back."""
        words = tag.text(language()) or tag.criterion or _("tag")
        said = _("Taken back: {words}").format(words=words)
        self._say(said, _("Put it back"), lambda verbs: verbs.put_back(tag.id))

    def offer_span(self, before: Annotation, span_us: int) -> None:
        """It was said how long what a tag means lasts; 0 for a moment."""
        words = before.text(language()) or before.criterion or _("tag")
        until = _("“{words}” lasts until {time} now.") if span_us else _("“{words}” is a moment now.")
        said = until.format(words=words, time=clock_text(before.anchor_us + span_us))
        self._say(said, _("Undo"), lambda verbs: verbs.edit(before.id, span_us=before.span_us))

    def offer_attempt(self, attempt: Attempt) -> None:
        """An attempt was voided."""
        said = _("“{task}” from {start}: this attempt does not count.")
        said = said.format(task=self._title(attempt.task), start=clock_text(attempt.start_us))
        self._say(said, _("Let it count"), lambda verbs: verbs.count_again(attempt.id))

    def offer_start(self, before: Attempt, start_us: int) -> None:
        """The start of an attempt was set right."""
        said = _("“{task}” starts at {time} now.").format(task=self._title(before.task), time=clock_text(start_us))
        self._say(said, _("Undo"), lambda verbs: verbs.correct(before.id, start_us=before.start_us))

    def offer_end(self, before: Attempt, end_us: int) -> None:
        """The end of an attempt was set right; one that had none yet cannot be given none again."""
        said = _("“{task}” ends at {time} now.").format(task=self._title(before.task), time=clock_text(end_us))
        if before.end_us is None:
            self._alerts.info(said, key=UNDO)
        else:
            self._say(said, _("Undo"), lambda verbs: verbs.correct(before.id, end_us=before.end_us))

    def offer_added(self, attempt: str, task: str) -> None:
        """An attempt was added; to undo that, it is voided."""
        said = _("An attempt at “{task}” was added.").format(task=self._title(task))
        self._say(said, _("Undo"), lambda verbs: verbs.void(attempt))

    def _title(self, task: str) -> str:
        return self._titles.get(task, task)

    def _say(self, said: str, words: str, undo: Callable[[Verbs], None]) -> None:
        def back() -> None:
            desk = self._desk()
            if desk is not None and desk.plan.session_id == self._id:
                undo(Verbs(desk))

        self._alerts.info(said, Choice(words, back), key=UNDO)
