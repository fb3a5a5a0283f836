"""How an attempt's outcome is said and drawn: always a word with an icon."""

from lab.domain.events import AttemptOutcome
from lab.i18n import gettext as _

OUTCOMES: tuple[AttemptOutcome, ...] = ("success", "assisted", "failed", "gave_up", "timed_out")

ICONS: dict[AttemptOutcome, str] = {
    "success": "check-circle",
    "assisted": "handshake",
    "failed": "x-circle",
    "gave_up": "flag",
    "timed_out": "clock",
}
TONES: dict[AttemptOutcome, str] = {
    "success": "good",
    "assisted": "careful",
    "failed": "bad",
    "gave_up": "bad",
    "timed_out": "bad",
}


def outcome_words(outcome: AttemptOutcome | None) -> str:
    """The outcome in a word or two."""
    if outcome is None:
        return _("no outcome yet")
    return {
        "success": _("success"),
        "assisted": _("with help"),
        "failed": _("failed"),
        "gave_up": _("gave up"),
        "timed_out": _("timed out"),
    }[outcome]
