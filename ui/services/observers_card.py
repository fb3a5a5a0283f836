"""Whether the observers of a round judge by themselves: the card of a round, and the words that its wizard has too."""

from collections.abc import Callable

from lab.i18n import gettext as _
from ui.services.register import RoundFacts
from ui.widgets.boxes import Card
from ui.widgets.form import Form


def independent_label() -> str:
    """What the check box says."""
    return _("Observers tag independently")


def independent_hint() -> str:
    """What it means."""
    return _("They see one another's tags only from the debrief on: then it counts that two saw the same.")


class ObserversCard(Card):
    """Whether observers see one another's tags while a session runs."""

    def __init__(self, facts: RoundFacts, change: Callable[[bool], None]) -> None:
        super().__init__(_("Observers"), name="observers")
        form = Form()
        hint = independent_hint() + " " + _("It holds for sessions that are prepared from now on.")
        self.check = form.add_check("independent", independent_label(), value=facts.study.independent, hint=hint)
        self.check.clicked.connect(lambda: change(self.check.isChecked()))
        self.add(form)
