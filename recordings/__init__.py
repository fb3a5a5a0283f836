"""Capture, encode, write, play back. Knows nothing of studies or people; raises codes and facts.

The names below are public; every one is a module, loaded when it is first touched, so that importing this
package (or the clock alone) costs nothing.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recordings import (
        camera_logins,
        checking,
        clap,
        clips,
        clock,
        cue,
        device_trial,
        devices,
        ending,
        judging,
        loudness,
        manifest,
        media_queue,
        messages,
        plan,
        playback,
        process,
        record,
        remux,
        repair,
        thumbnails,
    )

__all__ = [
    "camera_logins",
    "checking",
    "clap",
    "clips",
    "clock",
    "cue",
    "device_trial",
    "devices",
    "ending",
    "judging",
    "loudness",
    "manifest",
    "media_queue",
    "messages",
    "plan",
    "playback",
    "process",
    "record",
    "remux",
    "repair",
    "thumbnails",
]


def __getattr__(name: str) -> ModuleType:
    """Load a public module on first use."""
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(name)
