"""Whether the disk under the laboratory is encrypted, as a line of a checklist."""

from PySide6.QtWidgets import QWidget

from lab.i18n import gettext as _
from ui.widgets.marks import state_line


def encryption_line(state: str) -> QWidget:
    """The line for a state of `LabFolder.encryption`: encrypted, not_encrypted, unknown."""
    lines = {
        "encrypted": (_("The disk is encrypted"), "lock-simple", "good"),
        "not_encrypted": (
            _("The disk is not encrypted: whoever takes it can watch the recordings. Ask for an encrypted disk."),
            "lock-simple-open",
            "careful",
        ),
    }
    unknown = (
        _("This system does not say whether the disk is encrypted. Ask who looks after the computer."),
        "question",
        "unknown",
    )
    return state_line(*lines.get(state, unknown))
