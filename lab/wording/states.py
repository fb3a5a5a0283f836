"""What the states of a session are called."""

from lab.domain.session import SessionState
from lab.i18n import pgettext


def state_words(state: SessionState) -> str:
    """The state as people say it."""
    words = {
        SessionState.PLANNED: pgettext("session", "planned"),
        SessionState.READY: pgettext("session", "ready"),
        SessionState.RUNNING: pgettext("session", "running"),
        SessionState.PAUSED: pgettext("session", "paused"),
        SessionState.DEBRIEF: pgettext("session", "in debrief"),
        SessionState.CLOSED: pgettext("session", "closed"),
        SessionState.CANCELLED: pgettext("session", "cancelled"),
        SessionState.NO_SHOW: pgettext("session", "participant did not come"),
        SessionState.ABORTED: pgettext("session", "aborted"),
        SessionState.WITHDRAWN: pgettext("session", "withdrawn"),
    }
    return words[state]
