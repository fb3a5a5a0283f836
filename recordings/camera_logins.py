"""Names and passwords in the addresses of network cameras: kept apart, so that they are in no file, list or message.

Wherever an address goes, `***` stands for what is secret in it. The whole address is known to the process in which it
was written down, and to the other processes of the same person until the computer is switched off: it lies in that
person's runtime folder, readable by nobody else.
"""

import json
import os
import re
import warnings
from pathlib import Path

import platformdirs

from recordings.errors import RecordingError
from recordings.whole_file import unfinished

__all__ = ["HIDDEN", "STORE_VARIABLE", "hidden", "revealed", "shown_only"]

HIDDEN = "***"
STORE_VARIABLE = "LAB_RUNTIME_DIR"
"""Environment variable that says where the runtime folder is, where it is not the usual one."""

_STORE = "camera-logins.json"
_LOGIN = re.compile(r"^([a-z][a-z0-9+.-]*://)([^/?#]*)@", re.IGNORECASE)
_SECRET = re.compile(r"([?&][^=&#]*(?:user|usr|login|pass|pwd|token|auth|key|secret)[^=&#]*=)([^&#]+)", re.IGNORECASE)

_known: dict[str, str] = {}


def hidden(device: str) -> str:
    """The device with what is secret in it left out; the whole of it is remembered. Idempotent.

    Raises:
        OSError: it cannot be remembered.
    """
    shown = shown_only(device)
    if shown != device and _known.get(shown) != device:
        _known[shown] = device
        _remember(shown, device)
    return shown


def shown_only(device: str) -> str:
    """The device with what is secret in it left out, and forgotten."""
    if "://" not in device:
        return device
    return _SECRET.sub(rf"\g<1>{HIDDEN}", _LOGIN.sub(rf"\g<1>{HIDDEN}@", device))


def revealed(device: str) -> str:
    """The whole address, to be given to the camera and to nobody else.

    Raises:
        RecordingError: `camera_login_forgotten`: it was written down before the computer was switched on.
    """
    if shown_only(device) != device or not (_LOGIN.match(device) or _SECRET.search(device)):
        return device  # nothing is hidden in it
    whole = _known.get(device) or _remembered().get(device)
    if whole is None:
        raise RecordingError("camera_login_forgotten", device=device)
    return whole


def _remember(shown: str, whole: str) -> None:
    path = _store()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps(_remembered() | {shown: whole})
    with unfinished(path) as place:
        place.unlink(missing_ok=True)
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)


def _remembered() -> dict[str, str]:
    try:
        told = json.loads(_store().read_text(encoding="utf-8"))
    except (OSError, ValueError):  # there is none, or not a whole one: then nothing is known
        return {}
    return {str(shown): str(whole) for shown, whole in told.items()} if isinstance(told, dict) else {}


def _store() -> Path:
    if said := os.environ.get(STORE_VARIABLE):
        return Path(said) / _STORE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", platformdirs.RuntimeDirWarning)
        return Path(platformdirs.user_runtime_dir("usability-lab", appauthor=False)) / _STORE
