"""Chords: keys with Ctrl and Alt that steer the session while the participant types in another window. Pure.

With one computer and two screens there is one keyboard focus. A chord is registered with the system, so that it reaches
the session whatever window has the focus, and the participant's program never sees it. Function keys with Ctrl and Alt
belong to Linux (its consoles) and Backspace with them to old X servers; therefore letters stand for the outcomes.
"""

from collections.abc import Mapping

from lab.i18n import gettext as _
from ui.keys.keymap import TAGS, Act
from ui.keys.physical_keys import label_of

CHORDS: Mapping[Act, str] = {
    Act.BOUNDARY: "Enter",
    **{act: f"Digit{n}" for n, act in enumerate(TAGS, start=1)},
    Act.SUCCESS: "KeyU",
    Act.ASSISTED: "KeyI",
    Act.FAILED: "KeyO",
    Act.GAVE_UP: "KeyP",
    Act.TAKE_BACK: "KeyZ",
}
"""Act → the key that is pressed with Ctrl and Alt, by its place."""


def chord_label(act: Act) -> str:
    """A chord as it is shown; empty for an act that has none."""
    return f"Ctrl+Alt+{label_of(CHORDS[act])}" if act in CHORDS else ""


def chord_lines() -> list[tuple[str, str]]:
    """All chords and what they do, for lists."""
    letters = "".join(label_of(CHORDS[act]) for act in (Act.SUCCESS, Act.ASSISTED, Act.FAILED, Act.GAVE_UP))
    outcomes = "Ctrl+Alt+" + " ".join(letters)
    return [
        (chord_label(Act.BOUNDARY), _("Next task boundary, whichever window has the focus")),
        (f"{chord_label(TAGS[0])} … {label_of(CHORDS[TAGS[-1]])}", _("Tag with the button of the pad")),
        (outcomes, _("Task ended: success, with help, failed, gave up")),
        (chord_label(Act.TAKE_BACK), _("Take back my last tag")),
    ]


def keyboard_note(setup: str, *, chords: bool) -> str:
    """What must be said about the keyboard before a session in which participant and moderator share it."""
    if setup != "two_screens":
        return ""
    if chords:
        return _("While the participant types, steer with Ctrl+Alt+Enter, Ctrl+Alt+1 … 9 and the other chords (F1).")
    return _(
        "There is one keyboard: while the participant types, your keys go to them. Chords that reach the session all "
        "the same can be switched on in the settings."
    )
