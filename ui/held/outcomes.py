"""How an attempt's outcome is said and drawn: always a word with an icon."""

from lab.domain.events import AttemptOutcome

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
