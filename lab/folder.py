"""The laboratory folder: where everything lies that the laboratory knows, and where it must not lie.

The record of a session is written while it happens, with locks and forced writes; network drives and folders that
a cloud program copies away keep neither promise, so they are refused.
"""

import hashlib
import os
import sys
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from lab.domain.errors import InputError, WorldError
from lab.file_systems import Encryption, encryption, is_network, synchronised_by

RUNTIME_VARIABLE = "LAB_RUNTIME_DIR"
"""Environment variable that says where address files lie; tests and unusual systems set it."""

CONFIG_VARIABLE = "LAB_CONFIG_HOME"
"""Environment variable that says where a person's own settings lie."""


def config_folder() -> Path:
    """Where lies what belongs to a person and not to a laboratory: preferences, certificates."""
    said = os.environ.get(CONFIG_VARIABLE)
    return Path(said) if said else Path(platformdirs.user_config_dir("usability-lab", appauthor=False))


def runtime_folder() -> Path:
    """The folder of address files, made if missing and readable by its owner only.

    Raises:
        WorldError: `runtime_folder_unusable`: it cannot be made or belongs to somebody else.
    """
    said = os.environ.get(RUNTIME_VARIABLE)
    folder = Path(said) if said else _usual_runtime_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if sys.platform != "win32":
            status = folder.stat()
            if status.st_uid != os.getuid():
                raise WorldError("runtime_folder_unusable", path=str(folder), reason="owner")
            if status.st_mode & 0o077:
                folder.chmod(0o700)
    except OSError as error:
        raise WorldError("runtime_folder_unusable", path=str(folder), reason=str(error)) from error
    return folder


def _usual_runtime_folder() -> Path:
    with warnings.catch_warnings():
        # Where the system names no runtime folder, one among the temporary files will do: its owner is looked at.
        warnings.simplefilter("ignore", platformdirs.RuntimeDirWarning)
        return Path(platformdirs.user_runtime_dir("usability-lab", appauthor=False))


def runtime_address_file(lab_id: str) -> Path:
    """The file in which the room of this laboratory says where it listens. Raises WorldError as `runtime_folder`."""
    return runtime_folder() / f"{lab_id}.json"


def runtime_door_file(lab_id: str) -> Path:
    """The file in which the room keeps how it was opened on the network. Raises WorldError as `runtime_folder`."""
    return runtime_folder() / f"{lab_id}.door"


@dataclass(frozen=True, slots=True)
class LabFolder:
    """A folder that has been checked. Made by `open` or `create`."""

    path: Path

    @property
    def lab_id(self) -> str:
        """Names this folder on this machine: 16 hexadecimal digits of its path's SHA-256."""
        return hashlib.sha256(os.fsencode(os.path.normcase(self.path))).hexdigest()[:16]

    @property
    def database(self) -> Path:
        """Planning and judgement."""
        return self.path / "lab.sqlite"

    @property
    def sessions(self) -> Path:
        """One folder per session."""
        return self.path / "sessions"

    @property
    def late(self) -> Path:
        """What came from persons' devices after their sessions were closed."""
        return self.path / "late"

    @property
    def exports(self) -> Path:
        """Reports and clips."""
        return self.path / "exports"

    @property
    def artefacts(self) -> Path:
        """Copies of the documents from which criteria are judged, by round."""
        return self.path / "artefacts"

    @property
    def backups(self) -> Path:
        """Copies of the database made before it is migrated."""
        return self.path / "backups"

    @property
    def logs(self) -> Path:
        """What the processes wrote about themselves."""
        return self.path / "logs"

    @property
    def room_lock(self) -> Path:
        """Held by the one room of this folder."""
        return self.path / "room.lock"

    @property
    def people(self) -> Path:
        """Who joined the room today by the page."""
        return self.path / "people.json"

    @property
    def encryption(self) -> Encryption:
        """Whether the disk that it lies on is encrypted, as far as this system tells."""
        return encryption(self.path)

    @classmethod
    def create(cls, path: Path) -> "LabFolder":
        """The folder, with everything that must be in it made.

        Raises:
            InputError: `path_refused`, `folder_is_a_file`, `folder_on_network`, `folder_synchronised`.
            WorldError: `folder_unwritable`.
        """
        resolved = _refused_or_resolved(path)
        folder = cls(resolved)
        try:
            for inner in (folder.sessions, folder.exports, folder.logs):
                inner.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(resolved, error) from error
        _probe(resolved)
        return folder

    @classmethod
    def open(cls, path: Path) -> "LabFolder":
        """An existing folder, for writing.

        Raises:
            InputError: `folder_missing` or as `create`.
            WorldError: `folder_unwritable`.
        """
        if not _resolved(path).exists():
            raise InputError("folder_missing", path=str(path))
        return cls.create(path)

    @classmethod
    def open_readonly(cls, path: Path) -> "LabFolder":
        """An existing folder, to read from: it may be read-only or lie anywhere.

        Raises:
            InputError: `path_refused`, `folder_missing`, `folder_is_a_file`.
        """
        resolved = _resolved(path)
        if not resolved.exists():
            raise InputError("folder_missing", path=str(path))
        if not resolved.is_dir():
            raise InputError("folder_is_a_file", path=str(resolved))
        return cls(resolved)

    def session_folder(self, name: str) -> Path:
        """The folder of a session by its name. Raises ValueError for a name that leads elsewhere."""
        inside = self.sessions / name
        if not name or inside.parent != self.sessions or name in {".", ".."}:
            msg = f"no session folder: {name!r}"
            raise ValueError(msg)
        return inside


def encryption_at(path: Path) -> Encryption:
    """Whether the disk is encrypted on which a folder lies, or would be made; unknown for a path that cannot be."""
    try:
        place = _resolved(path)
        while not place.exists() and place != place.parent:
            place = place.parent
        return encryption(place)
    except (InputError, OSError):
        return "unknown"


def _resolved(path: Path) -> Path:
    """The whole path. Raises InputError `path_refused` for one that no folder can have, such as a name too long."""
    try:
        resolved = path.expanduser().resolve()
        resolved.exists()
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise InputError("path_refused", path=str(path), reason=reason or str(error)) from error
    return resolved


def _refused_or_resolved(path: Path) -> Path:
    resolved = _resolved(path)
    existing = resolved
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    if not existing.is_dir():
        raise InputError("folder_is_a_file", path=str(existing))
    if is_network(existing):
        raise InputError("folder_on_network", path=str(resolved))
    program = synchronised_by(resolved)
    if program is not None:
        raise InputError("folder_synchronised", path=str(resolved), program=program)
    return resolved


def _probe(folder: Path) -> None:
    """Write and remove a small file: permissions alone do not tell whether a folder can be written."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"probe")
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> WorldError:
    return WorldError("folder_unwritable", path=str(folder), reason=error.strerror or str(error))
