"""What was chosen at the door, kept so that a room that is started again opens it as before.

It lies beside the address file in the user's runtime folder and not in the laboratory folder: a folder that is copied
to another machine must not open a port there. It counts until the machine starts anew: a room is opened for the day.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import get_args

from lab.archive.atomic import write_atomically
from lab.domain.errors import WorldError
from lab.live.door.opening import Choice, Tls
from recordings import clock


class ChoiceFile:
    """The file of one room."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Choice | None:
        """What was chosen since the machine was started; None: nothing, or it was closed.

        Raises:
            WorldError: `choice_unreadable`: the file is there and says nothing that is known.
        """
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            if told.pop("boot") != clock.boot_id():
                return None
            choice = Choice(**told)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(error.strerror or str(error)) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._unreadable(str(error)) from error
        if not _is_sound(choice):
            raise self._unreadable("port, tls, names")
        return choice

    def _unreadable(self, reason: str) -> WorldError:
        return WorldError("choice_unreadable", path=str(self._path), reason=reason)

    def write(self, choice: Choice) -> None:
        """Keep it. Raises WorldError `runtime_folder_unusable`."""
        content = json.dumps({**asdict(choice), "boot": clock.boot_id()}, indent=2).encode()
        try:
            write_atomically(self._path, content, mode=0o600)
        except OSError as error:
            raise WorldError("runtime_folder_unusable", path=str(self._path), reason=str(error)) from error

    def forget(self) -> None:
        """The room was closed. Raises WorldError `runtime_folder_unusable`: it would open again by itself."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise WorldError("runtime_folder_unusable", path=str(self._path), reason=str(error)) from error


def _is_sound(choice: Choice) -> bool:
    texts: tuple[object, ...] = (choice.interface, choice.certificate, choice.key)
    port: object = choice.port
    return isinstance(port, int) and choice.tls in get_args(Tls) and all(isinstance(text, str) for text in texts)
