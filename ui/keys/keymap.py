"""The session's keys: what each physical key does. They can be changed and switched off (WCAG 2.1.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lab.domain.events import AttemptOutcome
from lab.i18n import gettext as _
from ui.keys.physical_keys import NAMES, label_of


class Act(StrEnum):
    """What a key can do. The values are stored in the person's preferences."""

    BOUNDARY = "boundary"
    SUCCESS = "success"
    ASSISTED = "assisted"
    FAILED = "failed"
    GAVE_UP = "gave_up"
    TAG_1 = "tag_1"
    TAG_2 = "tag_2"
    TAG_3 = "tag_3"
    TAG_4 = "tag_4"
    TAG_5 = "tag_5"
    TAG_6 = "tag_6"
    TAG_7 = "tag_7"
    TAG_8 = "tag_8"
    TAG_9 = "tag_9"
    TAKE_BACK = "take_back"
    BLIND = "blind"
    HELP = "help"
    PLAY = "play"
    REWIND = "rewind"
    FORWARD = "forward"
    PLAY_TAG = "play_tag"
    END_TAG = "end_tag"


TAGS = tuple(act for act in Act if act.value.startswith("tag_"))
"""The acts of the tag pad's buttons, in their order."""

OUTCOMES: Mapping[Act, AttemptOutcome] = {
    Act.SUCCESS: "success",
    Act.ASSISTED: "assisted",
    Act.FAILED: "failed",
    Act.GAVE_UP: "gave_up",
}
"""The acts that say how a task ended."""

USUAL: Mapping[Act, tuple[str, ...]] = {
    Act.BOUNDARY: ("Enter", "NumpadEnter", "F5"),
    Act.SUCCESS: ("F6",),
    Act.ASSISTED: ("F7",),
    Act.FAILED: ("F8",),
    Act.GAVE_UP: ("F9",),
    **{act: (f"Digit{n}", f"Numpad{n}") for n, act in enumerate(TAGS, start=1)},
    Act.TAKE_BACK: ("Backspace",),
    Act.BLIND: ("F10",),
    Act.HELP: ("F1",),
    Act.REWIND: ("KeyJ",),
    Act.PLAY: ("KeyK",),
    Act.FORWARD: ("KeyL",),
    Act.PLAY_TAG: ("KeyP",),
    Act.END_TAG: ("KeyE",),
}


NEVER = frozenset({"Space", "Tab", "Escape"})
"""Keys that no act may have: they belong to the widget with the focus."""


def words_of(act: Act) -> str:
    """What the act is called in the list of keys."""
    if act in TAGS:
        return _("Tag with button {n} of the pad").format(n=TAGS.index(act) + 1)
    return {
        Act.BOUNDARY: _("Next task boundary: start the next task, or end the running one"),
        Act.SUCCESS: _("Task ended: success"),
        Act.ASSISTED: _("Task ended: success with help"),
        Act.FAILED: _("Task ended: failed"),
        Act.GAVE_UP: _("Task ended: gave up"),
        Act.TAKE_BACK: _("Take back my last tag"),
        Act.BLIND: _("Blind the observers, or let them see again"),
        Act.HELP: _("Show all keys"),
        Act.PLAY: _("In the review: play or pause"),
        Act.REWIND: _("In the review: five seconds back"),
        Act.FORWARD: _("In the review: five seconds on"),
        Act.PLAY_TAG: _("In the review: play the chosen tag, from before it to after it"),
        Act.END_TAG: _("In the review: the chosen tag lasts until here"),
    }[act]


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which keys do what for one person.

    Attributes:
        on: single keys act at all.
        keys: the keys of each act; the first is the one that is shown.
    """

    on: bool = True
    keys: Mapping[Act, tuple[str, ...]] = field(default_factory=lambda: dict(USUAL))

    def act_of(self, key: str | None) -> Act | None:
        """What a key does; None for nothing."""
        if not self.on or key is None:
            return None
        return next((act for act, names in self.keys.items() if key in names), None)

    def label(self, act: Act) -> str:
        """The key of an act as it is shown on buttons; empty if it has none or keys are off."""
        names = self.keys.get(act, ())
        return label_of(names[0]) if self.on and names else ""

    def labels(self, act: Act) -> str:
        """All keys of an act, for the list of keys."""
        shown = [label_of(name) for name in self.keys.get(act, ()) if not name.startswith("Numpad")]
        return _(" or ").join(shown)


def keymap_of(changed: Mapping[str, str], *, on: bool = True) -> Keymap:
    """The usual keys with a person's changes: act → key, empty = none. Takes the key away from its usual act.

    Unknown acts and keys (a settings file of another version) are left out.
    """
    keys = dict(USUAL)
    for name, key in changed.items():
        if name not in set(Act) or (key and key not in NAMES - NEVER):
            continue
        keys = {act: tuple(one for one in names if one != key) for act, names in keys.items()}
        keys[Act(name)] = (key,) if key else ()
    return Keymap(on, keys)
