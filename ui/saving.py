"""Saving what stands in a form: in the background, faults beside their fields, everything else in the alerts."""

from collections.abc import Callable
from typing import TypeVar

from lab.domain.errors import LabError
from ui.desk import Desk
from ui.widgets.form import Form

Result = TypeVar("Result")


def save(
    desk: Desk, form: Form, work: Callable[[], Result], kept: Callable[[Result], object], *, key: str = ""
) -> None:
    """Have the form's words written. Nothing is told once the form is gone.

    Args:
        kept: called once they are kept.
        key: of the alert that says what no field can show.
    """

    def done(result: Result) -> None:
        form.clear_faults()
        form.touched = False
        kept(result)

    def failed(error: LabError) -> None:
        show_refused(desk, form, error, key=key)

    desk.background.write(work).owned_by(form).on_done(done).on_error(failed).start()


def show_refused(desk: Desk, form: Form, error: LabError, *, key: str = "") -> None:
    """Say why a form was not kept: at its fields, or else in the alerts."""
    elsewhere = form.show_refused(error)
    if elsewhere:
        desk.alerts.error(elsewhere, key=key)
