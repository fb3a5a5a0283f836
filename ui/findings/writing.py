"""How the panel of the screen Findings writes: in the background, faults beside their fields, what was shown stays."""

from collections.abc import Callable
from typing import TypeVar

from lab.i18n import gettext as _
from ui.desk import Desk
from ui.saving import save
from ui.widgets.buttons import Button
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.form import Form

Result = TypeVar("Result")


class Writing:
    """One per screen; shared by everything that the panel shows.

    Attributes:
        shown: id of what the panel shows; empty for a form that must not be replaced.
    """

    def __init__(self, desk: Desk, panel: DetailPanel) -> None:
        self.desk = desk
        self.panel = panel
        self.shown = ""

    @property
    def person(self) -> str:
        """Whoever sits here."""
        return self.desk.preferences.person.name

    def ask(self, title: str, form: Form, verb: str, save: Callable[[], object]) -> None:
        """Show a form that waits for its answer: nothing that is loaded meanwhile takes its place."""
        self.shown = ""
        self.panel.show_detail(title, form, Button(verb, save, kind="primary", icon_name="check"))
        self.panel.focus_first()

    def write(self, work: Callable[[], Result]) -> None:
        """Change something; what is wrong is said by the alerts."""
        self.desk.background.write(work).start()

    def save(self, form: Form, work: Callable[[], Result], then: Callable[[Result], object] | None = None) -> None:
        """Write what stands in a form; `then` is called once it is kept."""

        def kept(result: Result) -> None:
            self.desk.alerts.done(_("Saved."), key="saved")
            if then is not None:
                then(result)

        save(self.desk, form, work, kept, key="saved")
