"""What the sound server of Linux offers: its microphones by their full names, and what the computer plays."""

import sys
from collections.abc import Sequence

from recordings.device_types import Microphone, SystemSound
from recordings.errors import RecordingError
from recordings.pulse import PulseServer, ServerSource
from recordings.sources.served_sound import SERVED

PATIENCE_US = 1_000_000
_MONITOR = "Monitor of "
"""What the server puts before the name of what it plays through."""

Offer = tuple[tuple[Microphone, ...], tuple[SystemSound, ...]]


def offered_by_server() -> Offer:
    """Its microphones and what it plays, the default ones first; nothing of either where there is no such server."""
    if not sys.platform.startswith("linux"):
        return (), ()
    try:
        server = PulseServer(PATIENCE_US)
    except RecordingError:
        return (), ()
    try:
        defaults = server.defaults(PATIENCE_US)
        return sorted_out(server.sources(PATIENCE_US), *defaults)
    except RecordingError:  # it went away in between: as if it had never been there
        return (), ()
    finally:
        server.close()


def sorted_out(sources: Sequence[ServerSource], default_sink: str, default_source: str) -> Offer:
    """Which of a server's sources are microphones, and which are what it plays.

    What plays by default comes first and is called `default`: it is followed when another takes its place. It is named
    on its own as well where there is more than one.
    """
    microphones = [
        Microphone(SERVED + one.name, one.words, one.channels, one.rate, one.name == default_source)
        for one in sources
        if one.plays is None
    ]
    played = [one for one in sources if one.plays is not None]
    sounds = [SystemSound("default", _name(one), default=True) for one in played if one.plays == default_sink]
    if len(played) > 1 or not sounds:
        sounds += [SystemSound(one.plays or one.name, _name(one), default=False) for one in played]
    return tuple(sorted(microphones, key=lambda one: not one.default)), tuple(sounds)


def _name(one: ServerSource) -> str:
    return one.words.removeprefix(_MONITOR)
