"""What is shown of a session that has ended, in the place of its screen."""

from dataclasses import dataclass

from lab.domain.session import SessionState
from lab.i18n import gettext as _
from ui.desk import Desk
from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyState


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A session of which nothing is left: whose it was."""

    code: str


def ended_page(desk: Desk, session: str, code: str, state: SessionState) -> EmptyState:
    """The way on from a session that was finished, broken off or withdrawn."""
    if state is SessionState.WITHDRAWN:
        return withdrawn_page(desk, code)
    go = Button(_("To the debrief"), lambda: desk.navigator.go("debrief", session=session), kind="primary")
    review = Button(_("Look at the recording"), lambda: desk.navigator.go("review", session=session))
    if state is SessionState.ABORTED:
        words = _("The session of {code} was broken off").format(code=code)
        return EmptyState("hand", words, _("It is sealed with what it holds; corrections are made in Review."), review)
    words = _("The session of {code} has ended").format(code=code)
    explanation = _("Judge its criteria while you remember; the debrief may also wait until the day’s end.")
    return EmptyState("check-circle", words, explanation, go, review)


def withdrawn_page(desk: Desk, code: str) -> EmptyState:
    """Nothing of the person is left to show."""
    today = Button(_("To today’s sessions"), lambda: desk.navigator.go("today"), kind="primary")
    words = _("{code} has withdrawn").format(code=code)
    explanation = _("The recordings of this session and everything that was said in it are erased.")
    return EmptyState("eraser", words, explanation, today)


def erasing_page(code: str) -> EmptyState:
    """Until it is done."""
    words = _("The session of {code} is being erased").format(code=code)
    return EmptyState("eraser", words, _("Its recordings and words are not shown any more."))
