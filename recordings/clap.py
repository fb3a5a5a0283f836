"""The clap test: when the screen flashes and the loudspeaker beeps, and how the beep sounds.

This module only knows the times and the sound; `recordings.beeper` plays it, `recordings.preflight.clapping` finds it
again in the decoded files.
"""

import math

CLAPS = 5
LEAST_CLAPS = 3
"""Of so few that were found something can be said."""

FLASH_S = 0.2
LEAD_S = 4.0
"""The recorder begins meanwhile, and the loudspeaker's stream settles: PulseAudio takes two seconds, and beeps that are
written sooner sound at the wrong time."""

DISTANCE_S = 1.1
"""Far less than three flashes a second, which WCAG 2.3.1 allows; farther apart than any delay that can be told."""

LASTS_S = LEAD_S + CLAPS * DISTANCE_S + 1.0
"""With all that belongs to the last of them, s; at one picture a second it takes longer, and some are not found."""

BEEP_S = 0.08
_FADE_S = 0.004
_FROM_HZ, _TO_HZ = 1_000.0, 3_000.0
_LOUD = 0.5


def moments(now_us: int, fps: int) -> tuple[int, ...]:
    """When to flash and to beep, on the clock of `now_us`.

    One after another lies a fifth of a frame later within its frame: together they meet every place within a frame
    alike, so that their median is not at the mercy of where the first one fell.
    """
    step_us = (math.ceil(DISTANCE_S * fps) + 1 / CLAPS) * 1e6 / fps
    return tuple(round(now_us + LEAD_S * 1e6 + n * step_us) for n in range(CLAPS))


def beep(rate: int) -> list[float]:
    """The beep, -1..1, at so many samples a second: it rises from 1 to 3 kHz, which nothing else in a room does, so
    that its beginning is found to a fraction of a millisecond.
    """
    return [_LOUD * _fade(n / rate) * math.sin(_phase(n / rate)) for n in range(round(BEEP_S * rate))]


def _phase(at_s: float) -> float:
    """The angle of the beep's wave so long after its beginning, rad."""
    return 2 * math.pi * (_FROM_HZ + (_TO_HZ - _FROM_HZ) * at_s / (2 * BEEP_S)) * at_s


def _fade(at_s: float) -> float:
    """Loudness at its beginning and end: without a click."""
    return max(0.0, min(1.0, at_s / _FADE_S, (BEEP_S - at_s) / _FADE_S))
