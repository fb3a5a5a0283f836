"""What is left behind when the room, the session or this window is closed: said in words before, never in a dialog."""

from collections.abc import Callable

from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui.alerts import Alerts, Choice
from ui.second_room.company import Company


def queued_words(company: Company) -> str:
    """Whose pages still hold what they could not send, and how much; empty: nobody's."""
    people = [one for one in company.people if one.state in ("here", "away") and one.waiting]
    if not people:
        return ""
    n = sum(one.waiting for one in people)
    words = ngettext("{n} entry still waits to be sent: {names}.", "{n} entries still wait to be sent: {names}.", n)
    return words.format(n=n, names=", ".join(one.name for one in people))


def left_behind(company: Company) -> tuple[str, ...]:
    """Who waits, who is there, what is not sent yet: a sentence each, of what there is."""
    waiting, there = len(company.lobby), sum(one.state == "here" for one in company.inside)
    said = []
    if waiting:
        words = ngettext("{n} person waits to be admitted.", "{n} people wait to be admitted.", waiting)
        said.append(words.format(n=waiting))
    if there:
        words = ngettext("{n} person is in the observers’ room.", "{n} people are in the observers’ room.", there)
        said.append(words.format(n=there))
    queued = queued_words(company)
    return (*said, queued) if queued else tuple(said)


class Leaving:
    """Asks before a window is closed on which people depend.

    Args:
        hosts: whether the room hosts a session: then it goes on without a window.
        close: closes the window.
    """

    def __init__(
        self, company: Company, hosts: Callable[[], bool], alerts: Alerts, close: Callable[[], object]
    ) -> None:
        self._company = company
        self._hosts = hosts
        self._alerts = alerts
        self._close = close
        self._is_decided = False

    def may_close(self) -> bool:
        """Whether the window may be closed now; else the question stands in its message bar."""
        company = self._company
        if self._is_decided or not company.is_open or not company.connected or self._hosts():
            return True
        said = left_behind(company)
        if not said:
            return True
        rest = _(
            "Without this window the room closes after two minutes; they are told. What is not sent stays on their "
            "devices until the room is open again."
        )
        question = " ".join((*said, rest))
        self._alerts.ask(question, Choice(_("Close the window"), self._leave), key="second_room")
        return False

    def _leave(self) -> None:
        self._is_decided = True
        self._close()
