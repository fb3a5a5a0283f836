"""Sentences for what a device did while it was tried."""

from lab.domain.errors import Facts
from lab.i18n import gettext as _
from lab.wording.recording_devices import device_in
from lab.wording.types import Sentence

_FACTS = ("per_s", "asked", "ms", "times", "measured", "rate")


def _of(facts: Facts, text: str) -> str:
    named = {name: facts.get(name, "–") for name in _FACTS}
    return text.format(device=device_in(facts), **named)


SENTENCES: dict[str, Sentence] = {
    "trial_nothing": lambda f: _of(f, _("“{device}” was opened and delivers nothing. Connect it anew.")),
    "trial_few_pictures": lambda f: _of(
        f,
        _(
            "“{device}” delivers {per_s} pictures a second instead of {asked}. Give it more light, or a port of its "
            "own: many cameras slow down in the dark."
        ),
    ),
    "trial_gap": lambda f: _of(
        f, _("“{device}” stops now and then: once for {ms} ms. Close other programs, or use another port.")
    ),
    "trial_backwards": lambda f: _of(
        f, _("The time stamps of “{device}” went back ({times}). Please send this report.")
    ),
    "trial_clock_off": lambda f: _of(
        f, _("The clock of “{device}” is off: {ms} ms from picture or sound to its arrival. Please send this report.")
    ),
    "trial_rate_off": lambda f: _of(
        f, _("“{device}” delivers {measured} samples a second instead of {rate}. Please send this report.")
    ),
    "trial_dead_sound": lambda f: _of(
        f, _("“{device}” hears nothing at all, not even the room. Switch it on, or allow this program to use it.")
    ),
    "trial_clipped": lambda f: _of(f, _("“{device}” is set too loud and distorts. Turn its level down.")),
    "trial_black": lambda f: _of(
        f, _("“{device}” shows nothing but black. Uncover or switch it on, or allow this program to record it.")
    ),
}
